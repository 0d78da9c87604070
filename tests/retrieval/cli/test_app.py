"""`python -m retrieval`, as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import retrieval
from tests.commands import run
from tests.conftest import GOLD, REPORT, SEEDS
from tests.processes import environment

TEXT = (SEEDS / REPORT).read_bytes().decode("utf-8")


def lines(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


def test_one_json_object_a_line_in_order(tmp_path: Path) -> None:
    asked = "朝阳区2016年地区生产总值是多少\n新增了多少停车位\n"
    finished = run("-m", "retrieval", "ask", "--json", home=tmp_path, asked=asked.encode())
    assert (finished.returncode, finished.stderr) == (0, b"")
    first, second = lines(finished.stdout)
    assert first["question"] == "朝阳区2016年地区生产总值是多少"
    assert first["outcome"] == second["outcome"] == "answered"
    assert "4942亿元" in first["hits"][0]["excerpt"]
    assert "2.64万个" in second["hits"][0]["excerpt"]
    assert list(second) == [
        "question", "outcome", "shape", "shown", "hits", "missing", "related", "suggestions",
    ]  # fmt: skip
    hit = second["hits"][0]
    assert list(hit) == [
        "excerpt", "report", "part", "section", "paragraph", "start", "end", "score",
        "group",
    ]  # fmt: skip
    assert (hit["report"], hit["paragraph"], hit["part"]) == (REPORT, 13, "五年工作回顾")
    assert hit["section"] == "二、坚决治理“大城市病”,城市建设和管理水平显著提升"
    assert TEXT[hit["start"] : hit["end"]] == hit["excerpt"]


def test_any_input_line_gives_one_output_line(tmp_path: Path) -> None:
    odd = [
        b"", b" ", "周杰伦".encode(), "停车位".encode() * 4000, b"\x00\x07\x1b[31m", "👍🏽".encode(),
        b"<b></b>", b"\xff\xfe\xed\xa0\x80", "停车位\u2028新\x85增\x0b\x0c".encode(), "停\r".encode(),
        "\ufeff停车位".encode(), b'{"question": 1}', b"-h", "没换行，新增多少停车位".encode(),
    ]  # fmt: skip
    finished = run("-m", "retrieval", "ask", "--json", home=tmp_path, asked=b"\n".join(odd))
    assert finished.returncode == 0
    assert b"Traceback" not in finished.stderr
    assert len(finished.stderr.splitlines()) <= 1  # that one of them is not UTF-8
    came = lines(finished.stdout)
    assert len(came) == len(odd)
    assert [answer["outcome"] for answer in came[:4]] == [
        "empty", "empty", "not_in_report", "too_long",
    ]  # fmt: skip
    assert came[8]["question"] == "停车位\u2028新\x85增\x0b\x0c"
    assert came[13]["outcome"] == "answered"


def test_questions_as_arguments(tmp_path: Path) -> None:
    finished = run(
        "-m",
        "retrieval",
        "ask",
        "--json",
        "--top",
        "1",
        "新增了多少停车位",
        "周杰伦",
        home=tmp_path,
    )
    first, second = lines(finished.stdout)
    assert len(first["hits"]) == 1
    assert second["outcome"] == "not_in_report"
    assert len(second["suggestions"]) == 3  # the nearest section, and two questions


def test_a_dialogue_is_answered_turn_by_turn(tmp_path: Path) -> None:
    asked = "2016年地区生产总值是多少\n那2017年呢\n谢谢\n\n那2017年呢\n"
    finished = run(
        "-m", "retrieval", "ask", "--json", "--dialogue", home=tmp_path, asked=asked.encode()
    )  # fmt: skip
    first, second, third, alone = lines(finished.stdout)
    assert "4942亿元" in first["hits"][0]["excerpt"]
    assert "5200亿元" in second["hits"][0]["excerpt"]
    assert (third["outcome"], third["reply"]) == ("small_talk", "thanks")
    assert alone["question"] == "那2017年呢"  # an empty line began another conversation


def test_a_dialogue_says_where_all_was_shown_and_opens_what_is_named(tmp_path: Path) -> None:
    asked = "五治是哪五治\n还有呢\n第二个具体说说\n原文\n第13段\n"
    finished = run(
        "-m", "retrieval", "ask", "--json", "--dialogue", home=tmp_path, asked=asked.encode()
    )
    shown, more, item, whole, paragraph = lines(finished.stdout)
    assert (shown["shape"], shown["shown"]) == ("list", len(shown["hits"]))
    assert (more["outcome"], more["reply"], more["hits"]) == ("small_talk", "nothing_more", [])
    assert item["hits"][0]["excerpt"].startswith("聚焦治气")
    assert item["hits"][0]["excerpt"] in whole["hits"][0]["excerpt"]
    assert "2.64万个" in paragraph["hits"][0]["excerpt"]


def test_an_argument_that_is_not_utf8(tmp_path: Path) -> None:
    finished = run("-m", "retrieval", "ask", "--json", os.fsdecode(b"\xff\xfe"), home=tmp_path)
    assert finished.returncode == 0
    assert len(lines(finished.stdout)) == 1


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_output_is_utf8_in_any_locale(tmp_path: Path, locale: str) -> None:
    finished = run(
        "-m", "retrieval", "ask", "停车位", home=tmp_path, LC_ALL=locale, PYTHONCOERCECLOCALE="0"
    )
    assert finished.returncode == 0
    assert "新增停车位2.64万个" in finished.stdout.decode("utf-8")


def test_people_see_excerpt_place_and_score(tmp_path: Path) -> None:
    finished = run("-m", "retrieval", "ask", "停车位", home=tmp_path, COLUMNS="200")
    shown = finished.stdout.decode("utf-8")
    assert "1. 新增停车位2.64万个" in shown
    assert f"{REPORT} › 五年工作回顾 › 二、坚决治理" in shown
    assert "第 13 段  [3067:3094]" in shown


def test_evaluate_shows_every_prefix_and_kind(tmp_path: Path) -> None:
    finished = run("-m", "retrieval", "evaluate", str(GOLD), home=tmp_path, COLUMNS="200")
    shown = finished.stdout.decode("utf-8")
    assert finished.returncode == 0
    groups = [line.split()[0] for line in shown.splitlines() if line.strip()]
    assert {"ANA", "CIT", "NEA", "NOI", "OOS", "pinyin", "traditional", "fact", "all"} <= set(
        groups
    )
    for name in ("ans@1", "ans@3", "MRR", "kept", "refused", "length", "ms"):
        assert name in shown


def test_evaluate_verbose_lists_what_went_wrong(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        ("A-1", "新增了多少停车位", ["停车位2.64万个"], True),
        ("A-2", "新增了多少停车位", ["没有这样的话"], True),
        ("O-1", "新增了多少停车位", [], False),
    ]
    gold.write_text(
        "\n".join(
            json.dumps(
                {"id": i, "question": q, "kind": "k", "answers": a, "answerable": ok},
                ensure_ascii=False,
            )
            for i, q, a, ok in rows
        ),
        encoding="utf-8",
    )
    finished = run("-m", "retrieval", "evaluate", str(gold), "--verbose", home=tmp_path)
    shown = finished.stdout.decode("utf-8")
    assert "A-1" not in shown
    assert "A-2 新增了多少停车位\n  wanted: 没有这样的话" in shown
    assert "O-1 新增了多少停车位\n  wanted: to be declined" in shown


def test_explain_shows_each_step(tmp_path: Path) -> None:
    finished = run("-m", "retrieval", "explain", "新增了多少停车位", home=tmp_path, COLUMNS="200")
    shown = finished.stdout.decode("utf-8")
    assert finished.returncode == 0
    for piece in (
        "outcome: answered",
        "停车位",
        "read as",
        "rarity",
        "best sentences",
        "closest phrasing",
        "because",
        "margin",
        "✓",
    ):
        assert piece in shown


def test_verify_prints_place_and_exact_text(tmp_path: Path) -> None:
    finished = run("-m", "retrieval", "verify", REPORT, "3067", "3094", home=tmp_path)
    assert finished.stdout.decode("utf-8").splitlines() == [
        f"{REPORT} › 五年工作回顾 › 二、坚决治理“大城市病”,城市建设和管理水平显著提升"
        " › 第 13 段  [3067:3094]",
        TEXT[3067:3094],
    ]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ask", "--seeds", "nowhere", "停车位"], "there is no seeds folder at nowhere"),
        (["ask", "--seeds", ".", "停车位"], "the seeds folder . holds no report"),
        (["ask", "--seeds", "x" * 300, "停车位"], "cannot be read (File name too long)"),
        (["evaluate", "nothing.jsonl"], "nothing.jsonl cannot be read"),
        (["verify", "nothing", "0", "1"], "no report called nothing is loaded"),
        (["verify", REPORT, "0", "5"], "it belongs to the page"),
        (["ask", "--top", "0", "停车位"], "--top"),
    ],
)
def test_faults_are_one_sentence_and_status_2(
    tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    finished = run("-m", "retrieval", *arguments, home=tmp_path)
    assert finished.returncode == 2
    assert finished.stdout == b""
    assert complaint in finished.stderr.decode("utf-8")
    assert b"Traceback" not in finished.stderr


@pytest.mark.slow
def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    asked = tmp_path / "asked.txt"
    asked.write_text("停车位\n" * 3000, encoding="utf-8")
    command = f"{sys.executable} -m retrieval ask --json < {asked} | head -n 1"
    finished = subprocess.run(
        ["/bin/sh", "-c", command],
        env=environment(tmp_path), cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert len(lines(finished.stdout)) == 1
    assert finished.stderr == b""


@pytest.mark.slow
def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    finished = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m retrieval ask --json 停车位 > /dev/full"],
        env=environment(tmp_path), cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert finished.returncode == 2
    assert b"the output cannot be written" in finished.stderr
    assert b"Traceback" not in finished.stderr


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_streams_that_the_caller_closed(tmp_path: Path, closed: str) -> None:
    finished = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m retrieval ask 停车位 {closed}"],
        env=environment(tmp_path), cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert (finished.returncode, finished.stderr) == (0, b"")


def test_a_report_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "[red].txt").write_text("停车位[/]很多[bold]了:smile:。\n", encoding="utf-8")
    for command in ("ask", "explain"):
        finished = run("-m", "retrieval", command, "停车位", "--seeds", ".", home=tmp_path)
        assert finished.returncode == 0
        assert "停车位[/]很多[bold]了:smile:。" in finished.stdout.decode("utf-8")


def test_help_names_every_command(tmp_path: Path) -> None:
    shown = run("-m", "retrieval", "--help", home=tmp_path).stdout.decode("utf-8")
    for command in ("ask", "evaluate", "explain", "verify"):
        assert command in shown


def test_the_help_imports_nothing_costly(tmp_path: Path) -> None:
    program = "import sys, retrieval.cli.app; print({'numpy', 'rich', 'jieba'} & set(sys.modules))"
    finished = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(tmp_path), cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert (finished.stdout, finished.stderr) == (b"set()\n", b"")


def test_what_retrieval_exports_is_there() -> None:
    assert [name for name in retrieval.__all__ if not hasattr(retrieval, name)] == []
    assert not hasattr(retrieval, "nothing")
