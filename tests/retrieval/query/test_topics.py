"""Topics: names that stand as whole words, and faults of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Library, WordsError
from retrieval.query import topics


@pytest.mark.parametrize(
    "content", ['[a]\nnames = 3\nterms = ["x"]', '[a]\nnames = ["x"]', "a = 1", "[a]\nnames = [3]"]
)
def test_a_faulty_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(content, encoding="utf-8")
    monkeypatch.setattr(topics, "word_file", lambda _: file)
    with pytest.raises(WordsError, match=r"topics\.toml: a has to have lists of texts"):
        topics.load_topics.__wrapped__()


def test_a_name_is_no_part_of_a_word(library: Library) -> None:
    def named(text: str) -> list[topics.Topic]:
        return topics.topics_of(text, library._engine.analyze(text), topics.load_topics())

    assert named("服务水平") == []
    assert ["营商环境" in each.names for each in named("营商环境")] == [True]
