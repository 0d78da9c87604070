"""What is stored of a question, and for how long: in Telegram and on the web side."""

from __future__ import annotations

from bot.wording.spoken import say

__all__ = ["privacy", "web_privacy"]


def privacy(days: int, *, anonymous: bool, secret: bool = True) -> str:
    """The data stored of a question, for how many days, and how to delete it.

    `secret`: pseudonyms are mixed with a secret that is not in the journal.
    """
    codes = (
        say("代号", "code")
        if secret
        else say(
            "代号（没有另设口令，拿到数据库副本的人可以推算出账号）",
            "code (no secret is set: who has a copy of the database can work out the account)",
        )
    )
    kept = (
        say("结果和用时", "the outcome and the time it took")
        if anonymous
        else say(
            "文字（先去掉能认出的身份证号、电话号码、银行卡号、车牌号、邮箱、微信和 QQ 账号；"
            "姓名、住址等认不出来）、结果和用时",
            "its words (without the numbers of identity cards, phones, bank cards and cars, e-mail "
            "addresses and accounts that can be recognised; names and addresses cannot), the "
            "outcome and the time it took",
        )
    )
    return say(
        "隐私说明\n"
        "• 为改进服务，我会保存问题的{}，最多 {} 天；不保存您的姓名和账号，"
        "只保存每天更换密钥的{}。发送 /forget 可以删除您的全部提问记录"
        "（以频道或群组名义提问的，请以同一名义发送）。\n"
        "• 您的问题不会发给任何其他机构，也不用于训练；日志不记录您的问题和身份。\n"
        "• 最近问过的问题和答案会暂存在内存中，不与提问者相联系；为了听懂追问，"
        "您最近一个问题保留约十分钟，发送 /new 立即忘记；"
        "为了在您修改问题时同步修改回答、听懂对回答的回复，消息编号和所答的问题最多保留两天，"
        "在该聊天里发送 /forget 立即删除。\n"
        "• 为改进服务，管理员可能把没有答上的问法（不含代号）写进词表或检查用的题目，"
        "那里的话 /forget 删不掉。\n"
        "• 请不要发送身份证号、电话号码、银行卡号、姓名、住址等个人信息。\n"
        "• Telegram 如何处理您的消息，以 Telegram 的隐私政策为准。",
        "Privacy\n"
        "• To improve the service I keep of a question {}, for {} days at most; not your name or "
        "account, but a {} whose key changes every day. /forget deletes all your questions (if you "
        "asked in the name of a channel or group, send it in the same name).\n"
        "• Your questions go to nobody else and train nothing; the log holds neither your "
        "questions nor who you are.\n"
        "• The last questions and answers are held in memory without who asked. Your last "
        "question is held for about ten minutes, so that a follow-up is understood; /new forgets "
        "it at once. So that an answer follows when you edit a question or reply to it, the "
        "numbers of messages and the questions they answer are held for two days at most; /forget "
        "in that chat deletes them at once.\n"
        "• To improve the service, those who run it may put the wording of a question that was not "
        "answered (without the code) into a word list or a test; /forget does not reach there.\n"
        "• Please do not send numbers of identity cards, phones or bank cards, names or "
        "addresses.\n"
        "• How Telegram handles your messages is said in Telegram's own privacy policy.",
        kept,
        days,
        codes,
    )


def web_privacy(days: int, *, anonymous: bool) -> str:
    """The data stored of a question on the web side, and for how many days."""
    kept = (
        say("结果和用时", "the outcome and the time it took")
        if anonymous
        else say(
            "文字（先去掉身份证号、电话号码、银行卡号和邮箱）、结果和用时",
            "its words (without numbers of identity cards, phones and bank cards and e-mail "
            "addresses), the outcome and the time it took",
        )
    )
    return say(
        "为改进服务，我们会保存问题的{}，最多 {} 天；"
        "不保存是谁问的，也不保存您的网络地址。\n"
        "您的网络地址只在内存里用于限制提问次数。"
        "本网站不用 Cookie，不用脚本，不用其他网站的内容。\n"
        "您的问题会写在网页地址里，因此会留在您自己浏览器的历史记录中。\n"
        "请不要在问题里写身份证号、电话号码、银行卡号等个人信息。",
        "To improve the service we keep of a question {}, for {} days at most; not who asked, and "
        "not your network address.\n"
        "Your network address is used in memory only, to limit how many questions are asked. "
        "This site uses no cookies, no scripts and nothing of other sites.\n"
        "Your question stands in the address of the page, so it stays in the history of your own "
        "browser.\n"
        "Please put no numbers of identity cards, phones or bank cards into a question.",
        kept,
        days,
    )
