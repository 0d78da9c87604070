"""Messages that are no question: what people say for a button, as regular expressions on folded
text (simplified, half width, small letters)."""

from __future__ import annotations

__all__ = ["CONTENTS", "PARAGRAPH", "SOURCE"]

_PLEASE = "(?:请|我想|想|把)*(?:看看?|打开|显示|翻到|查看|给我看)?(?:一下)?"
_END = "(?:给我)?(?:看看?|打开)?(?:一下)?(?:呢|吧|吗)?[。？?！!]?"
_SHOW = "(?:please )?(?:show |open )?(?:me )?(?:the )?"
_STOP = "(?: please)?[.?!]?"
CONTENTS = f"{_PLEASE}(?:报告的?|全文)?目录{_END}|{_SHOW}(?:table of )?contents{_STOP}"
"""The contents: 目录, 看一下目录."""

PARAGRAPH = (
    rf"{_PLEASE}第? ?([0-9]{{1,4}}|[零一二三四五六七八九十百]{{1,7}}) ?(?:自然)?段"
    rf"(?:的?(?:原文|全文|内容))?{_END}|{_SHOW}paragraph (?:no\.? ?)?([0-9]{{1,4}}){_STOP}"
)
"""One paragraph by its number: 第13段, 第十三段."""

SOURCE = (
    f"{_PLEASE}(?:这[条段]|它|报告)?的?(?:原文|上下文|前后文|出处|全段|整段|展开){_END}"
    f"|{_SHOW}(?:original(?: text)?|context|source|whole paragraph){_STOP}"
)
"""The paragraph of the answer shown last: 原文, 上下文, 展开."""
