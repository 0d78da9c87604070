"""What operators see on the way from an unanswered question to an answered one."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording as everyone
from bot.journal import QuestionGroup, page_of
from bot.messages.actions import Drop, Keep, Propose, ShowUnanswered, Teach
from bot.messages.reply import Choice, Press, Reply
from bot.messages.rich_text import paragraph
from bot.operators import Trial, group_id
from bot.operators.statistics import unanswered_text
from bot.view.place import short_digest
from bot.wording import operators as wording
from retrieval import Answer, Comparison, GoldQuestion, Hit, LexiconLine, Library, Outcome

__all__ = [
    "SHOWN",
    "Sentence",
    "line_in",
    "nearest",
    "sentences_view",
    "trial_text",
    "trial_view",
    "unanswered_view",
]

# Groups on a page of Telegram: with five wordings each they fit in one message and one screen.
_GROUPS = 4
# Sentences to choose from, and labelled questions of each kind that a trial shows.
SHOWN = 5
# Characters of a wording or a sentence that tell it from others.
_LENGTH = 60

Sentence = tuple[str, int, int, str]
"""The digest of a report, a paragraph, a sentence of it (both from 1), and its text."""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"


def unanswered_view(groups: Sequence[QuestionGroup], page: int) -> Reply:
    """One page (from 1), with a button for each group."""
    shown = page_of(groups, page, _GROUPS)
    first = 1 + (shown.number - 1) * _GROUPS
    rows = tuple(
        (Choice(f"{at}. {wording.TEACH}", Press(Teach(group_id(group)))),)
        for at, group in enumerate(shown.groups, start=first)
    )
    steps = []
    if shown.number > 1:
        steps.append(Choice(everyone.PREVIOUS_PAGE, Press(ShowUnanswered(shown.number - 1))))
    if shown.number < shown.pages:
        steps.append(Choice(everyone.NEXT_PAGE, Press(ShowUnanswered(shown.number + 1))))
    choices = (*rows, tuple(steps)) if steps else rows
    return Reply((paragraph(unanswered_text(groups, page, _GROUPS)),), choices)


def sentences_view(text: str, sentences: Sequence[Sentence]) -> Reply:
    """Which of `sentences` is to answer `text`?"""
    lines = [
        wording.sentence_line(number, each[1], _short(each[3]))
        for number, each in enumerate(sentences, start=1)
    ]
    said = [f"{wording.PHRASING_LEAD}{text}", wording.WHICH_SENTENCE, "\n".join(lines)]
    buttons = tuple(
        Choice(str(number), Press(Propose(digest, at, sentence)))
        for number, (digest, at, sentence, _) in enumerate(sentences, start=1)
    )
    return Reply(
        tuple(map(paragraph, [*said, wording.other_ways(_short(text))])), (buttons,), apart=True
    )


def line_in(shown: str, lead: str) -> str:
    """What stands behind `lead` in the message above a button; empty where it does not."""
    for line in shown.splitlines():
        if line.startswith(lead):
            return line.removeprefix(lead)
    return ""


def trial_text(trial: Trial, library: Library) -> str:
    """What was tried, and what it would change."""
    addition = trial.addition
    if isinstance(addition, LexiconLine):
        lines = [f"{wording.LEXICON_LEAD}{addition.line}"]
    else:
        text = addition.sentence.of(library.report(addition.report).text)
        lines = [f"{wording.PHRASING_LEAD}{addition.text}", f"→ {_short(text)}"]
    lines += [wording.tried_answer(_short(each.question), _found(each)) for each in trial.answers]
    lines += _gold_lines(trial.comparison)
    return "\n".join(lines)


def _found(answer: Answer) -> str:
    if answer.outcome is not Outcome.ANSWERED:
        return everyone.REPLIES[answer.outcome]
    hit: Hit = answer.hits[0]
    return f"{everyone.paragraph_number(hit.location.paragraph)}：{_short(hit.excerpt)}"


def _gold_lines(found: Comparison | None) -> list[str]:
    if found is None:
        return [wording.NO_GOLD]

    def line(what: str, questions: Sequence[GoldQuestion]) -> str:
        shown = [_short(each.question) for each in questions[:SHOWN]]
        return wording.tried_list(what, shown, len(questions))

    lists = (
        (wording.MENDED, found.mended),
        (wording.BROKEN, found.broken),
        (wording.ALTERED, found.altered),
    )
    return [
        wording.tried_gold(found.questions, found.before, found.after),
        *(line(what, questions) for what, questions in lists if questions),
    ]


def trial_view(trial: Trial, library: Library, at: Propose | None) -> Reply:
    """The same with buttons to keep it or not; `at`: the sentence of a phrasing."""
    keep = Keep(at.report, at.paragraph, at.sentence) if at is not None else Keep()
    choices = ((Choice(wording.KEEP, Press(keep)), Choice(wording.DROP, Press(Drop()))),)
    said = (wording.TRIAL_LEAD, trial_text(trial, library))
    return Reply(tuple(map(paragraph, said)), choices)


def nearest(library: Library, question: str) -> list[Sentence]:
    """The sentences nearest to `question`, as they are shown to choose from."""
    found = []
    for hit in library.sentences(question, SHOWN):
        report = library.report(hit.location.report)
        sentences = report.paragraphs[hit.location.paragraph - 1].sentences
        starts = [sentence.start for sentence in sentences]
        number = starts.index(hit.location.start) + 1
        found.append((short_digest(report), hit.location.paragraph, number, hit.excerpt))
    return found
