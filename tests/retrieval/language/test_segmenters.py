"""rjieba cuts as jieba does, so that either may be chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Library, WordsError
from retrieval.evaluation import load_gold
from retrieval.language.normalization import fold
from retrieval.language.segmentation import Segmenter
from retrieval.words import Word, load_dictionary
from tests.conftest import GOLD, REPORT

NEEDS_FAST = "needs the extra `fast`"

Make = Callable[[str], Segmenter]


@pytest.fixture(scope="module")
def both() -> tuple[Segmenter, Segmenter]:
    pytest.importorskip("rjieba", reason=NEEDS_FAST)
    with pytest.MonkeyPatch.context() as patch:
        made = []
        for name in ("jieba", "rjieba"):
            patch.setenv("SEGMENTER", name)
            made.append(Segmenter(load_dictionary()))
    return made[0], made[1]


def test_the_report_and_all_questions_are_cut_alike(
    both: tuple[Segmenter, Segmenter], library: Library
) -> None:
    report = library.report(REPORT)
    spans = (span for paragraph in report.paragraphs for span in paragraph.sentences)
    texts = [fold(span.of(report.text)).text for span in spans]
    texts += [fold(each.question).text for each in load_gold(GOLD)]
    jieba, rjieba = both
    assert len(texts) > 400
    assert [rjieba.spans(text) for text in texts] == [jieba.spans(text) for text in texts]


PIECES = st.one_of(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=8),
    st.sampled_from(
        ["停车位", "一廊两带三区", "棚户区改造", "2.64万个", "pm2.5", "gdp", "c919", "5g"]
    ),
    st.text("0123456789.%-+ab_ ，。、“”（）", max_size=6),
)


@given(st.lists(PIECES, max_size=6).map("".join))
def test_any_text_is_cut_alike(both: tuple[Segmenter, Segmenter], text: str) -> None:
    jieba, rjieba = both
    folded = fold(text).text
    assert rjieba.spans(folded) == jieba.spans(folded)


def test_words_that_are_taught_are_cut_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rjieba", reason=NEEDS_FAST)
    taught = (Word("海边灯塔"), Word("停车位新增", 5), Word("灯塔渔港"), Word("增停", 0))
    spans = []
    for name in ("jieba", "rjieba"):
        monkeypatch.setenv("SEGMENTER", name)
        spans.append(Segmenter(taught).spans("海边灯塔渔港停车位新增停车位"))
    assert spans[0] == spans[1]


def test_another_segmenter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTER", "thulac")
    with pytest.raises(WordsError, match="has to be jieba or rjieba"):
        Segmenter(())
