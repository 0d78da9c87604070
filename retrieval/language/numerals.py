"""The Chinese digits up to ten, as reports and questions count with them."""

from __future__ import annotations

__all__ = ["DIGITS"]

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
