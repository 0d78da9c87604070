"""Views of marks: the last questions with their answers, sentences to choose from, undoing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.journal import AskedQuestion, AuditEvent, Feedback
from bot.messages.actions import Judge, Label, Propose, ShowReview, Undo
from bot.messages.reply import Choice, Choices, Press, Reply
from bot.messages.rich_text import lines_of_people, paragraph
from bot.operators.kept import event_id
from bot.operators.view import Sentence, result, short
from bot.operators.worklist import question_id
from bot.view.paging import page_of, step_choices
from bot.wording import marking as wording
from bot.wording import operators as operators_wording
from retrieval import GoldQuestion, Library, answers_rightly, question_key

__all__ = [
    "labelled_view",
    "mark_of",
    "review_text",
    "review_view",
    "right_sentences_view",
    "undo_view",
]

# Questions on a page in Telegram: with an answer and three buttons each they fit one screen.
_QUESTIONS = 4


def mark_of(library: Library, mark: GoldQuestion | None) -> str:
    """How a question is marked, and whether `library` answers it so; empty without a mark."""
    if mark is None:
        return ""
    if not mark.answerable:
        return wording.MARKED_OUTSIDE
    return wording.MARKED_RIGHT if answers_rightly(library, mark) else wording.MARKED_WRONG


def review_text(
    asked: Sequence[AskedQuestion],
    library: Library,
    marks: Mapping[str, GoldQuestion],
    page: int,
    size: int = _QUESTIONS,
) -> str:
    """One page (from 1) of `asked`, `size` of them a page, with what is answered now.

    Raises IndexUnavailableError.
    """
    shown = page_of(asked, page, size)
    if not shown.items:
        return wording.NOTHING_ASKED
    lines = [wording.review_lead(shown.total, shown.number, shown.pages)]
    for number, each in enumerate(shown.items, start=shown.first):
        down = each.feedback == Feedback.DOWN
        mark = mark_of(library, marks.get(question_key(each.text)))
        lines.append(wording.asked_line(number, short(each.text), each.times, down=down))
        lines.append(wording.answered_line(result(library.ask(each.text, 1)), mark))
    return "\n".join(lines)


def review_view(
    asked: Sequence[AskedQuestion],
    library: Library,
    marks: Mapping[str, GoldQuestion],
    page: int,
) -> Reply:
    """One page (from 1), with buttons to mark each question.  Raises IndexUnavailableError."""
    shown = page_of(asked, page, _QUESTIONS)
    rows: Choices = tuple(
        tuple(
            Choice(f"{number}. {label}", Press(Judge(verdict, question_id(each.text), at)))
            for verdict, label, at in (
                ("r", wording.RIGHT, shown.number),
                ("w", wording.WRONG, 0),
                ("o", wording.OUTSIDE, shown.number),
            )
        )
        for number, each in enumerate(shown.items, start=shown.first)
    )
    turns = step_choices(shown.number, shown.pages, ShowReview)
    text = lines_of_people(review_text(asked, library, marks, page))
    return Reply((text,), (*rows, turns) if turns else rows)


def right_sentences_view(text: str, sentences: Sequence[Sentence]) -> Reply:
    """`sentences` to choose from, one of which is the right answer to the question `text`."""
    lines = [
        operators_wording.sentence_line(number, each[1], short(each[3]))
        for number, each in enumerate(sentences, start=1)
    ]
    texts = [
        f"{wording.QUESTION_LEAD}{text}",
        wording.WHICH_IS_RIGHT,
        "\n".join(lines),
        wording.other_paragraph(short(text)),
    ]
    numbers = tuple(
        Choice(str(number), Press(Label(digest, at, sentence)))
        for number, (digest, at, sentence, _) in enumerate(sentences, start=1)
    )
    none = (Choice(wording.OUTSIDE, Press(Judge("o", question_id(text)))),)
    return Reply(tuple(map(paragraph, filter(None, texts))), (numbers, none), apart=True)


def labelled_view(text: str, at: Label, sentence: str, *, answered: bool) -> Reply:
    """The question `text` was marked; where it is not `answered` so yet, it can be taught."""
    texts = [
        f"{operators_wording.PHRASING_LEAD}{text}",
        wording.marked_right(short(sentence)),
    ]
    teach = Press(Propose(at.report, at.paragraph, at.sentence))
    choices = () if answered else ((Choice(wording.TEACH_TOO, teach),),)
    return Reply(tuple(map(paragraph, texts)), choices)


def undo_view(event: AuditEvent | None) -> Reply:
    """The last kept change with a button to take it back."""
    if event is None:
        return Reply((paragraph(wording.NOTHING_KEPT),))
    undo = Choice(wording.UNDO, Press(Undo(event_id(event))))
    return Reply((paragraph(wording.undo_lead(event.detail)),), ((undo,),))
