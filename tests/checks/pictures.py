"""Pictures of the docs, made of what there is: messages that the bot sends to the loopback server,
and pages of its web side, both as Chromium draws them on a phone of 390 px.

`python -m tests.checks.pictures` writes docs/pictures/.  Needs Chromium, the extras `test-full` and
`evaluation` (Pillow comes with it).
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import io
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import retrieval
from bot import wording
from bot.conversation.conversation import Conversation
from retrieval import Library
from tests.bot.telegram.conftest import Visitor, running
from tests.bot.web.conftest import asked
from tests.bot.web.test_browser import ARGUMENTS, CHROMIUM
from tests.conftest import ROOT, SEEDS
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import Json, Sent

if TYPE_CHECKING:
    from playwright.async_api import Browser

__all__ = ["main"]

FOLDER = ROOT / "docs" / "pictures"
# A phone; twice as many pixels, so that characters are sharp.
_PHONE = {"width": 390, "height": 844}
_SCALE = 2
# Colours of a picture: letters on a few grounds need no more.
_COLOURS = 32

TALK = ("新增了多少停车位", "控制人口用了哪几招", "新增停车位花了多少钱")
SHAPES = {
    "excerpt": "2016年地区生产总值是多少",
    "topic": "养老",
    "outline": "第四部分讲了什么",
    "list": "四大重点产业是哪四个",
    "parts": "新增了多少停车位，拆除了多少违法建设",
    "comparison": "过去五年建了多少停车位，2017年呢",
    "related": "新增停车位花了多少钱",
    "declined": "周杰伦的老婆叫什么",
}
PAGES = {
    "web-front": "/",
    "web-answer": "/ask?q=新增了多少停车位",
    "web-report": "/reports/government-work-report-2016?s=3067-3094#p13",
}

# A chat as Telegram's clients draw it, more or less: bubbles, bars of quotations, buttons.
_STYLE = """
:root { --wall: #dfe7d9; --mine: #e3fdd6; --other: #fff; --ink: #111; --bar: #3a8fd1; --quote: #eaf3fb; --button: rgba(70,90,70,.42); --label: #fff }
@media (prefers-color-scheme: dark) { :root { --wall: #0e1621; --mine: #2b5278; --other: #182533; --ink: #eef2f5; --bar: #6ab3f3; --quote: #203447; --button: rgba(255,255,255,.12); --label: #fff } }
* { box-sizing: border-box }
body { margin: 0; padding: 10px; background: var(--wall); color: var(--ink); font: 15px/1.42 "Noto Sans CJK SC", sans-serif }
.mine, .other { max-width: 350px; margin: 0 0 6px; padding: 7px 10px; border-radius: 12px; white-space: pre-wrap; overflow-wrap: anywhere }
.mine { width: max-content; margin-left: auto; background: var(--mine) }
.other { background: var(--other) }
blockquote { margin: 3px 0; padding: 3px 8px; border-left: 3px solid var(--bar); border-radius: 4px; background: var(--quote) }
.folded { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden }
.row { display: flex; gap: 4px; max-width: 350px; margin: 0 0 4px }
.row span { flex: 1; padding: 7px 2px; border-radius: 8px; background: var(--button); color: var(--label); text-align: center; font-size: 14px }
.rows { margin-bottom: 12px }
"""
_TAGS = {
    "bold": ("<b>", "</b>"),
    "underline": ("<u>", "</u>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="folded">', "</blockquote>"),
}


def _bubble(sent: Sent) -> str:
    """A message with its looks, and the buttons below it."""
    units = sent.content.text.encode("utf-16-le")
    marks: dict[int, list[str]] = {}
    # Quotations outside, so that elements nest.
    for entity in sorted(sent.content.entities, key=lambda each: each.length, reverse=True):
        opening, closing = _TAGS[entity.type]
        marks.setdefault(entity.offset, []).append(opening)
        marks.setdefault(entity.offset + entity.length, []).insert(0, closing)
    edges = sorted({0, len(units) // 2, *marks})
    pieces = []
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        # What ends here is closed before what begins here is opened.
        pieces += sorted(marks.get(start, []), key=lambda tag: not tag.startswith("</"))
        text = units[2 * start : 2 * end].decode("utf-16-le")
        if pieces and "</blockquote>" in marks.get(start, []):
            text = text.removeprefix("\n")  # the quotation is a block of its own
        pieces.append(html.escape(text))
    shown = "".join(pieces).replace("\n<blockquote", "<blockquote")
    return f'<div class="other">{shown}</div><div class="rows">{_rows(sent.rows)}</div>'


def _rows(rows: Sequence[Sequence[Json]]) -> str:
    labels = ("".join(f"<span>{_label(each['text'])}</span>" for each in row) for row in rows)
    return "".join(f'<div class="row">{row}</div>' for row in labels)


# Drawn, because Debian's Chromium comes without a font of such characters.
_THUMB = (
    '<svg viewBox="0 0 24 24" width="17" height="17" fill="currentColor" style="{}"><path d="M2 10h4'
    'v11H2zM8 21h9c1 0 1.800-.6 2-1.500l2-8c.3-1.300-.7-2.500-2-2.500h-5.500l.8-4c.2-1-.2-2-1-2.500L12.500 2 8 9z"'
    "/></svg>"
)


def _label(text: str) -> str:
    """The label of a button."""
    if text in (wording.USEFUL, wording.NOT_USEFUL):
        turned = "transform: rotate(180deg)" if text == wording.NOT_USEFUL else ""
        return _THUMB.format(f"vertical-align: -3px; {turned}")
    return html.escape(text)


async def _chat(visitor: Visitor, questions: Sequence[str], chat: int) -> str:
    """The page of a chat in which `questions` are asked."""
    bubbles = []
    for question in questions:
        sent = await visitor.say(question, chat)
        bubbles += [f'<div class="mine">{html.escape(question)}</div>', _bubble(sent)]
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{''.join(bubbles)}"


@contextlib.asynccontextmanager
async def _chromium() -> AsyncIterator[Browser]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


async def _draw(browser: Browser, name: str, scheme: str, *, page: str = "", url: str = "") -> None:
    """Draws the HTML `page` in full, or the first screen of `url`."""
    look: dict[str, Any] = {"viewport": _PHONE, "color_scheme": scheme}
    context = await browser.new_context(device_scale_factor=_SCALE, **look)
    tab = await context.new_page()
    if page:
        await tab.set_content(page)
        height = await tab.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
        await tab.set_viewport_size({"width": _PHONE["width"], "height": height})
    else:
        await tab.goto(url)
    _keep(await tab.screenshot(), FOLDER / f"{name}.png")
    await context.close()


def _keep(png: bytes, file: Path) -> None:
    """Writes `png` with few colours, which makes it a third of its size."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(_COLOURS).save(file, optimize=True)


async def _pictures(library: Library) -> None:
    FOLDER.mkdir(exist_ok=True)
    async with _chromium() as browser:
        with LoopbackServer() as server:
            async with running(server, Conversation(library)):
                visitor = Visitor(server)
                talk = await _chat(visitor, TALK, 1)
                shapes = {
                    name: await _chat(visitor, [question], 100 + at)
                    for at, (name, question) in enumerate(SHAPES.items())
                }
        await _draw(browser, "conversation", "light", page=talk)
        for name, page in shapes.items():
            for scheme in ("light", "dark"):
                await _draw(browser, f"{name}-{scheme}", scheme, page=page)
        async with asked(library) as (client, _):
            for name, path in PAGES.items():
                await _draw(browser, name, "light", url=f"{client.base_url}{path}")


def main() -> None:
    """Writes all pictures."""
    library = retrieval.load(SEEDS)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # with its journal
        asyncio.run(_pictures(library))
    for file in sorted(FOLDER.glob("*.png")):
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
