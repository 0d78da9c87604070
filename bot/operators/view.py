"""Operators' texts, the same in Telegram and in a terminal, and replies with buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording as everyone
from bot.journal import QuestionGroup, Stats
from bot.messages.actions import Drop, Judge, Keep, Propose, ShowUnanswered, Teach
from bot.messages.page_links import short_digest
from bot.messages.reply import Choice, Choices, Press, Reply
from bot.messages.rich_text import lines_of_people, paragraph
from bot.operators.trial import Trial
from bot.operators.worklist import group_id
from bot.view.paging import page_of, step_choices
from bot.wording import marking
from bot.wording import operators as wording
from retrieval import Answer, Comparison, GoldQuestion, Hit, LexiconLine, Library, Outcome

__all__ = [
    "reloaded_text",
    "SHOWN",
    "Sentence",
    "line_in",
    "nearest",
    "result",
    "sentences_view",
    "short",
    "stats_text",
    "trial_text",
    "trial_view",
    "unanswered_text",
    "unanswered_view",
]

# Groups on a page in Telegram: with five wordings each they fit in one message and one screen.
_GROUPS = 4
# Sentences to choose from, and labelled questions of each kind that a trial shows.
SHOWN = 5
# Characters of a question or a sentence that tell it from others.
_LENGTH = 60

Sentence = tuple[str, int, int, str]
"""The digest of a report, a paragraph, a sentence of it (both from 1), and its text."""


def short(text: str) -> str:
    """`text` on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"


def stats_text(stats: Stats, days: int) -> str:
    """Counts, shares of outcomes, the median time, ratings."""
    lines = [wording.stats_lead(days, stats.total, stats.askers)]
    for outcome, count in stats.outcomes.items():
        lines.append(wording.stats_share(outcome, count, stats.total))
    if stats.milliseconds is not None:
        lines.append(wording.stats_time(round(stats.milliseconds, 1)))
    lines.append(wording.stats_ratings(stats.up, stats.down))
    return "\n".join(lines)


def unanswered_text(groups: Sequence[QuestionGroup], page: int, size: int) -> str:
    """One page (from 1) of `groups`, `size` of them a page."""
    shown = page_of(groups, page, size)
    if not shown.items:
        return wording.NOTHING_UNANSWERED
    lines = [wording.unanswered_lead(shown.total, shown.number, shown.pages)]
    for number, group in enumerate(shown.items, start=shown.first):
        lines.append(
            wording.group_lead(
                number, group.askers, group.times, group.down, small_talk=group.small_talk
            )
        )
        lines += [f"    {each}" for each in group.wordings]
    return "\n".join(lines)


def unanswered_view(groups: Sequence[QuestionGroup], page: int) -> Reply:
    """One page (from 1), with buttons for each group: teach it, mark it, or hide it."""
    shown = page_of(groups, page, _GROUPS)
    rows: Choices = ()
    for number, group in enumerate(shown.items, start=shown.first):
        name = group_id(group)
        rows += (
            (
                Choice(f"{number}. {wording.TEACH}", Press(Teach(name))),
                Choice(f"{number}. {marking.MARK}", Press(Judge("w", name))),
            ),
            (Choice(f"{number}. {marking.HIDE}", Press(Judge("h", name, shown.number))),),
        )
    turns = step_choices(shown.number, shown.pages, ShowUnanswered)
    text = lines_of_people(unanswered_text(groups, page, _GROUPS))
    return Reply((text,), (*rows, turns) if turns else rows)


def sentences_view(text: str, sentences: Sequence[Sentence]) -> Reply:
    """`sentences` to choose from, one of which is to answer `text`."""
    lines = [
        wording.sentence_line(number, each[1], short(each[3]))
        for number, each in enumerate(sentences, start=1)
    ]
    texts = [
        f"{wording.PHRASING_LEAD}{text}",
        wording.WHICH_SENTENCE,
        "\n".join(lines),
        wording.other_ways(short(text)),
    ]
    buttons = tuple(
        Choice(str(number), Press(Propose(digest, at, sentence)))
        for number, (digest, at, sentence, _) in enumerate(sentences, start=1)
    )
    return Reply(tuple(map(paragraph, texts)), (buttons,), apart=True)


def line_in(shown: str, lead: str) -> str:
    """The rest of the line of `shown` that begins with `lead`; empty where none does."""
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
        lines = [f"{wording.PHRASING_LEAD}{addition.text}", f"→ {short(text)}"]
    lines += [wording.tried_answer(short(each.question), result(each)) for each in trial.answers]
    lines += _gold_lines(trial.comparison)
    lines += [wording.DOES_NOT_HELP] if not trial.helps else []
    lines += [wording.HARMS] if trial.harms else []
    return "\n".join(lines)


def result(answer: Answer) -> str:
    """What the bot answers, in one line."""
    if answer.outcome is not Outcome.ANSWERED:
        return f"（{wording.OUTCOMES.get(answer.outcome, answer.outcome)}）"
    hit: Hit = answer.hits[0]
    return f"{everyone.paragraph_number(hit.location.paragraph)}：{short(hit.excerpt)}"


def _gold_lines(found: Comparison | None) -> list[str]:
    if found is None:
        return [wording.NO_GOLD]

    def line(what: str, questions: Sequence[GoldQuestion]) -> str:
        shown = [short(each.question) for each in questions[:SHOWN]]
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
    """The trial with buttons to keep the addition or drop it; `at`: the sentence of a phrasing."""
    keep = Keep(at.report, at.paragraph, at.sentence) if at is not None else Keep()
    label = wording.KEEP if trial.advisable else wording.KEEP_ANYWAY
    choices = ((Choice(label, Press(keep)), Choice(wording.DROP, Press(Drop()))),)
    texts = (wording.TRIAL_LEAD, trial_text(trial, library))
    return Reply(tuple(map(paragraph, texts)), choices)


def nearest(library: Library, question: str) -> list[Sentence]:
    """The sentences that score best for `question`, for `sentences_view`."""
    found = []
    for hit in library.sentences(question, SHOWN):
        report = library.report(hit.location.report)
        sentences = report.paragraphs[hit.location.paragraph - 1].sentences
        starts = [sentence.start for sentence in sentences]
        number = starts.index(hit.location.start) + 1
        found.append((short_digest(report), hit.location.paragraph, number, hit.excerpt))
    return found


def reloaded_text(library: Library) -> str:
    """What was loaded, and what was left out."""
    digests = "、".join(map(short_digest, library.metadata[:SHOWN]))
    said = wording.reloaded(len(library.metadata), digests)
    return f"{said}\n{wording.left_out(library.faults)}" if library.faults else said
