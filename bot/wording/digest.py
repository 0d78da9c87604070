"""Wording of the digest and of alerts to operators."""

from __future__ import annotations

ASKED_MOST = "问得最多的："


def lead(days: int, total: int, before: int) -> str:
    """The period, its questions, and those of the one before."""
    period, earlier = ("最近一周", "前一周") if days > 1 else ("最近一天", "前一天")
    return f"{period}简报：共 {total} 个问题（{earlier} {before} 个）。"


def outcome(name: str, count: int, share: float, change: int | None) -> str:
    """The questions with one outcome; `change`: of the share, in percent points."""
    moved = "" if not change else f"，{'升' if change > 0 else '降'} {abs(change)} 个百分点"
    return f"  {name}：{count}，占 {share:.0%}{moved}"


def ratings(up: int, down: int) -> str:
    """The numbers of good and bad ratings."""
    return f"  评价：👍 {up}，👎 {down}"


def time(milliseconds: float) -> str:
    """The median time of answering."""
    return f"  用时中位数：{milliseconds} 毫秒"


def unanswered(count: int) -> str:
    """The head of what is still open."""
    return f"还没有答好的（共 {count} 组，/unanswered 处理）："


def question(text: str, times: int) -> str:
    """A question and how often it was asked."""
    return f"  • {text}（{times} 次）"


def failed(count: int) -> str:
    """Questions that ended in an error."""
    return f"出错 {count} 次，详见运行日志。"


def gaps(lost: int) -> str:
    """Rows that the journal lost."""
    return f"⚠️ 有 {lost} 条提问记录没能写入，请检查 DATABASE_URL 所指的数据库和磁盘。"


def declined_jump(share: float, before: float, total: int, hours: int) -> str:
    """Far more questions than usual are declined."""
    return (
        f"⚠️ 最近 {hours} 小时的 {total} 个问题里，没有答上的占 {share:.0%}，平时是 {before:.0%}。"
        "请看 /review 和 /unanswered。"
    )


def silence(minutes: int) -> str:
    """Telegram could not be reached for a while, and can again."""
    return f"⚠️ 曾有 {minutes} 分钟连不上 Telegram，现已恢复；期间的提问已陆续回答。"
