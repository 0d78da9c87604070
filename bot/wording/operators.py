"""Wording for operators, in Telegram and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.wording.terminal import in_chinese

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "stats": "管理：提问统计",
        "unanswered": "管理：没有答好的问题",
        "review": "管理：最近的提问和回答，标注对错",
        "mark": "管理：标注哪一句是正确答案：/mark 段号 问题",
        "lexicon": "管理：添加词条，例如 /lexicon 车位费 → 停车收费",
        "admin": "管理：打开管理页面",
        "undo": "管理：撤销最近一次保存的词条或问法",
        "phrasing": "管理：添加问法：/phrasing 段号 问法",
        "reload": "管理：重新载入报告和词表",
        "pause": "管理：暂停服务，例如 /pause 报告更新中",
        "resume": "管理：恢复服务",
        "export": "管理：导出提问记录",
    }
)
"""Operators' commands and their descriptions in the menu."""

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "answered": "已回答",
        "related": "提到了，没有写所问的",
        "not_in_report": "报告没有写到",
        "other_year": "问的是其他年份",
        "other_place": "问的是其他地方",
        "small_talk": "闲聊",
        "unclear": "没有看懂",
        "too_long": "太长",
        "empty": "没有文字",
        "failed": "出了差错",
        "paused": "暂停期间",
    }
)
"""The names of outcomes in statistics."""

# Faults in one message, and characters of each: together they stay below Telegram's limit.
_FAULTS, _LONGEST_FAULT = 12, 300

NOTHING_UNANSWERED = "没有发现没有答好的问题。"
NO_PICTURE = "（安装附加组件 statistics 后可显示图表。）"
TEACH = "补充问法"
KEEP = "保存并启用"
DROP = "放弃"
DROPPED = "已放弃，没有保存。"
NOT_KEPT = "（只是试用，没有保存；加上 --keep 才会保存。）"
TRYING = "请稍候，需要几秒钟……"
LEXICON_EXAMPLE = "车位费 → 停车收费"
LEXICON_HINT = f"请写出词条：/lexicon 日常说法 → 报告用语，例如：/lexicon {LEXICON_EXAMPLE}"
PHRASING_HINT = "请写出段号和问法：/phrasing 段号 问法（段号见 /contents 或原文页面）"
PAUSE_HINT = "请写明原因（市民会看到）：/pause 原因，例如：/pause 报告更新中，一小时后恢复"
NO_SUCH_PARAGRAPH = "没有这一段，请核对段号。"
GROUP_GONE = "这组问题已经不在列表里，请重新发送 /unanswered。"
JOURNAL_FAILED = "暂时读不到提问记录，请稍后再试。"
NOTHING_TO_EXPORT = "没有可以导出的提问记录。"
NO_ADMIN_PAGES = "没有管理页面：请设置 WEB_PORT，以及 PUBLIC_URL 或 WEB_HOST=127.0.0.1。"
RESUMED = "服务已恢复。"
TRIAL_LEAD = "试用结果（尚未保存）："
NO_GOLD = "所载报告还没有标注问题可以对照；用 /review 标注几个最近的提问即可。"
KEEP_ANYWAY = "仍要保存"
DOES_NOT_HELP = "⚠️ 用上之后，这个问题仍然得不到所要的回答，不建议保存。"
HARMS = "⚠️ 改坏的标注问题比改好的多，不建议保存。"
NOT_ADVISED = "（没有保存；确实要保存，请再加上 --anyway。）"
WHICH_SENTENCE = "这个问法应该由哪一句来回答？"
MENDED, BROKEN, ALTERED = "改好", "改坏", "答案有变、对错不变"
# Begin the line with an addition, which buttons read from the message above them.
LEXICON_LEAD = "词条："
PHRASING_LEAD = "问法："


def admin_link(link: str) -> str:
    """A one-time link to the admin pages."""
    return f"请在 10 分钟内打开，只能使用一次，不要转发：\n{link}"


def stats_lead(days: int, total: int, askers: int) -> str:
    """The number of questions and of daily askers."""
    return f"最近 {days} 天：共 {total} 个问题，{askers} 人次（按天计）。"


def stats_share(outcome: str, count: int, total: int) -> str:
    """The number and the share of questions with one outcome."""
    name = OUTCOMES.get(outcome, outcome)
    return f"  {name}（{outcome}）：{count}，占 {count / max(total, 1):.0%}"


def stats_time(milliseconds: float) -> str:
    """The median time of answering."""
    return f"用时中位数：{milliseconds} 毫秒"


def stats_ratings(up: int, down: int) -> str:
    """The numbers of good and bad ratings."""
    return f"评价：👍 {up}，👎 {down}"


def unanswered_lead(total: int, page: int, pages: int) -> str:
    """The number of groups of unanswered questions, and the page."""
    return f"没有答好的问题共 {total} 组，第 {page} 页，共 {pages} 页。"


def group_lead(number: int, askers: int, times: int, down: int, *, small_talk: bool) -> str:
    """The head of a group of questions in similar words."""
    taken = "（当作闲聊）" if small_talk else ""
    return f"{number}. {taken}{askers} 人次问了 {times} 次，差评 {down} 次："


def other_ways(text: str) -> str:
    """The other commands for an unanswered question."""
    return (
        f"都不是的话，请发送：/phrasing 段号 {text}\n"
        "如果只是用词不同，请发送：/lexicon 日常说法 → 报告用语"
    )


def sentence_line(number: int, paragraph: int, text: str) -> str:
    """A sentence to choose from."""
    return f"{number}. 第 {paragraph} 段：{text}"


def tried_answer(question: str, found: str) -> str:
    """The answer to a question after an addition."""
    return f"• {question}\n    → {found}"


def tried_gold(questions: int, before: int, after: int) -> str:
    """The labelled questions answered correctly before and after an addition."""
    return f"对照所载报告的 {questions} 个标注问题：原来答对 {before} 个，用上之后答对 {after} 个。"


def tried_list(what: str, questions: list[str], count: int) -> str:
    """Labelled questions changed by an addition, some of `count`."""
    return f"{what} {count} 个：{'；'.join(questions)}{'……' if count > len(questions) else ''}"


def kept(reports: int) -> str:
    """An addition was saved and is in use."""
    return f"已保存并启用（共 {reports} 份报告）。"


def left_out(faults: Sequence[str]) -> str:
    """Files, or lines of them, that are left out; the rest is in use."""
    lines = [f"• {in_chinese(each)[:_LONGEST_FAULT]}" for each in faults[:_FAULTS]]
    more = [f"……共 {len(faults)} 处。"] if len(faults) > _FAULTS else []
    return "\n".join(["以下内容有问题，已略过，其余照常使用：", *lines, *more])


def reloaded(reports: int, digests: str) -> str:
    """Reports and words were reloaded."""
    return f"已重新载入 {reports} 份报告和词表（内容指纹 {digests}）。"


def not_usable(reason: str) -> str:
    """Reports, words or an addition cannot be used; the old ones still are."""
    return f"不能使用，原来的内容继续有效：\n{in_chinese(reason)}"


def is_paused(reason: str) -> str:
    """The bot was paused."""
    return f"服务已暂停。向市民说明的原因：{reason}\n发送 /resume 恢复。"
