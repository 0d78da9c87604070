"""Further members of the kinds of fault in docs/reliability-tests.md that no other file holds."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import wording
from bot.check import check
from bot.settings import Settings
from bot.web.connections import most_connections
from retrieval.corpus.seeds import read_seed_file
from retrieval.errors import SeedError
from tests.conftest import ROOT, SEEDS

_LINES = (
    "苏州市人民政府工作报告",
    "——2023年1月10日在苏州市第十七届人民代表大会第二次会议上",
    "各位代表：",
    "一、2022年工作回顾",
    "过去一年，新增公共停车泊位1000个，新建公园3座。",
    "二、2023年工作安排",
    "今年计划新增公共停车泊位500个。",
)


@pytest.mark.parametrize(
    "end",
    ["\n", "\r", "\r\n", "\r\r\n", "\n\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\u2028\n"],
    ids=ascii,
)
def test_whatever_ends_a_line_a_line_is_a_paragraph(tmp_path: Path, end: str) -> None:
    file = tmp_path / "r.txt"
    file.write_bytes(end.join(_LINES).encode())
    report = read_seed_file(file)
    shown = [paragraph.span.of(report.text) for paragraph in report.paragraphs]
    assert [each for each in shown if "停车泊位" in each] == [_LINES[4], _LINES[6]]
    assert report.title == _LINES[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "gb18030"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("utf-8", "big5"),
        ("utf-8", "shift_jis"), ("utf-8", "euc-kr"), ("gb18030", "latin-1"), ("gb18030", "big5"),
        ("gb18030", "euc-kr"), ("gb18030", "cp1252"),
    ],
)  # fmt: skip
def test_text_that_was_decoded_wrongly_is_refused(tmp_path: Path, written: str, read: str) -> None:
    file = tmp_path / "r.txt"
    garbled = ("\n".join(_LINES) * 3).encode(written).decode(read, "replace")
    file.write_text(garbled, encoding="utf-8")
    with pytest.raises(SeedError, match=r"r\.txt") as refusal:
        read_seed_file(file)
    assert str(refusal.value).isprintable()


def test_the_unit_leaves_more_descriptors_than_the_web_side_takes() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(ROOT / "deploy" / "ask-the-report.service")
    assert int(unit["Service"]["LimitNOFILE"]) >= 4 * most_connections()


@pytest.mark.parametrize("secret", ["", "a-secret-that-nobody-guesses"])
def test_without_a_secret_of_the_journal_check_and_privacy_say_so(secret: str) -> None:
    settings = Settings(seeds_dir=SEEDS, journal_secret=SecretStr(secret))
    said = any(each.startswith("JOURNAL_SECRET") for each in check(settings).passed)
    plain = wording.privacy(30, anonymous=False, secret=True)
    assert said == (not secret)
    assert (wording.privacy(30, anonymous=False, secret=bool(secret)) != plain) == (not secret)
