"""Texts without placeholders: replies, buttons, notices."""

from __future__ import annotations

from bot.wording.asked import QUESTION_LEAD
from bot.wording.spoken import Said

__all__ = ["Texts"]


class Texts:
    """Each in the language that is spoken; `bot.wording` gives them by these names."""

    HELP = Said(
        "使用方法：直接发送您的问题即可，例如询问某项工作的进展、数字或计划。\n"
        "我只摘录报告原文，不作改写；报告没有写到的，我会如实告诉您。\n"
        "可以接着追问，例如“那明年呢”“还有呢”“具体哪些”；换个话题请发送 /new。\n"
        "/contents 按目录阅读报告，/about 关于本报告，/privacy 隐私说明。\n"
        "在群组里，请 @我、回复我的消息，或发送“/ask 您的问题”，其他消息我不会理会；"
        "在任何聊天里输入“@我的用户名 关键词”，可以把原文发给对方。",
        "How to use this bot: just send your question, about a piece of work, a figure or a plan.\n"
        "I only show excerpts of the report, word for word, in the Chinese of the original. Where "
        "the report says nothing, I say so.\n"
        "You can go on asking, for instance “and next year?” or “what else?”; for another subject "
        "send /new.\n"
        "/contents shows the report by its contents, /about says what is loaded, /privacy what is "
        "kept.\n"
        "In a group mention me, reply to me, or send “/ask your question”; I read no other "
        "messages. In any chat “@my_name words” sends an excerpt to the other side.",
    )
    GROUP_HINT = Said(
        "请把问题和 @我 写在同一条消息里，或发送“/ask 您的问题”。",
        "Please put the question and the mention of me into one message, or send “/ask your "
        "question”.",
    )
    EXAMPLES_LEAD = Said("大家关心的，点一下就能看：", "What people ask about, one tap away:")
    SUGGESTIONS_LEAD = Said("您可以试试：", "You could try:")
    NOT_TEXT = Said(
        "目前我只能看懂文字，请把您的问题用文字发给我。",
        "I only understand text so far. Please send your question as text.",
    )
    UNKNOWN_COMMAND = Said(
        "我不认识这个命令。请直接发送您的问题，或发送 /help 查看使用方法。",
        "I do not know this command. Please send your question, or /help.",
    )
    APOLOGY = Said(
        "抱歉，处理您的问题时出了差错，请稍后再试。",
        "Sorry, something went wrong with your question. Please try again later.",
    )
    TITLE_BLOCK = Said("报告题头", "title block")
    FORGOTTEN = Said(
        "好的，之前的问题我已忘记。请直接问新的问题。",
        "All right, I have forgotten your last question. Please ask a new one.",
    )
    NOTHING_MORE = Said(
        "关于上一个问题，报告里没有找到更多相关原文。您可以阅读前后段落，或换个问法。",
        "The report has nothing further on your last question. You can read the paragraphs around "
        "it, or ask in other words.",
    )
    UNKNOWN_LINK = Said(
        "这个链接指向的内容在现在的报告里找不到。您可以直接提问。",
        "What this link leads to is not in the present report. You can simply ask.",
    )
    FORGET_FAILED = Said(
        "暂时无法删除，请稍后再发送 /forget。",
        "Nothing can be deleted at the moment. Please send /forget again later.",
    )
    PERSONAL_DATA = Said(
        "您的问题里似乎有身份证号、电话号码、银行卡号、车牌号、邮箱或账号。查阅报告不需要这些，"
        "请您今后不要发送；我没有保存它们。",
        "Your question seems to hold the number of an identity card, a phone, a bank card or a "
        "car, an e-mail address or an account. The report can be asked without these, so please do "
        "not send them. I have not kept them.",
    )
    LIMITS = Said(
        "我只能查阅以上报告：引用框里的文字都是报告原文，不作改写、计算和推断；"
        "报告之后的变化我不了解，办事流程请咨询有关部门。",
        "I know only the reports above: what is quoted is their own text, without rewording, "
        "reckoning or conclusions. I know nothing of what came later; for procedures please turn "
        "to the office in charge.",
    )

    # Labels of buttons.  A phone shows about ten characters of each where four share a row.
    NEXT_PARAGRAPH = Said("下一段 ›", "Next ›")
    PREVIOUS_PARAGRAPH = Said("‹ 上一段", "‹ Previous")
    NEXT_PAGE = Said("下一页 ›", "Next page ›")
    PREVIOUS_PAGE = Said("‹ 上一页", "‹ Page before")
    WHOLE_SECTION = Said("整节", "Section")
    BACK = Said("返回答案", "Back to the answer")
    CONTENTS = Said("目录", "Contents")
    UP = Said("返回上一级", "One level up")
    COPY = Said("复制原文和出处", "Copy with the place")
    CONTEXT = Said("看上下文", "In context")
    NEXT_ANSWER = Said("下一条", "Next")
    MORE = Said("更多原文 ›", "More excerpts ›")
    SHARE = Said("转发", "Share")
    USEFUL = Said("👍", "👍")
    NOT_USEFUL = Said("👎", "👎")
    READ_IN_REPORT = Said("在全文中查看", "In the full text")
    OPEN_IN_BOT = Said("在机器人中阅读", "Read in the bot")

    CONTENTS_LEAD = Said("报告目录，请选择：", "The contents, please choose:")
    REPORTS_LEAD = Said("请选择报告：", "Please choose a report:")
    RELATED_LEAD = Said("相关原文：", " What it says:")
    RELATED_CARD = Said("相关原文", "Related")
    SOURCE_LEAD = Said("出处：", "Source: ")

    # Begins the first line of an answer whose question is not the text of the message replied to.
    QUESTION_LEAD = Said(*QUESTION_LEAD)

    # Shown above a chat for a moment after a button was pressed.
    THANKS = Said("谢谢，您的评价我收到了。", "Thank you for your rating.")
    OUT_OF_DATE = Said(
        "这个按钮已经过时，请重新提问。", "This button is out of date. Please ask again."
    )
    REPORT_CHANGED = Said(
        "报告已经更新，这个按钮不能再用了，请重新提问。",
        "The report has changed, so this button no longer works. Please ask again.",
    )
    QUESTION_LOST = Said(
        "找不到这条回答对应的问题了，请重新提问。",
        "The question behind this answer is lost. Please ask again.",
    )
    INDEX_UNAVAILABLE = Said(
        "抱歉，暂时查不了报告，请稍后再问。",
        "Sorry, the reports cannot be searched at the moment. Please ask again later.",
    )

    CONSOLE_INTRODUCTION = Said(
        "没有设置 TELEGRAM_BOT_TOKEN，现在在终端里进行同样的对话。\n"
        "要在 Telegram 中使用：在 Telegram 里找到 @BotFather，发送 /newbot，按提示取得令牌，"
        "再把它写进 .env 文件：TELEGRAM_BOT_TOKEN=令牌\n"
        "输入选项前的数字即可选择，按 Ctrl-D 结束。",
        "TELEGRAM_BOT_TOKEN is not set, so the same conversation takes place in the terminal.\n"
        "For Telegram: send /newbot to @BotFather there, and write the token that it gives you "
        "into the file .env: TELEGRAM_BOT_TOKEN=token\n"
        "Type the number of a choice to take it; Ctrl-D ends.",
    )
    CONSOLE_PROMPT = Said("您的问题> ", "Your question> ")
    CONSOLE_ENCODING = Said(
        "看不懂输入的编码：请把终端改为 UTF-8，再提问"
        "（Windows 先运行 chcp 65001，Linux 先运行 export LANG=C.UTF-8）。",
        "The encoding of the input is unknown: please set the terminal to UTF-8 and ask again "
        "(chcp 65001 on Windows, export LANG=C.UTF-8 on Linux).",
    )
    CONSOLE_PRIVACY = Said(
        "在终端里的对话不会保存，关闭终端即全部忘记。",
        "Nothing is kept of a conversation in the terminal.",
    )
    CONSOLE_NO_CHOICE = Said(
        "没有这个选项，请输入上面列出的数字，或直接提问。",
        "There is no such choice. Please type one of the numbers above, or ask.",
    )
    FAREWELL = Said("再见。", "Goodbye.")
