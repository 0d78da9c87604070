"""What no report has is refused with its reason; what is just within the bounds is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.retrieval.documents.shapes import complaint, read_document

_LINE = "我们新增公共停车泊位一千个，"  # 14 characters


def _write(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


@pytest.mark.parametrize(
    ("within", "beyond", "problem"),
    [
        ("a" * 500, "a" * 501, "a word of over 500 characters in line 3 (“aaaaaaaa…”)"),
        ("1" * 500, "1" * 100_000, "a word of over 500 characters in line 3 (“11111111…”)"),
        ("１" * 500, "１" * 501, "a word of over 500 characters in line 3"),
        ("http://a.cn/" * 99, "aA1" * 200, "a word of over 500 characters in line 3"),
        ("中" * 5_000, "中" * 5_001, "a sentence of over 5,000 characters in line 3 (“中中"),
        ("字。" * 19_998, "字。" * 20_001, "has more than 20,000 sentences, which no report has"),
        ("字\n" * 19_998, "字\u2028" * 20_001, "has more than 20,000 sentences"),
        ("字。" * 9 + (_LINE + "\n") * 15_000, (_LINE + "，" * 50 + "\n") * 8_000, "500,000 characters"),
    ],
    ids=["letters", "digits", "wide", "mixed", "sentence", "sentences", "lines", "characters"],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_bounds_of_words_sentences_and_texts(
    tmp_path: Path, within: str, beyond: str, problem: str, suffix: str
) -> None:
    if suffix == ".html":
        pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
        within, beyond = (
            "".join(f"<p>{line}</p>" for line in f"一。\n二。\n{text}".splitlines())
            for text in (within, beyond)
        )
    else:
        end = "\n\n" if suffix == ".md" else "\n"
        within, beyond = (f"一。{end}二。{end}{text}" for text in (within, beyond))
    assert read_document(_write(tmp_path, f"a{suffix}", within)).text
    said = complaint(_write(tmp_path, f"b{suffix}", beyond))
    assert problem.replace("in line 3", "in line") in said.replace("in line 3", "in line").replace(
        "in line 5", "in line"
    )


def test_a_word_document_of_countless_sentences(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="reading DOCX needs the extra `formats`")
    written = docx.Document()
    for _ in range(30):
        written.add_paragraph("修路。" * 10_000)
    written.save(tmp_path / "a.docx")
    assert (tmp_path / "a.docx").stat().st_size < 100_000
    assert "a.docx has more than" in complaint(tmp_path / "a.docx")


@pytest.mark.parametrize("mark", ["[", "![", "[a](", "<", "<!--"])
def test_markdown_of_countless_brackets(tmp_path: Path, mark: str) -> None:
    (tmp_path / "a.md").write_text(mark * 20_001, encoding="utf-8")
    assert "a.md has more than 20,000 opening brackets" in complaint(tmp_path / "a.md")
    (tmp_path / "b.md").write_text("正文。\n\n" + (mark * 100 + "。\n\n") * 20, encoding="utf-8")
    assert read_document(tmp_path / "b.md").text.startswith("正文。")


def test_comments_in_markdown_that_do_not_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!-- 注 -->正文。\n\n" + "<!--" * 1_000, encoding="utf-8")
    assert read_document(tmp_path / "a.md").text.startswith("正文。\n<!--")


def test_a_page_of_countless_rules(tmp_path: Path) -> None:
    pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
    rules = "".join(f"p:not(.a{number}) {{display: block}}" for number in range(2_000))
    page = f"<style>{rules}</style>{'<p>新增88家。</p>' * 500}"
    assert read_document(_write(tmp_path, "a.html", page)).text.startswith("新增88家。")
    page = f"<style>{rules}</style>{'<p>新增88家。</p>' * 3_000}"
    assert "b.html has 2,000 rules that hide text" in complaint(_write(tmp_path, "b.html", page))
