"""All wording, in Chinese and English beside each other, and the Chinese of operators.

Texts without placeholders (`wording.NEXT_PAGE`) are those of `Texts`; like what functions return
they are in the language that is spoken (`speaking`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.outcomes import MANY_REPLIES, REPLIES, inline_button
from bot.wording.privacy import privacy
from bot.wording.spoken import say
from bot.wording.texts import Texts

__all__ = [
    "MANY_REPLIES", "REPLIES", "about", "about_many", "citation", "forgot", "inline_button",
    "more_places", "nearest", "next_answer", "no_such_paragraph", "page", "page_number",
    "paragraph_number", "paused", "please_wait", "privacy", "quoted", "rank_in_words",
    "report_name", "whoami", "year_name", "years_of_place",
]  # fmt: skip


def __getattr__(name: str) -> str:
    """The text of that name in `Texts`; raises AttributeError where there is none."""
    text: str = getattr(Texts, name)
    return text


def report_name(title: str, facts: Sequence[str]) -> str:
    """A report in a location: 《政府工作报告》（国务院，2023-03-05）."""
    if not facts:
        return f"《{title}》"
    return say("《{}》（{}）", "《{}》 ({})", title, say("，", ", ").join(facts))


def nearest(heading: str) -> str:
    """The heading nearest to a question that the report does not answer."""
    return say("报告里最接近的部分：{}", "The nearest part of the report: {}", heading)


def year_name(year: int) -> str:
    """The year beside the title of a report: 2023年."""
    return say("{}年", "{}", year)


def page_number(number: int) -> str:
    """A page in a location: 第 3 页."""
    return say("第 {} 页", "page {}", number)


def paragraph_number(number: int) -> str:
    """A paragraph in a location: 第 12 段."""
    return say("第 {} 段", "paragraph {}", number)


def no_such_paragraph(count: int) -> str:
    """A paragraph was named that the report does not have."""
    return say("没有这一段：报告共 {} 段。", "No such paragraph: the report has {}.", count)


def next_answer(number: int, count: int) -> str:
    """The button from the answer of that number, of so many, to the next one."""
    return f"{Texts.NEXT_ANSWER} {number}/{count}"


def quoted(place: str) -> str:
    """The line below an excerpt that goes to somebody else."""
    return f"——{place}"


def rank_in_words(number: int, count: int) -> str:
    """The same in words, shown when its button is pressed."""
    return say(
        "共找到 {} 处相关原文，现在是第 {} 处。",
        "{} excerpts were found; this is number {}.",
        count,
        number,
    )


def page(number: int, count: int) -> str:
    """The page of a long section."""
    return say("（第 {} 页，共 {} 页）", " (page {} of {})", number, count)


def citation(excerpt: str, place: str) -> str:
    """An excerpt with its location, to be pasted elsewhere."""
    return f"“{excerpt}”——{place}"


def paused(reason: str) -> str:
    """The reply during a pause, with its reason."""
    lead = say("服务暂停，请稍后再问。", "The service is paused. Please ask later.")
    return lead + say("（{}）", " ({})", reason) if reason else lead


def whoami(number: int) -> str:
    """The reply to /whoami."""
    return say("您的 Telegram 编号是 {}。", "Your number in Telegram is {}.", number)


def please_wait(seconds: int) -> str:
    """The reply beyond RATE_LIMIT."""
    return say(
        "您问得太快了，请 {} 秒后再试。", "Too many questions. Try again in {} seconds.", seconds
    )


def forgot(count: int) -> str:
    """The reply to /forget."""
    if not count:
        return say("没有找到您的提问记录。", "No questions of yours are kept.")
    return say("已删除您的 {} 条提问记录。", "Deleted: {} of your questions.", count)


def about(name: str, paragraphs: int, digest: str, indexed: str) -> str:
    """The facts of the only report; `indexed`: a point in time."""
    return say(
        "{}\n共 {} 段，内容指纹（SHA-256）{}，建立索引于 {}。",
        "{}\n{} paragraphs, digest (SHA-256) {}, indexed at {}.",
        name,
        paragraphs,
        digest,
        indexed,
    )


def about_many(reports: int, paragraphs: int, indexed: str, places: Sequence[str]) -> str:
    """The facts of many reports; `places`: a line for each place."""
    head = say(
        "共收录 {} 份报告、{} 段，建立索引于 {}。",
        "{} reports with {} paragraphs are loaded, indexed at {}.",
        reports,
        paragraphs,
        indexed,
    )
    return "\n".join([head, *places])


def years_of_place(place: str, years: Sequence[int], reports: int) -> str:
    """The number of a place's reports, and their years: 上海：2020—2025 年，6 份."""
    name = place or say("其他", "others")
    if not years:
        return say("{}：{} 份", "{}: {} reports", name, reports)
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]}—{years[-1]}"
    return say("{}：{} 年，{} 份", "{}: {}, {} reports", name, span, reports)


def more_places(count: int) -> str:
    """The end of a list of places that was cut."""
    return say(
        "另有 {} 个地方的报告，见 /contents。", "Reports of {} more places: /contents.", count
    )
