"""Characters that a symbol font draws: ≥ is the code F0B3 of the font Symbol."""

from __future__ import annotations

__all__ = ["shown", "symbol"]

# Where symbol fonts have their characters.
_PRIVATE = range(0xF000, 0xF100)
# The font Symbol by its codes (Adobe's encoding), as far as they are parts of figures and units.
# What others have there (Wingdings) are bullets and ticks.
_SYMBOLS = dict(
    zip(
        range(0xA2, 0xBD),
        "′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
        strict=True,
    )
) | {
    0x2A: "∗", 0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x25: "%", 0x2E: ".",
    0x44: "Δ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π",
    0xD6: "√", 0xE5: "∑",
} | {code: chr(code) for code in range(0x30, 0x3A)}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """What the character with the hexadecimal `code` of `font` shows; empty for ornaments."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return shown(chr(value), font) if 0x20 <= value < 0x10000 else ""


def shown(text: str, font: str) -> str:
    """`text` in `font` with the characters of symbol fonts as they look; empty for ornaments."""
    if not any("\uf000" <= char < "\uf100" for char in text):
        return text
    known = _SYMBOLS if "symbol" in font.lower() else {}  # SymbolMT, OpenSymbol
    return "".join(
        known.get(ord(char) & 0xFF, "") if ord(char) in _PRIVATE else char for char in text
    )
