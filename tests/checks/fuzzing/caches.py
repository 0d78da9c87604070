"""Cached files, made wrong: they are made anew, and the answers are those of sound ones."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import retrieval
from retrieval import cache
from tests.caches import own_cache
from tests.checks.fuzzing.mutations import broken_bytes

__all__ = ["fuzz"]

_REPORTS = {
    "苏州市.txt": "苏州市政府工作报告\n——2023年1月10日在苏州市第十七届人民代表大会第二次会议上\n新增停车位100个。新修公园3座。\n",
    "南京市.txt": "南京市政府工作报告\n——2023年1月11日在南京市第十七届人民代表大会第二次会议上\n新增停车位200个。新修绿道5公里。\n",
}
_ASKED = ("苏州新增了多少停车位", "南京停车位", "绿道有多长", "公园有几座", "火星有几座桥")
# Bytes that stand for damage of other ways: nothing at all, an old version, somebody else's file.
_WHOLE = (b"", b"\x00" * 64, b"PK\x03\x04", b"[" * 20_000, b"{}", b"null", b"\x80\x04N.")


def _answers(folder: Path) -> list[object]:
    library = retrieval.load(folder)
    figures = [tuple(library.figures.of(each.name)) for each in library.metadata]
    return [*(library.ask(each).as_dict() for each in _ASKED), figures]


def fuzz(count: int, seed: int) -> Iterator[str]:
    """What was found in `count` damaged caches."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    with tempfile.TemporaryDirectory() as name:
        seeds = Path(name) / "seeds"
        seeds.mkdir()
        for report, text in _REPORTS.items():
            (seeds / report).write_text(text, encoding="utf-8")
        kept = own_cache(Path(name) / "cache")
        with mock.patch.object(cache, "cache_folder", return_value=kept):
            sound = _answers(seeds)
            for _ in range(count):
                files = sorted(kept.glob("version-*/*"))
                damaged = draw.sample(files, draw.choice((1, 1, 1, 2, len(files))))
                for file in damaged:
                    whole = file.read_bytes()
                    chosen = draw.choice(_WHOLE) if draw.random() < 0.2 else None
                    file.write_bytes(broken_bytes(draw, whole) if chosen is None else chosen)
                names = [file.name.partition("-")[0] for file in damaged]
                try:
                    if _answers(seeds) != sound:
                        yield f"other answers with damaged {names}"
                except Exception as error:  # noqa: BLE001, RUF100 - whatever it is, it is a find
                    yield f"raised {error!r} with damaged {names}"
                    for file in kept.glob("version-*/*"):
                        file.unlink()
