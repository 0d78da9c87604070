"""Fonts: a family with Chinese characters for pictures.  Needs the extra `statistics`."""

from __future__ import annotations

from functools import cache

__all__ = ["chinese_family"]

# Families with Chinese characters that systems come with; matplotlib itself has none.
_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Heiti SC", "STHeiti", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    # The same file, under the name of its first face, which is all that matplotlib reads of it.
    "Noto Sans CJK JP",
)  # fmt: skip


@cache
def chinese_family() -> str | None:
    """A font family of this machine with Chinese characters; None where there is none."""
    from matplotlib import font_manager

    there = {each.name for each in font_manager.fontManager.ttflist}
    return next((name for name in _FAMILIES if name in there), None)
