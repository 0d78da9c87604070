"""What commands say to operators is there in both languages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
import typer.main

from bot.__main__ import app as bot_app
from bot.wording import adopting, backup, digest, marking, operators
from bot.wording.terminal import catalogue, in_chinese
from retrieval.cli.app import app as retrieval_app
from retrieval.wording.catalogue import ENGLISH
from tests import commands
from tests.conftest import REPORT, ROOT, SEEDS
from tests.messages import filled, leftover, templates

_BOT = ROOT / "bot"
# Modules with messages in English, and those with messages in Chinese, that a terminal shows.
_ENGLISH = [
    *(_BOT / name for name in (
        "__main__.py", "adopting.py", "env_file.py", "extras.py", "marking_commands.py",
        "operator_commands.py", "settings.py", "validators.py", "operators/incoming.py",
        "operators/worklist.py", "runtime/network.py", "runtime/rate_limit.py", "web/server.py",
        "journal/database.py", "journal/journal.py", "journal/migrating.py", "journal/store.py",
    )),
    *sorted((_BOT / "check").glob("*.py")),
    *sorted((_BOT / "backup").glob("*.py")),
]  # fmt: skip
_CHINESE = [adopting, backup, digest, marking, operators]
# Of these, what is for Telegram and the admin pages alone: buttons, hints on commands in a chat.
_IN_A_CHAT = frozenset({
    "COMMANDS", "KEEP", "DISCARD", "ANYWAY", "DISCARDED", "TOO_LARGE", "NO_PICTURE", "TEACH",
    "DROP", "DROPPED", "TRYING", "LEXICON_EXAMPLE", "LEXICON_HINT", "PHRASING_HINT", "PAUSE_HINT",
    "NO_SUCH_PARAGRAPH", "GROUP_GONE", "JOURNAL_FAILED", "NOTHING_TO_EXPORT", "NO_ADMIN_PAGES",
    "TRIAL_LEAD", "KEEP_ANYWAY", "WHICH_SENTENCE", "admin_link", "other_ways", "sentence_line",
    "not_usable", "RIGHT", "WRONG", "OUTSIDE", "MARK", "HIDE", "TEACH_TOO", "UNDO",
    "WHICH_IS_RIGHT", "MARK_HINT", "QUESTION_GONE", "NOT_LAST", "QUESTION_LEAD", "other_paragraph",
    "marked_outside", "undo_lead", "declined_jump", "silence", "FILE_NAME",
        # Told together, below.
        "MENDED",
        "BROKEN",
        "ALTERED",
        "tried_list",
})  # fmt: skip
# SQL; what is taken away from a message; help that is made when the program starts.
_NONE = re.compile(r"(PRAGMA|SELECT|SET LOCAL) .*|Value error,|.*uch as \{\}\.")
# Arguments for the functions that word something, by the annotation of their parameters.
_SAMPLES: Mapping[str, Sequence[object]] = {
    "str": ["x"],
    "int": [7],
    "float": [0.5],
    "bool": [True, False],
    "int | None": [7, -7, None],
    "Sequence[str]": [["x"], ["x"] * 20],
    "list[str]": [["x"]],
    "tuple[int, int, int]": [(7, 8, 9)],
    "Sequence[tuple[str, int]]": [[("x", 7), ("y", 0)], []],
}


@pytest.mark.parametrize("file", _ENGLISH, ids=lambda file: str(file.relative_to(_BOT)))
def test_every_english_message_is_there_in_chinese(file: Path) -> None:
    said = {text: in_chinese(filled(text)) for text in templates(file)}
    lacking = [text for text, chinese in said.items() if leftover(chinese, english=True)]
    assert [text for text in lacking if not _NONE.fullmatch(text)] == []


def _worded(module: ModuleType) -> Iterator[str]:
    """All that a module of Chinese wording says in a terminal, with samples of what is filled in."""
    for name, value in vars(module).items():
        if name.startswith("_") or name in _IN_A_CHAT:
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from value.values()
        elif isinstance(value, FunctionType) and value.__module__ == module.__name__:
            parameters = inspect.signature(value).parameters
            for chosen in product(*(_SAMPLES[each.annotation] for each in parameters.values())):
                given = dict(zip(parameters, chosen, strict=True))
                by_name = {
                    k: v for k, v in given.items() if parameters[k].kind.name == "KEYWORD_ONLY"
                }
                yield value(*(v for k, v in given.items() if k not in by_name), **by_name)


@pytest.mark.parametrize("module", _CHINESE, ids=lambda module: module.__name__)
def test_every_chinese_message_is_there_in_english(module: ModuleType) -> None:
    said = {text: catalogue().said(text, ENGLISH) for text in _worded(module)}
    if module is operators:
        for what in (module.MENDED, module.BROKEN, module.ALTERED):
            text = module.tried_list(what, ["x"], 7)
            said[text] = catalogue().said(text, ENGLISH)
    assert len(said) > 5
    assert [text for text, english in said.items() if leftover(english, english=False)] == []


def _helps(command: Any) -> list[str]:
    found = [command.help, *(getattr(each, "help", None) for each in command.params)]
    found += [getattr(each, "show_default", None) for each in command.params]
    for each in getattr(command, "commands", {}).values():
        found += _helps(each)
    return [" ".join(each.split()) for each in found if isinstance(each, str) and each]


@pytest.mark.parametrize("app", [bot_app, retrieval_app], ids=["bot", "retrieval"])
def test_all_help_is_there_in_chinese(app: typer.Typer) -> None:
    helps = _helps(typer.main.get_command(app))
    assert len(helps) > 30
    assert [each for each in helps if leftover(in_chinese(each), english=True)] == []


def _both(*arguments: str, home: Path, language: str) -> str:
    finished = commands.run(*arguments, home=home, OPERATOR_LANGUAGE=language, COLUMNS="200")
    return (finished.stdout + finished.stderr).decode()


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (("-m", "bot", "adopt", "--help"), "放入本单位的报告", "Put your own report in"),
        (("-m", "bot", "adopt", "--nam"), "没有选项 --nam", "No such option: --nam"),
        (("-m", "bot", "set", "BOTNAME", "x"), "是不是 BOT_NAME？", "is BOT_NAME meant?"),
        (("-m", "bot", "check"), "可以保存提问记录", "a journal can be kept there"),
        (("-m", "bot", "review"), "最近没有提问记录", "Nothing was asked of late"),
        (("-m", "retrieval", "inspect", str(SEEDS / REPORT)), "没有发现问题", "nothing looks wrong"),
        (("-m", "retrieval", "inspect", "x.wps"), "错误：x.wps", "error: x.wps"),
        (("-m", "retrieval", "phrasings", str(SEEDS / REPORT)), "没有问法", "none"),
    ],
)  # fmt: skip
def test_commands_speak_the_language_of_the_setting(
    arguments: tuple[str, ...], chinese: str, english: str, tmp_path: Path
) -> None:
    assert chinese in _both(*arguments, home=tmp_path, language="zh")
    assert english in _both(*arguments, home=tmp_path, language="en")


def test_check_says_nothing_in_english_where_chinese_is_wanted(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "OPERATOR_LANGUAGE=zh\nTELEGRAM_TOKEN=1\nADMIN_IDS＝me\nWEB_PORT=http\nGOLD_FILE=none\n"
        "HOME_PLACE=上海\n", "utf-8"
    )  # fmt: skip
    finished = commands.run("-m", "bot", "check", home=tmp_path)
    lines = (finished.stdout + finished.stderr).decode().splitlines()
    assert len(lines) > 6
    assert [line for line in lines if leftover(line, english=True)] == []
