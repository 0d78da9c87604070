"""`python -m retrieval figures`."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from retrieval.cli.app import app


def figures(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["figures", *arguments])
    return result.exit_code, result.output


def test_figures_are_listed_with_their_place() -> None:
    code, output = figures("--about", "停车位")
    assert code == 0
    assert "¶13  新增停车位: 2.64万个  [amount, result]" in output


def test_csv_and_json_hold_all_of_them() -> None:
    _, csv = figures("government-work-report-2016", "--csv")
    _, text = figures("--json")
    rows = json.loads(text)["figures"]
    assert csv.splitlines()[0].startswith("\ufeffreport,place")
    assert len(rows) > 100
    assert rows[0]["figure"] in csv


def test_what_is_wrong_is_said_in_one_sentence() -> None:
    assert figures("nonsense") == (2, figures("nonsense")[1])
    assert figures("nonsense")[1].startswith("error: no report called nonsense is loaded")
    code, output = figures("--across", "--about", "GDP")
    assert (code, output.count("\n")) == (2, 1)
    assert output.startswith("error: no two reports give a figure for 'GDP'")
