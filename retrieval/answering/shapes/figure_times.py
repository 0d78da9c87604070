"""Whether figures are of the time that a question names."""

from __future__ import annotations

from collections.abc import Callable

from retrieval.figures.asked import asked_figures
from retrieval.figures.figure import Figure, Tense
from retrieval.figures.words import load_figure_words
from retrieval.index.index import Index
from retrieval.language.time_frames import Frame
from retrieval.query.question import Question

__all__ = ["in_time"]

# The frames in which each tense is said.
_TENSES = {
    Tense.RESULT: frozenset({Frame.REVIEW, Frame.UNKNOWN}),
    Tense.PLAN: frozenset({Frame.NEXT, Frame.PLAN, Frame.UNKNOWN}),
}


def in_time(index: Index, question: Question) -> Callable[[Figure], bool]:
    """Whether a figure is of the time, and of the tense, that the question names."""
    years = frozenset(question.period.years or question.period.about)
    frames = index.frames_meant(question.period.frames)
    tense = asked_figures(question).tense
    several = load_figure_words()["asked several_years"]
    frame_of = {each.span.start: each.frame for each in index.sentences}

    def fits(each: Figure) -> bool:
        frame = Frame(frame_of.get(each.sentence.start, Frame.UNKNOWN))
        if tense is not None and each.tense is not tense:
            return False
        if frames and not (frames & _TENSES[each.tense] and frame in frames | {Frame.UNKNOWN}):
            return False
        if not years or each.year in years:
            return True
        # Of a look back at one year no words say so.
        unsaid = each.year is None and each.period is None and each.tense is Tense.RESULT
        return unsaid and not several.search(index.entries[each.paragraph - 1].part.title)

    return fits
