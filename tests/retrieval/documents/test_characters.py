"""The characters that a PDF's fonts name, and those that a report means."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2", reason="reading PDF needs the extra `formats`")

from retrieval.documents.pdf.glyphs import character


@pytest.mark.parametrize(
    ("code", "char"),
    [
        (0x5DE5, "工"),
        (0x2F2F, "工"),  # the radical that looks the same
        (0x2EDA, "页"),
        (0x2F08, "人"),
        (0xFF15, "５"),  # full-width figures stay what they are
        (0x2460, "①"),
        (0x20BB7, "𠮷"),
        (0x0, "\ufffd"),
        (0xE123, "\ufffd"),
        (0xF06C, ""),  # a bullet of Wingdings
        (0xD800, "\ufffd"),
        (0xFFFE, "-"),
        (0xA0, "\xa0"),
    ],
)
def test_the_character_of_a_code(code: int, char: str) -> None:
    assert character(code) == char
