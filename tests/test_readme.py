"""The READMEs and the pages that they lead to keep their word."""

from __future__ import annotations

import re

import pytest

from retrieval.cli.app import app
from tests.conftest import REPORT, ROOT

READMES = ("README.md", "README.zh.md")
# Lines of a README: three screens, which a newcomer still leafs through.
_LONGEST = 120


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", READMES)
def test_there_are_two_set_up_commands(page: str) -> None:
    commands = re.findall(r"^python3 -m venv .*$", text(page), re.MULTILINE)
    assert [re.split(r" && ", command)[-1] for command in commands] == [
        ".venv/bin/python -m bot",
        ".venv/bin/python -m pytest -q",
    ]
    assert all("-c constraints.txt" in command for command in commands)


def test_every_command_is_described() -> None:
    named = set(re.findall(r"^\| `([a-z]+)[ `]", text("docs/command-line.md"), re.MULTILINE))
    assert {
        command.callback.__name__ for command in app.registered_commands if command.callback
    } <= (named)


def test_constraints_name_no_index_and_no_machine() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"#.*|[a-z0-9_.-]+==[0-9a-z.]+( ; .*)?|", line), line


def test_every_decision_is_listed() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    titles = [each.read_text(encoding="utf-8").partition("\n")[0] for each in records]
    for record, title in zip(records, titles, strict=True):
        number, _, words = title.removeprefix("# ").partition(". ")
        assert f"{number}. [{words}]({record.name})" in listed


def test_the_report_is_the_official_one() -> None:
    assert (ROOT / "seeds" / REPORT).stat().st_size == 44145


@pytest.mark.parametrize("page", READMES)
def test_a_readme_is_short(page: str) -> None:
    assert len(text(page).splitlines()) <= _LONGEST


def test_both_readmes_have_the_same_commands_figures_pictures_and_links() -> None:
    first, second = map(text, READMES)
    for pattern in (
        r"^python3 -m venv .*$",
        r"^\| (?:dev|kept|fit) .*$",
        r"docs/pictures/[a-z-]+\.png",
        r"\(((?:docs/)[a-z-]+\.md)\)",
        r"^## ",
    ):
        found = re.findall(pattern, first, re.MULTILINE)
        assert found
        assert sorted(set(found)) == sorted(set(re.findall(pattern, second, re.MULTILINE))), pattern


@pytest.mark.parametrize(
    "page",
    [
        *READMES,
        "CONTRIBUTING.md",
        *(str(each.relative_to(ROOT)) for each in (ROOT / "docs").glob("*.md")),
        *(str(each.relative_to(ROOT)) for each in (ROOT / "docs" / "zh").glob("*.md")),
    ],
)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"", text(page))
    for link in ("".join(each) for each in links):
        assert (ROOT / page).parent.joinpath(link).exists(), link


def commands_of(*pages: str) -> set[str]:
    """The command lines of pages, without what is said about them."""
    blocks = "\n".join(
        block for page in pages for block in re.findall(r"```sh\n(.*?)```", text(page), re.DOTALL)
    )
    lines = (line.partition("  #")[0].strip() for line in blocks.splitlines())
    # What stands between angle brackets is for the reader to fill in.
    return {re.sub(r"<[^>]*>", "<>", line) for line in lines if line}


def test_the_chinese_pages_have_the_commands_of_the_english_ones() -> None:
    translated = commands_of(*(f"docs/zh/{each.name}" for each in (ROOT / "docs/zh").glob("*.md")))
    assert translated == commands_of("docs/operating.md", "docs/own-report.md")


def test_the_chinese_settings_have_the_same_defaults() -> None:
    """As far as they are literal: what stands in backquotes."""
    pages = ("docs/settings.md", "docs/zh/settings.md")
    first, second = (
        {
            row[0]: re.findall(r"`[^`]+`", row[1])
            for row in re.findall(r"^\| `([A-Z_]+)` \|.*\| ([^|]*) \|$", text(page), re.MULTILINE)
        }
        for page in pages
    )
    assert len(first) > 20
    assert first == second


def _row(page: str, gold: str, name: str) -> list[float]:
    """The shares in the row `name` of the table about `gold`, without their intervals."""
    _, _, table = text(page).partition(f"## {gold}\n")
    found = re.search(rf"^\| {re.escape(name)} \| \d+ \|(.+)\|$", table, re.MULTILINE)
    assert found, name
    firsts = (re.match(r" ([\d.]+)", cell) for cell in found.group(1).split("|"))
    return [float(each.group(1)) for each in firsts if each]


@pytest.mark.parametrize("page", READMES)
def test_figures_in_sentences_are_those_of_the_tables(page: str) -> None:
    """`make figures` writes the tables only."""
    right, plain = (
        _row("docs/quality.md", "questions.kept", name)[0]
        for name in ("**all**", "rank-bm25 + jieba")
    )
    assert re.search(
        rf"^\| .+ \| {right:.2f} \| [^|]+ \| {plain:.2f} ?[(（]rank-bm25", text(page), re.MULTILINE
    )
    assert f" {1 - right:.2f} " in text(page)
    for name in ("**all**", "rank-bm25 + jieba"):
        first = _row("docs/quality-many.md", "many.kept", name)[-1]
        assert f" {first:.2f}" in text(page)
