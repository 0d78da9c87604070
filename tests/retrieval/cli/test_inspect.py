"""The command `inspect`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands import run
from tests.conftest import REPORT, SEEDS


def test_what_is_understood_is_shown(tmp_path: Path) -> None:
    finished = run("-m", "retrieval", "inspect", str(SEEDS / REPORT), home=tmp_path)
    shown = finished.stdout.decode("utf-8").splitlines()
    assert shown[:3] == [REPORT, "  title     政府工作报告", "  place     朝阳区 (county)"]
    assert "  year      2017, looks back on 2012–2016, plans for 2017–2021" in shown
    assert "  今后五年的主要任务 [plan], 23 paragraphs" in shown
    assert "      - 二、强化创新引领,增强发展新动能" in shown
    assert shown[-2:] == ["  nothing looks wrong", ""]


def test_json_is_one_object_a_report(tmp_path: Path) -> None:
    (tmp_path / "某县.txt").write_text("一、回顾\\r\\n增长。\\r\\n??完。", "utf-8")
    files = [str(SEEDS / REPORT), str(tmp_path / "某县.txt")]
    finished = run("-m", "retrieval", "inspect", "--json", *files, home=tmp_path)
    first, second = map(json.loads, finished.stdout.decode("utf-8").splitlines())
    assert first["metadata"]["date"] == "2016-12-20"
    assert (first["sound"], first["findings"]) == (True, [])
    assert not second["sound"]
    assert {"kind", "message", "paragraph", "count", "serious"} == set(second["findings"][0])
    assert [each["kind"] for each in second["mended"]] == ["literal_line_ends", "lost_blanks"]


def test_a_folder_is_its_reports_and_what_is_not_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("海边新建灯塔17座。", "utf-8")
    (folder / "b.doc").write_bytes(b"content")
    (folder / "c.txt").write_bytes(b"")
    finished = run("-m", "retrieval", "inspect", str(folder), home=tmp_path)
    assert finished.returncode == 2
    assert finished.stdout.decode("utf-8").splitlines()[0] == "a.txt"
    said = finished.stderr.decode("utf-8")
    assert "b.doc is not read (.doc); open it and save it as .docx" in said
    assert "c.txt holds no paragraph" in said


def test_figures_that_contradict_each_other_are_listed(tmp_path: Path) -> None:
    text = "一、2016年工作回顾\n\n2016年，财政收入达到477亿元。\n\n2016年，财政收入达到480亿元。\n"
    (tmp_path / "某县2017年.txt").write_text(text, "utf-8")
    finished = run("-m", "retrieval", "inspect", str(tmp_path / "某县2017年.txt"), home=tmp_path)
    said = "note: 财政收入 is 477亿元 in paragraph 1 and 480亿元 in paragraph 2"
    assert said in finished.stdout.decode("utf-8")
