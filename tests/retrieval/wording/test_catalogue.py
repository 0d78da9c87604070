"""Messages to operators are there in both languages, and are told from one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.wording.catalogue import CHINESE, ENGLISH, Catalogue, operators_language
from retrieval.wording.terminal import catalogue
from tests.conftest import ROOT
from tests.messages import filled, leftover, templates

# Rooms with messages that operators cause and can do something about.
_ROOMS = ("cli", "corpus", "documents", "reports", "words", "answering")
_MODULES = ("errors.py", "language/lexicon.py", "paragraphs/address.py", "evaluation/gold.py",
            "evaluation/own_gold.py", "index/maintenance.py", "figures/contradictions.py")  # fmt: skip
# Developers' commands and views, whose help alone is translated; faults of the program's own words.
_OTHERS = ("cli/rendering.py", "cli/tables.py", "cli/evaluate.py", "cli/figures.py",
           "corpus/gazetteer.py", "reports/location.py", "answering/example_questions.py",
           "words/__init__.py", "documents/html/main_content.py",
           "documents/html/lines.py")  # fmt: skip
# What looks like a message and is none, or never leaves the program.
_NONE = {
    "two reports have one name", "Table of Contents", "Excessive depth", "variant of",
    "old variant", "used in", "retrieval/ranking/fitted", "asked headline", "asked several_years",
    "asked scope",
}  # fmt: skip
_PACKAGE = ROOT / "retrieval"


def _files() -> list[Path]:
    found = [file for room in _ROOMS for file in sorted((_PACKAGE / room).rglob("*.py"))]
    found += [_PACKAGE / name for name in _MODULES]
    return [file for file in found if str(file.relative_to(_PACKAGE)) not in _OTHERS]


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(_PACKAGE)))
def test_every_message_is_there_in_chinese(file: Path) -> None:
    said = {text: catalogue().said(filled(text), CHINESE) for text in templates(file)}
    lacking = [text for text, chinese in said.items() if leftover(chinese, english=True)]
    assert [text for text in lacking if text not in _NONE] == []


def test_templates_have_the_same_fields_in_both_languages() -> None:
    for english, chinese in catalogue().pairs:
        fields = [f"<{at}>" for at in range(english.count("{}") + english.count("{#}"))]
        said = chinese.format(*fields)
        assert [said.count(each) for each in fields] == [1] * len(fields), english


def test_no_message_is_there_twice() -> None:
    sources = [english for english, _ in catalogue().pairs]
    assert sorted({each for each in sources if sources.count(each) > 1}) == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("WRONG: paragraph 3 has 9,120 characters, so line breaks seem lost; begin a new line at "
         "each heading and paragraph",
         "需要处理：第 3 段有 9,120 字，看来换行丢失了；请让每个标题和每一段另起一行"),
        ("note: 54 marks such as [1] refer to notes that are not there; put the notes below the "
         "text, or take the marks out",
         "可以留意：有 54 处 [1] 这样的注释标记，却没有注释；请把注释放在正文之后，或删去标记"),
        ("left out: 旧 报告.docx is locked with a password; save it without one, or take it away",
         "略过：旧 报告.docx 加了密码；请去掉密码后保存，或者移走该文件"),
        ("error: x.txt cannot be read (No such file or directory); check the file and its "
         "permissions",
         "错误：x.txt 读不了（没有这个文件或文件夹）；请检查文件和权限"),
        ("  title     某县政府工作报告: a, b", "  标题　某县政府工作报告: a, b"),
        ("老年人助餐点: 57个, 58个", "老年人助餐点: 57个, 58个"),
    ],
)  # fmt: skip
def test_a_message_is_found_within_another(english: str, chinese: str) -> None:
    assert catalogue().said(english, CHINESE) == chinese


def test_both_ways_and_with_fields_in_another_order() -> None:
    found = Catalogue([("{} is {#} in {}", "{2} 里的 {0} 是 {1}")])
    assert found.said("a b is 7 in c", CHINESE) == "c 里的 a b 是 7"
    assert found.said("c 里的 a b 是 7", ENGLISH) == "a b is 7 in c"
    assert found.said("a is b in c", CHINESE) == "a is b in c"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "en_GB.UTF-8", "OPERATOR_LANGUAGE": "zh"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "OPERATOR_LANGUAGE": "en"}, ENGLISH),
    ],
)
def test_the_language_is_the_setting_or_the_locale(
    settings: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OPERATOR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert operators_language() == language


def test_the_settings_file_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPERATOR_LANGUAGE", raising=False)
    (tmp_path / ".env").write_text("OPERATOR_LANGUAGE=zh\n", "utf-8")
    assert operators_language() == CHINESE


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    "joint", [", ", "，", ": ", " and ", " 或 ", "（", " is (", "; x, or take "]
)
def test_a_long_text_of_many_pieces_is_looked_at_in_a_bounded_number_of_steps(
    joint: str, language: str
) -> None:
    """Without bounds the ways to cut it grow exponentially, and this never ends."""
    assert catalogue().said(joint.join("abcdefgh" * 10), language)
