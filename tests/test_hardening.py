"""Further members of the kinds of fault in docs/reliability-tests.md that no other file holds."""

from __future__ import annotations

import configparser
import random
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import wording
from bot.check import check
from bot.journal.sweep import Sweep
from bot.journal.unanswered import group_similar
from bot.settings import Settings
from bot.web.connections import most_connections
from bot.web.server import WebError, bind
from retrieval import load
from retrieval.corpus.seeds import read_seed_file
from retrieval.errors import SeedError
from tests.conftest import ROOT, SEEDS
from tests.retrieval.query.test_places import figures, library_at

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


@pytest.mark.parametrize(
    ("place", "folded"),
    [("乾安县", "干安县"), ("於潜镇", "于潜镇"), ("乾务镇", "干务镇"), ("乾潭镇", "干潭镇"), ("乾元镇", "干元镇"), ("蔚县", "蔚县")],
)  # fmt: skip
def test_a_place_whose_name_is_folded_is_shown_as_written(
    tmp_path: Path, place: str, folded: str
) -> None:
    library = library_at(tmp_path, place, "岱山县")
    assert library.metadata[0].place == place
    assert figures(library, place, folded) == ["1111", "1111"]


@pytest.mark.parametrize(
    ("home", "known"),
    [
        ("火星市", False), ("岱山县  # 本地", False), ("Daishan", False), ("岱山县;", False), ("浙江省", False),
        ("岱山县、舟山市", False), ("岱", False), ("岱山", True), ("岱山縣", True), ("浙江岱山", True),
        ("舟山市岱山县", True), ("岱山\n县", True), ("", True),
    ],
)  # fmt: skip
def test_a_home_place_is_understood_or_named_with_those_there_are(
    tmp_path: Path, home: str, known: bool
) -> None:
    library_at(tmp_path, "岱山县")
    named = (f"HOME_PLACE {home}: no report is of this place; there is 岱山县",)
    assert load(tmp_path, home=home).faults == (() if known else named)


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1", "localhost", "127.1", "0"])
def test_an_address_of_this_machine_in_any_spelling(host: str) -> None:
    with bind(host, 0) as listening:
        assert listening.getsockname()[1] > 0


@pytest.mark.parametrize(
    "host", ["", "[::1]", "http://127.0.0.1", "127.0.0.1:80", "１.1.1.1.1", "a b"]
)
def test_what_is_no_address_is_named_by_its_settings(host: str) -> None:
    with pytest.raises(WebError, match="WEB_HOST:WEB_PORT"):
        bind(host, 0)


@pytest.mark.parametrize(
    ("old", "total", "at_once"),
    [(0, 0, True), (20, 20, True), (21, 21, False), (89, 100, True), (90, 100, False),
     (10**6, 10**6, False), (0, 10**6, True)],
)  # fmt: skip
def test_a_sweep_trusts_no_clock_by_which_nearly_all_is_old(
    old: int, total: int, at_once: bool
) -> None:
    hours = [0.0]
    sweep = Sweep(lambda: 3600 * hours[0])
    assert sweep.may_delete(old, total) == at_once
    hours[0] = 23.9
    assert sweep.may_delete(old, total) == at_once
    hours[0] = 24.0
    assert sweep.may_delete(old, total)


@pytest.mark.parametrize(
    "alphabet",
    ["停车位养老院", "0123456789", "㍿ﷺ㌀", "😀🅿️", "abc ", "一二三四五六七八九十百千万"],
    ids=ascii,
)
def test_a_flood_of_any_signs_is_grouped_and_no_question_is_lost(alphabet: str) -> None:
    draw = random.Random(1)  # noqa: S311 - repeatable, not secret
    texts = ["".join(draw.choices(alphabet, k=draw.randint(0, 200))) for _ in range(300)]
    groups = group_similar(texts)
    assert sorted(number for group in groups for number in group) == list(range(300))
