"""All Chinese wording, and the English of Telegram's menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from retrieval import Outcome

HELP = (
    "使用方法：直接发送您的问题即可，例如询问某项工作的进展、数字或计划。\n"
    "我只摘录报告原文，不作改写；报告没有写到的，我会如实告诉您。\n"
    "可以接着追问，例如“那明年呢”“还有呢”“具体哪些”；换个话题请发送 /new。\n"
    "/contents 按目录阅读报告，/about 关于本报告，/privacy 隐私说明。\n"
    "在群组里，请 @我、回复我的消息，或发送“/ask 您的问题”，其他消息我不会理会；"
    "在任何聊天里输入“@我的用户名 关键词”，可以把原文发给对方。"
)
GROUP_HINT = "请把问题和 @我 写在同一条消息里，或发送“/ask 您的问题”。"
EXAMPLES_LEAD = "大家关心的，点一下就能看："
SUGGESTIONS_LEAD = "您可以试试："
NOT_TEXT = "目前我只能看懂文字，请把您的问题用文字发给我。"
UNKNOWN_COMMAND = "我不认识这个命令。请直接发送您的问题，或发送 /help 查看使用方法。"
APOLOGY = "抱歉，处理您的问题时出了差错，请稍后再试。"
TITLE_BLOCK = "报告题头"
FORGOTTEN = "好的，之前的问题我已忘记。请直接问新的问题。"
NOTHING_MORE = "关于上一个问题，报告里没有找到更多相关原文。您可以阅读前后段落，或换个问法。"
UNKNOWN_LINK = "这个链接指向的内容在现在的报告里找不到。您可以直接提问。"
PAUSED = "服务暂停，请稍后再问。"
FORGET_FAILED = "暂时无法删除，请稍后再发送 /forget。"
PERSONAL_DATA = (
    "您的问题里似乎有身份证号、电话号码、银行卡号、车牌号、邮箱或账号。查阅报告不需要这些，"
    "请您今后不要发送；我没有保存它们。"
)
LIMITS = (
    "我只能查阅以上报告：引用框里的文字都是报告原文，不作改写、计算和推断；"
    "报告之后的变化我不了解，办事流程请咨询有关部门。"
)

# Labels of buttons.  A phone shows about ten characters of each where four share a row.
NEXT_PARAGRAPH = "下一段 ›"
PREVIOUS_PARAGRAPH = "‹ 上一段"
NEXT_PAGE = "下一页 ›"
PREVIOUS_PAGE = "‹ 上一页"
WHOLE_SECTION = "整节"
BACK = "返回答案"
CONTENTS = "目录"
UP = "返回上一级"
COPY = "复制原文和出处"
CONTEXT = "看上下文"
NEXT_ANSWER = "下一条"
SHARE = "转发"
USEFUL = "👍"
NOT_USEFUL = "👎"
READ_IN_REPORT = "在全文中查看"
OPEN_IN_BOT = "在机器人中阅读"

CONTENTS_LEAD = "报告目录，请选择："
REPORTS_LEAD = "请选择报告："

# Shown above a chat for a moment after a button was pressed.
THANKS = "谢谢，您的评价我收到了。"
OUT_OF_DATE = "这个按钮已经过时，请重新提问。"
REPORT_CHANGED = "报告已经更新，这个按钮不能再用了，请重新提问。"
QUESTION_LOST = "找不到这条回答对应的问题了，请重新提问。"

# Begins the first line of an answer whose question is not the text of the message replied to.
QUESTION_LEAD = "问题："

REPLIES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.NOT_IN_REPORT: "这份报告里没有找到与您的问题相关的内容。",
        Outcome.OTHER_YEAR: "这份报告没有单独写您问的那一年。",
        Outcome.OTHER_PLACE: "这份报告没有写到您问的那个地方。",
        Outcome.SMALL_TALK: "您好。我只会查阅政府工作报告：请直接问报告里的内容，我会给您看原文。",
        Outcome.UNCLEAR: "我没有看出您想了解哪方面的内容，请说得具体一些。",
        Outcome.TOO_LONG: "您的问题太长了，请用一两句话概括后再发给我。",
        Outcome.EMPTY: "我没有收到文字，请输入您的问题。",
    }
)
"""The reply for each outcome without an excerpt."""

MANY_REPLIES: Mapping[Outcome, str] = MappingProxyType(
    {
        **REPLIES,
        Outcome.NOT_IN_REPORT: "已收录的报告里没有找到与您的问题相关的内容。",
        Outcome.OTHER_YEAR: "没有收录您问的那一年的报告，请用 /contents 查看已收录的报告。",
        Outcome.OTHER_PLACE: "没有收录您问的那个地方的报告，请用 /contents 查看已收录的报告。",
    }
)
"""The same with several reports loaded."""

INDEX_UNAVAILABLE = "抱歉，暂时查不了报告，请稍后再问。"

CONSOLE_INTRODUCTION = (
    "没有设置 TELEGRAM_BOT_TOKEN，现在在终端里进行同样的对话。\n"
    "要在 Telegram 中使用：在 Telegram 里找到 @BotFather，发送 /newbot，按提示取得令牌，"
    "再把它写进 .env 文件：TELEGRAM_BOT_TOKEN=令牌\n"
    "输入选项前的数字即可选择，按 Ctrl-D 结束。"
)
CONSOLE_PROMPT = "您的问题> "
CONSOLE_ENCODING = (
    "看不懂输入的编码：请把终端改为 UTF-8，再提问"
    "（Windows 先运行 chcp 65001，Linux 先运行 export LANG=C.UTF-8）。"
)
CONSOLE_PRIVACY = "在终端里的对话不会保存，关闭终端即全部忘记。"
CONSOLE_NO_CHOICE = "没有这个选项，请输入上面列出的数字，或直接提问。"
FAREWELL = "再见。"


def report_name(title: str, facts: Sequence[str]) -> str:
    """A report in a location: 《政府工作报告》（国务院，2023-03-05）."""
    return f"《{title}》（{'，'.join(facts)}）" if facts else f"《{title}》"


def nearest(heading: str) -> str:
    """The heading nearest to a question that the report does not answer."""
    return f"报告里最接近的部分：{heading}"


def year_name(year: int) -> str:
    """The year beside the title of a report: 2023年."""
    return f"{year}年"


def page_number(number: int) -> str:
    """A page in a location: 第 3 页."""
    return f"第 {number} 页"


def paragraph_number(number: int) -> str:
    """A paragraph in a location: 第 12 段."""
    return f"第 {number} 段"


def next_answer(number: int, count: int) -> str:
    """The button from the answer of that number, of so many, to the next one."""
    return f"{NEXT_ANSWER} {number}/{count}"


def quoted(place: str) -> str:
    """The line below an excerpt that goes to somebody else."""
    return f"——{place}"


def rank_in_words(number: int, count: int) -> str:
    """The same in words, shown when its button is pressed."""
    return f"共找到 {count} 处相关原文，现在是第 {number} 处。"


def page(number: int, count: int) -> str:
    """The page of a long section."""
    return f"（第 {number} 页，共 {count} 页）"


def citation(excerpt: str, place: str) -> str:
    """An excerpt with its location, to be pasted elsewhere."""
    return f"“{excerpt}”——{place}"


def paused(reason: str) -> str:
    """The reply during a pause, with its reason."""
    return f"{PAUSED}（{reason}）" if reason else PAUSED


def whoami(number: int) -> str:
    """The reply to /whoami."""
    return f"您的 Telegram 编号是 {number}。"


def please_wait(seconds: int) -> str:
    """The reply beyond RATE_LIMIT."""
    return f"您问得太快了，请 {seconds} 秒后再试。"


def privacy(days: int, *, anonymous: bool, secret: bool = True) -> str:
    """The data stored of a question, for how many days, and how to delete it.

    `secret`: pseudonyms are mixed with a secret that is not in the journal.
    """
    codes = "代号" if secret else "代号（没有另设口令，拿到数据库副本的人可以推算出账号）"
    kept = (
        "结果和用时"
        if anonymous
        else "文字（先去掉能认出的身份证号、电话号码、银行卡号、车牌号、邮箱、微信和 QQ 账号；"
        "姓名、住址等认不出来）、结果和用时"
    )
    return (
        "隐私说明\n"
        f"• 为改进服务，我会保存问题的{kept}，最多 {days} 天；不保存您的姓名和账号，"
        f"只保存每天更换密钥的{codes}。发送 /forget 可以删除您的全部提问记录"
        "（以频道或群组名义提问的，请以同一名义发送）。\n"
        "• 您的问题不会发给任何其他机构，也不用于训练；日志不记录您的问题和身份。\n"
        "• 最近问过的问题和答案会暂存在内存中，不与提问者相联系；为了听懂追问，"
        "您最近一个问题保留约十分钟，发送 /new 立即忘记；"
        "为了在您修改问题时同步修改回答、听懂对回答的回复，消息编号和所答的问题最多保留两天，"
        "在该聊天里发送 /forget 立即删除。\n"
        "• 为改进服务，管理员可能把没有答上的问法（不含代号）写进词表或检查用的题目，"
        "那里的话 /forget 删不掉。\n"
        "• 请不要发送身份证号、电话号码、银行卡号、姓名、住址等个人信息。\n"
        "• Telegram 如何处理您的消息，以 Telegram 的隐私政策为准。"
    )


def forgot(count: int) -> str:
    """The reply to /forget."""
    return f"已删除您的 {count} 条提问记录。" if count else "没有找到您的提问记录。"


def about(name: str, paragraphs: int, digest: str, indexed: str) -> str:
    """The facts of the only report; `indexed`: a point in time."""
    return f"{name}\n共 {paragraphs} 段，内容指纹（SHA-256）{digest}，建立索引于 {indexed}。"


def about_many(reports: int, paragraphs: int, indexed: str, places: Sequence[str]) -> str:
    """The facts of many reports; `places`: a line for each place."""
    head = f"共收录 {reports} 份报告、{paragraphs} 段，建立索引于 {indexed}。"
    return "\n".join([head, *places])


def years_of_place(place: str, years: Sequence[int], reports: int) -> str:
    """The number of a place's reports, and their years: 上海：2020—2025 年，6 份."""
    if not years:
        return f"{place or '其他'}：{reports} 份"
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]}—{years[-1]}"
    return f"{place or '其他'}：{span} 年，{reports} 份"


def more_places(count: int) -> str:
    """The end of a list of places that was cut."""
    return f"另有 {count} 个地方的报告，见 /contents。"


def inline_button(outcome: Outcome) -> str:
    """The button above an inline query without results; at most 64 UTF-16 code units."""
    if outcome is Outcome.RELATED:
        return "报告没有写到这一点，下面是相关原文"
    found_nothing = {Outcome.NOT_IN_REPORT, Outcome.OTHER_YEAR, Outcome.OTHER_PLACE}
    return "报告里没有找到，换个问法试试" if outcome in found_nothing else "请输入想查的内容"
