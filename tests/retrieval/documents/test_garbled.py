"""Text that was decoded wrongly and saved like that is named, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.retrieval.documents.shapes import LINES, complaint, read_document

_PROSE = "".join(LINES[8:14])


def _wrong(text: str, right: str, wrong: str) -> str:
    content = text.encode(right)
    if wrong == "cp1252":
        return "".join(
            bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else wrong)
            for byte in content
        )
    return content.decode(wrong, "ignore")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("utf-8", "gb18030"),
        ("utf-8", "gbk"),
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("gb18030", "cp1252"),
        ("gb18030", "big5hkscs"),
        ("utf-8", "big5hkscs"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_text_that_was_decoded_wrongly_is_named(
    tmp_path: Path, right: str, wrong: str, suffix: str
) -> None:
    garbled = _wrong(_PROSE, right, wrong).replace("<", "")
    if suffix == ".html":
        pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
        garbled = f"<meta charset=utf-8><p>{garbled}</p>"
    file = tmp_path / f"a{suffix}"
    file.write_text(garbled, encoding="utf-8")
    assert f"a{suffix}, line 1: text that was decoded wrongly (“" in complaint(file)


def test_one_paragraph_among_good_ones_is_found(tmp_path: Path) -> None:
    garbled = _wrong(_PROSE, "utf-8", "gb18030")
    file = tmp_path / "a.txt"
    file.write_text("\n".join([*LINES[:20], garbled, *LINES[20:]]), encoding="utf-8")
    assert "a.txt, line 2" in complaint(file)
    assert "open the original in a program that shows it" in complaint(file)


@pytest.mark.parametrize("mark", ["\ufffd", "锟斤拷"])
def test_characters_that_were_lost(tmp_path: Path, mark: str) -> None:
    (tmp_path / "a.txt").write_text("一。\n" + _PROSE.replace("的", mark), encoding="utf-8")
    assert "a.txt, line 2: characters that were lost" in complaint(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "The district built 120 kindergartens, said the mayor; café, naïve, résumé. " * 20,
        "王灏、刘鑫、欧阳震华、司马懿、诸葛瑾、夏侯惇、皇甫嵩、尉迟恭、轩辕、" * 20,
        "\t".join(str(number) for number in range(1_000, 3_000, 7)),
        "정부는 올해 경제 성장률 목표를 달성하기 위하여 추진할 것입니다. " * 20,
        "瀋陽市政府工作報告：過去一年，我們堅持穩中求進，經濟社會發展取得新成績。" * 20,
        "瑷珲、犍为、鄠邑、郫都、泸溪、汨罗、沅陵、溆浦、綦江、涪陵、武隆、酉阳" * 20,
    ],
    ids=["english", "names", "figures", "korean", "traditional", "places"],
)
def test_other_texts_are_not_taken_for_garbled_ones(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_document(tmp_path / "a.txt").text == text
