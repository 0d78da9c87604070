"""Messages that are no question: what people say for a button, as regular expressions."""

from __future__ import annotations

__all__ = ["CONTENTS", "PARAGRAPH", "SOURCE"]

_PLEASE = "(?:请|我想|想)?(?:看看?|打开|显示|翻到|查看|给我看)?(?:一下)?"
_END = "(?:呢|吧|吗)?[。？?！!]?"
CONTENTS = f"{_PLEASE}(?:报告的?|全文)?目录{_END}"
"""The contents: 目录, 看一下目录."""

PARAGRAPH = rf"{_PLEASE}第? ?([0-9]{{1,4}}) ?(?:自然)?段(?:的?(?:原文|全文|内容))?{_END}"
"""One paragraph by its number: 第13段."""

SOURCE = (
    f"{_PLEASE}(?:这[条段]|它|报告)?的?(?:原文|上下文|前后文|出处|全段|整段|展开)(?:看看)?{_END}"
)
"""The paragraph of the answer shown last: 原文, 上下文, 展开."""
