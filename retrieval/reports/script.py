"""Script: other characters for the same, made one so that a report is understood; never shown.

Traditional characters (瀋陽市政府工作報告), and the radicals that many PDFs name for the characters
that look the same (⼈⺠代表⼤会).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache

from opencc import OpenCC

from retrieval.reports.lines import LINE_ENDS, squeeze
from retrieval.reports.model import Heading, Part, Report, Section

__all__ = ["RADICALS", "as_written", "regular"]

# Radicals of simplified characters, which NFKC does not map as it maps Kangxi's.
_SUPPLEMENT = dict(
    zip(
        "⺁⺜⺝⺟⺠⺧⺩⺫⺶⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂日月母民牛王目羊西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
RADICALS = _SUPPLEMENT | _KANGXI
"""Radicals, and the characters that look the same."""

_LINE_BREAK = re.compile(rf"\s*[{LINE_ENDS}]\s*")


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def regular(text: str) -> str:
    """`text` in simplified characters, one for each, so that offsets stay."""
    table = {}
    for char in set(text):
        # Compatibility ideographs are further copies of the same characters.
        same = RADICALS.get(char, char)
        same = unicodedata.normalize("NFKC", same) if "\uf900" <= same <= "\ufaff" else same
        same = _simplified().convert(same) if same >= "\u3400" else same
        if same != char and len(same) == 1:
            table[ord(char)] = same
    return text.translate(table) if table else text


def as_written(report: Report, text: str) -> Report:
    """`report`, which was read from `regular(text)`, in the words of `text` itself."""
    plain, written = squeeze(report.text), squeeze(text)

    def shown(words: str) -> str:
        at = plain.find(words) if words else -1
        return words if at < 0 else written[at : at + len(words)]

    def heading(old: Heading | None) -> Heading | None:
        if old is None:
            return None
        title = _LINE_BREAK.sub("", old.span.of(text))
        return replace(old, title=title[: len(old.title)])

    def part(old: Part) -> Part:
        sections = (
            Section(heading(section.heading), section.paragraphs) for section in old.sections
        )
        return Part(heading(old.heading), tuple(sections))

    return replace(
        report,
        text=text,
        title=shown(report.title),
        occasion=shown(report.occasion),
        speaker=shown(report.speaker),
        office=shown(report.office),
        parts=tuple(map(part, report.parts)),
    )
