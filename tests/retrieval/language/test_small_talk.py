"""Small talk is named by the whole message, and what goes around a question changes nothing."""

from __future__ import annotations

import pytest

from retrieval import Library, Outcome
from retrieval.language.small_talk import load_small_talk


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("谢谢你", "thanks"),
        ("好的谢谢，再见", "thanks"),
        ("拜拜", "goodbye"),
        ("你是谁呀", "who"),
        ("你是真人吗", "human"),
        ("你能做什么？", "can_do"),
        ("答非所问", "complaint"),
        ("你们全是骗子", "insult"),
        ("哈哈哈哈", "laughter"),
        ("给我讲个笑话", "steering"),
        ("没人管我们", "complaint_life"),
        ("你怎么看", "opinion"),
        ("早上好啊小机器人", "greeting"),
        ("行，谢谢你啊小伙子", "thanks"),
        ("要得，多谢咯", "thanks"),
        ("Thank you very much!", "thanks"),
        ("在吗，闲着没事聊聊", "steering"),
        ("答得什么玩意，一点用没有", "complaint"),
        ("那我走了拜拜", "goodbye"),
    ],
)
def test_what_is_said_to_the_bot_has_a_reply_of_its_own(
    library: Library, text: str, name: str
) -> None:
    answer = library.ask(text)
    assert (answer.outcome, answer.reply) == (Outcome.SMALL_TALK, name)


@pytest.mark.parametrize(
    "question",
    [
        "垃圾都运哪儿烧去了",
        "红绿灯太傻了",
        "骗子电话天天打",
        "垃圾怎么分",
        "机器人产业有什么规划",
        "垃圾呢",
    ],
)
def test_a_question_with_a_rude_word_stays_a_question(library: Library, question: str) -> None:
    assert library.ask(question).outcome is not Outcome.SMALL_TALK


@pytest.mark.parametrize("courtesy", ["您好，{}", "{}，谢谢", "打扰一下，{}", "hello {}"])
@pytest.mark.parametrize("question", ["新增了多少停车位", "养老", "GDP和人均收入分别是多少"])
def test_courtesies_around_a_question_change_nothing(
    library: Library, courtesy: str, question: str
) -> None:
    plain, polite = library.ask(question), library.ask(courtesy.format(question))
    assert [hit.excerpt for hit in polite.hits] == [hit.excerpt for hit in plain.hits]


def test_a_long_message_is_no_small_talk() -> None:
    assert load_small_talk().named("哈" * 500) == ""
