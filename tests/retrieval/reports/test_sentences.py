from __future__ import annotations

import pytest

from retrieval.reports.model import Span
from retrieval.reports.sentences import sentences_of


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentences_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句。两句;三句!四句?", ["一句。", "两句;", "三句!", "四句?"]),
        ("一句；两句！三句？", ["一句；", "两句！", "三句？"]),
        ("没有句号", ["没有句号"]),
        ("他说“好。真好!”然后走了。完", ["他说“好。真好!”然后走了。", "完"]),
        ("落实《规划;纲要》。", ["落实《规划;纲要》。"]),
        ("村(社区;街道)和（乡；镇）。", ["村(社区;街道)和（乡；镇）。"]),
        ("建设‘三区。’、小康。", ["建设‘三区。’、小康。"]),
        ("真的吗?!好。", ["真的吗?!", "好。"]),
        # a mark that is never closed, or closed by the wrong one, encloses nothing
        ("“六五’期间增长。翻了一番。", ["“六五’期间增长。", "翻了一番。"]),
        ("多了一个）。好。", ["多了一个）。", "好。"]),
        # white space between sentences belongs to none of them
        ("一句。\xa0 \n两句。", ["一句。", "两句。"]),
        ("增长6.5%,达到2.64万个。", ["增长6.5%,达到2.64万个。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "前文。\n一句。两句。\n后文。"
    assert sentences_of(text, Span(4, 10)) == (Span(4, 7), Span(7, 10))
