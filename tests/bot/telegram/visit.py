"""A whole visit to the bot, written down as people would see it."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from tests.bot.telegram.conftest import CHAT, GROUP, Visitor
from tests.loopback.telegram import Json, Sent

__all__ = ["Transcript", "play"]


class Transcript:
    """Lines of a visit: what people do, what the bot shows."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.lines: list[str] = []

    def title(self, text: str) -> None:
        self.lines += ["", f"## {text}"]

    def does(self, what: str) -> None:
        self.lines += ["", f"居民：{what}"]

    def shows(self, sent: Sent) -> Sent:
        """The bot's message: quotations behind a bar, folded ones behind two, bold in stars."""
        self.lines += ["机器人：", *(f"    {line}" for line in _looks(sent)), *_buttons(sent.rows)]
        return sent

    def notes(self, notice: Json) -> None:
        if notice.get("text"):
            self.lines.append(f"    （提示：{notice['text']}）")

    async def says(self, text: str, chat: int = CHAT, **content: object) -> Sent:
        self.does(text)
        return self.shows(await self.visitor.say(text, chat, **content))

    async def presses(self, sent: Sent, label: str) -> Sent:
        self.does(f"按下 [{label}]")
        return self.shows(await self.visitor.press(sent, label))

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip() + "\n"


def _buttons(rows: Sequence[Sequence[Json]]) -> list[str]:
    shown = []
    for row in rows:
        labels = [f"[{each['text']}]" for each in row]
        shown.append("    " + " ".join(labels))
    return shown


def _looks(sent: Sent) -> list[str]:
    """The text with its looks, as Markdown-like marks."""
    units = sent.content.text.encode("utf-16-le")
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    bars: list[tuple[int, int, str]] = []
    for entity in sent.content.entities:
        start, end = entity.offset, entity.offset + entity.length
        if entity.type in ("bold", "underline"):
            mark = "**" if entity.type == "bold" else "_"
            opening[start] = opening.get(start, "") + mark
            closing[end] = mark + closing.get(end, "")
        else:
            bars.append((start, end, "│ " if entity.type == "blockquote" else "‖ "))
    marked = ""
    lines = []
    at_line = 0
    for at in range(len(units) // 2 + 1):
        marked += closing.get(at, "") + opening.get(at, "")
        char = units[2 * at : 2 * at + 2].decode("utf-16-le", "replace")
        if char in ("\n", ""):
            bar = next((bar for start, end, bar in bars if start <= at_line < end), "")
            lines.append(bar + marked)
            marked, at_line = "", at + 1
        else:
            marked += char
    return lines


async def play(visitor: Visitor) -> str:
    """start → example → answer → next → paragraph → section → feedback → follow-up → inline → group."""
    visit = Transcript(visitor)
    visit.lines.append("# 一次完整的访问")
    visit.title("开始和示例")
    greeting = await visit.says("/start")
    example = greeting.rows[0][0]["text"]
    visit.does(f"按下 [{example}]")
    visit.notes(await visitor.notice(greeting, example))
    visit.shows((await visitor.do(visitor.server.replies, CHAT, 2))[-1])

    visit.title("提问，看下一条、段落和整节")
    answer = await visit.says("新增了多少停车位")
    for label in (wording.NEXT_ANSWER, wording.NEXT_ANSWER, wording.CONTEXT):
        await visit.presses(answer, label)
    visit.does(f"按下 [{wording.COPY}]")
    visit.lines.append(f"    （剪贴板：{answer.button(wording.COPY)['copy_text']['text']}）")
    for label in (wording.PREVIOUS_PARAGRAPH, wording.WHOLE_SECTION, wording.BACK):
        await visit.presses(answer, label)

    visit.title("评价")
    visit.does(f"按下 [{wording.USEFUL}]")
    visit.notes(await visitor.notice(answer, wording.USEFUL))

    visit.title("追问")
    await visit.says("2016年地区生产总值是多少")
    await visit.says("那2017年呢？")
    await visit.says("还有呢")
    await visit.says("/new")

    visit.title("比一句话更宽的问题")
    await visit.says("控制人口用了哪几招")
    outline = await visit.says("今后五年要做什么")
    await visit.presses(outline, "2")
    await visit.presses(outline, wording.BACK)
    await visit.says("教育方面做了什么")
    await visit.says("新增了多少停车位，拆除了多少违法建设")
    await visit.says("新增停车位花了多少钱")

    visit.title("说出来的按钮")
    await visit.says("目录")
    await visit.says("第13段")

    visit.title("报告没有写到的")
    await visit.says("周杰伦的老婆叫什么")

    visit.title("在别的聊天里引用")
    visit.does("在任意聊天里输入 @report_bot 停车位")
    inline = await visitor.do(visitor.server.inline, CHAT, "停车位")
    for result in inline["results"]:
        visit.lines += [f"    ▸ {result['title']}", f"      {result['description']}"]

    visit.title("在群组里")
    visit.does("把机器人加进群组")
    await visitor.do(visitor.server.stand, GROUP, "left", "member")
    visit.shows((await visitor.do(visitor.server.replies, GROUP))[-1])
    visit.does("大家周末去哪儿玩（与机器人无关，不回复）")
    await visitor.do(visitor.server.receive, GROUP, "大家周末去哪儿玩")
    await visit.says("@report_bot 拆除了多少违法建设", GROUP)
    return visit.text
