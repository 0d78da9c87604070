from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import WordsError
from retrieval.words import (
    Word,
    load_dictionary,
    load_list,
)


def test_a_dictionary(tmp_path: Path) -> None:
    file = tmp_path / "dictionary.txt"
    file.write_text("# 注释\n\n停车位\nCBD 300 # 频率\n", encoding="utf-8")
    assert load_dictionary(file) == (Word("停车位"), Word("cbd", 300))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("停车位\n车 位 多\n".encode(), "line 2: '位 多' is no whole number"),
        ("停车位\n".encode() + b"\xff\n", "line 2: not UTF-8"),
    ],
)
def test_a_dictionary_that_cannot_be_used(tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "dictionary.txt"
    file.write_bytes(content)
    with pytest.raises(WordsError) as caught:
        load_dictionary(file)
    assert complaint in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WordsError, match="put the file back"):
        load_dictionary(tmp_path / "none.txt")


def test_the_files_of_the_project_have_no_entry_twice() -> None:
    dictionary = [word.text for word in load_dictionary()]
    for entries in (dictionary, load_list("title_block.txt")):
        assert len(entries) == len(set(entries)) > 0
    assert len(load_list("stop_words.txt")) > 50
