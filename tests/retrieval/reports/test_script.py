"""Reports in traditional script, or with radicals from a PDF, are understood and shown as written."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import retrieval
from retrieval.corpus.gazetteer import load_gazetteer
from retrieval.language.normalization import fold
from retrieval.reports import read_report
from retrieval.reports.script import RADICALS, regular

_TRADITIONAL = """瀋陽市政府工作報告
——2023年1月10日在瀋陽市第十七屆人民代表大會第二次會議上
瀋陽市市長　張 偉
各位代表：
一、2022年工作回顧
過去一年，新增公共停車泊位1200個。
二、2023年工作任務
今年計劃新增公共停車泊位1500個。
"""
_RADICALS = """沈阳市政府⼯作报告
——2023年1⽉10⽇在沈阳市第⼗七届⼈⺠代表⼤会第⼆次会议上
沈阳市市⻓　张 伟
各位代表：
⼀、2022年⼯作回顾
过去⼀年，新增公共停⻋泊位1200个。
⼆、2023年⼯作任务
今年计划新增公共停⻋泊位1500个。
"""


@pytest.mark.parametrize(
    ("text", "title", "occasion", "office", "parts"),
    [
        (_TRADITIONAL, "瀋陽市政府工作報告", "瀋陽市第十七屆人民代表大會第二次會議", "瀋陽市市長",
         ["", "一、2022年工作回顧", "二、2023年工作任務"]),
        (_RADICALS, "沈阳市政府⼯作报告", "沈阳市第⼗七届⼈⺠代表⼤会第⼆次会议", "沈阳市市⻓",
         ["", "⼀、2022年⼯作回顾", "⼆、2023年⼯作任务"]),
    ],
    ids=["traditional", "radicals"],
)  # fmt: skip
def test_a_report_is_understood_and_shown_as_written(
    text: str, title: str, occasion: str, office: str, parts: list[str]
) -> None:
    report = read_report("r.txt", text)
    assert (report.title, report.occasion, report.office) == (title, occasion, office)
    assert report.date == datetime.date(2023, 1, 10)
    assert [part.title for part in report.parts] == parts
    assert report.text == text
    place = load_gazetteer().location_of(report)
    assert place is not None
    assert place.name == "沈阳市"


@pytest.mark.parametrize("text", [_TRADITIONAL, _RADICALS], ids=["traditional", "radicals"])
def test_it_is_answered_from_in_its_own_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    library = retrieval.load(tmp_path)
    (hit, *_) = library.ask("2022年新增了多少停车泊位").hits
    assert "1200" in hit.excerpt
    assert hit.excerpt in text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("民國乾縣臺灣裏", "民国干县台湾里"),
        ("⼈⺠⻓⻋⻔⾦", "人民长车门金"),
        ("\uf9d1\ufa0a", "六见"),
        ("政府工作报告，5%", "政府工作报告，5%"),
        ("ａＢ①㎡", "ａＢ①㎡"),
        ("𠮷野家𫚖", "𠮷野家𫚖"),
    ],
)
def test_characters_that_are_the_same(text: str, same: str) -> None:
    assert regular(text) == same
    assert len(regular(text)) == len(text)


def test_every_radical_is_folded_as_the_character_that_looks_the_same() -> None:
    assert len(RADICALS) == 250
    for radical, char in RADICALS.items():
        assert fold(radical).text == fold(char).text
