"""Personal data is found in any form that people write it in, and only its kind."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import Kind, find_personal, scrub
from tests.conftest import ROOT

# The example of GB 11643 itself, and the example card numbers of the schemes: nobody's data.
IDENTITY = "11010519491231002X"
VISA = "4111111111111111"
UNIONPAY = "6222021234567894"
UNIONPAY_19 = "6222021234567890128"
AMEX = "378282246310005"
MOBILE = "13812345678"


def kinds(text: str) -> list[Kind]:
    return [finding.kind for finding in find_personal(text)]


def only(text: str) -> tuple[Kind, str]:
    """The kind and the characters of the one finding in `text`."""
    (finding,) = find_personal(text)
    return finding.kind, text[finding.start : finding.end]


@pytest.mark.parametrize(
    "written",
    [
        IDENTITY,
        IDENTITY.lower(),
        "110105 19491231 002X",
        "110105-19491231-002x",
        "1101 0519 4912 3100 2X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５　１９４９１２３１　００２ｘ",
        "110105\u200b19491231\u200b002X",
        "110105–19491231—002X",
    ],
)
def test_identity_numbers_are_found_however_they_are_written(written: str) -> None:
    assert only(f"我的身份证{written}办理落户") == (Kind.IDENTITY, written)


@pytest.mark.parametrize(
    "number",
    [
        "441900198501011233",  # Dongguan, which has no counties
        "310115198501011234",  # born before Pudong was a district
        "810000199001011230",  # a resident from Hong Kong
        "830000199001011234",  # a resident from Taiwan
    ],
)
def test_identity_numbers_of_any_county_are_found(number: str) -> None:
    assert only(number) == (Kind.IDENTITY, number)


@pytest.mark.parametrize(
    "written",
    [
        "110105491331002",  # no thirteenth month
        "990105491231002",  # no such province
        "110105194913310026",  # no thirteenth month
        "990105194912310020",  # no such province
        "110105294912310023",  # nobody is born yet in 2949
        "1101051949123100",  # two digits short
    ],
)
def test_what_no_identity_number_can_be_is_none(written: str) -> None:
    assert Kind.IDENTITY not in kinds(written)


@pytest.mark.parametrize("check", [*map(str, range(10)), "X", "x"])
def test_province_and_birth_date_are_enough(check: str) -> None:
    """With one digit mistyped it is still a person's number."""
    assert kinds(f"我的身份证34052419800101001{check}") == [Kind.IDENTITY]


@pytest.mark.parametrize("number", ["110105491231002", "340524800101001"])
def test_numbers_from_before_1999_are_found(number: str) -> None:
    assert only(f"我身份证是{number}，怎么换") == (Kind.IDENTITY, number)
    assert Kind.IDENTITY not in kinds(f"我身份证是{number[:8]}9{number[9:]}")


@pytest.mark.parametrize(
    "written",
    [
        MOBILE,
        "138 1234 5678",
        "138-1234-5678",
        "138.1234.5678",
        "1381-2345-678",
        "138 12345678",
        "１３８１２３４５６７８",
        "１３８－１２３４－５６７８",
        "+86 138 1234 5678",
        "+8613812345678",
        "8613812345678",
        "0086-138-1234-5678",
        "(+86)13812345678",
        "（＋86）13812345678",
        "013812345678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "19912345678",
        "138\u200b1234\u200b5678",
        "138−1234−5678",
        "1380013800 0",
        "13812345 678",
        "138_1234_5678",
        "138·1234·5678",
        "１３８０　０１３　８０００",
        "16412345678",
        "१३८१२३४५६७८",
    ],
)
def test_mobile_numbers_are_found_however_they_are_written(written: str) -> None:
    kind, found = only(f"请打{written}找我")
    assert kind is Kind.MOBILE
    assert found.strip("()（）") == written.strip("()（）")


@pytest.mark.parametrize(
    "written",
    [
        "020-87654321",
        "010-65094114",
        "(020)87654321",
        "（０２０）８７６５４３２１",
        "020—87654321",
        "020 8765 4321",
        "02087654321",
        "0755-12345678",
        "+86 20 87654321",
        "+86-020-87654321",
        "+852 9123 4567",
        "+1 650 253 0000",
    ],
)
def test_landlines_with_area_code_and_foreign_numbers_are_found(written: str) -> None:
    assert only(f"请打{written}找我") == (Kind.PHONE, written)


@pytest.mark.parametrize(
    "written",
    [
        "一三八一二三四五六七八",
        "幺三八一二三四五六七八",
        "一 三 八 一 二 三 四 五 六 七 八",
        "138一二三四5678",
        "壹叁捌壹贰叁肆伍陆柒捌",
        "①③⑧①②③④⑤⑥⑦⑧",
        "⑴⑶⑻⑴⑵⑶⑷⑸⑹⑺⑻",
        "❶❸❽❶❷❸❹❺❻❼❽",
        "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8",
    ],
)
def test_digits_in_any_look_are_digits(written: str) -> None:
    assert only(f"请打{written}找我") == (Kind.MOBILE, written)


@pytest.mark.parametrize(
    ("before", "number"),
    [("", "0571-8123456"), ("", "010-1234567"[:-7] + "6123456"), ("", "0571 88 12 34 56"), ("座机", "6595 1234"),
     ("电话：", "65951234"), ("打电话", "6595-1234"), ("Tel ", "65951234"), ("号码是", "8123456")],
)  # fmt: skip
def test_landlines_are_found_by_area_code_or_by_what_is_said_of_them(
    before: str, number: str
) -> None:
    assert only(f"{before}{number}没人接") == (Kind.PHONE, number)


@pytest.mark.parametrize(
    ("before", "name"),
    [("微信", "zhang_san88"), ("微信号：", "lisi-2024"), ("加我vx", "abcdef1"), ("WeChat: ", "zhangsan"), ("", "wxid_abc123def"),
     ("QQ号", "123456789"), ("扣扣", "12345678"), ("微信是", "zhangsan99")],
)  # fmt: skip
def test_accounts_are_found_by_what_is_said_of_them(before: str, name: str) -> None:
    assert only(f"{before}{name}，停车位多少") == (Kind.ACCOUNT, name)


@pytest.mark.parametrize(
    "plate",
    [
        "京A12345",
        "京A·12345",
        "沪AD12345",
        "粤B 1234警",
        "川a1234学",
        "京ＡF0001Z".replace("Ａ", "A"),
    ],
)
def test_plates_of_cars_are_found(plate: str) -> None:
    assert only(f"我的车{plate}被贴条了") == (Kind.PLATE, plate)


@pytest.mark.parametrize(
    "text",
    ["京A级景区有几个", "新A股上市公司", "微信支付", "微信公众号关注", "用微信缴费的有多少", "QQ", "WeChat Pay", "is there a wechat official account", "微信 official", "电话办理", "电话12345",
     "热线12345接到多少", "热线接听量6595123个"[:-1] + "万件", "新增号码50000个", "二〇一六年", "一二三四", "三五成群", "五十六个民族"],
)  # fmt: skip
def test_words_near_such_data_are_none(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("card", [VISA, UNIONPAY, UNIONPAY_19, AMEX, "5555555555554444"])
def test_card_numbers_are_found_in_one_piece(card: str) -> None:
    assert only(f"卡号{card}没到账") == (Kind.CARD, card)


@pytest.mark.parametrize(
    "written",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111  1111  1111  1111",
        "６２２２　０２１２　３４５６　７８９４",
        "6222 0212 3456 7890 128",
        "622202 1234567890128",
        "3782 822463 10005",
    ],
)
def test_card_numbers_are_found_in_the_groups_of_cards(written: str) -> None:
    assert only(f"卡号{written}。") == (Kind.CARD, written)


def test_a_number_that_fails_luhn_is_no_card() -> None:
    for last in range(10):
        number = VISA[:-1] + str(last)
        assert (Kind.CARD in kinds(number)) == (number == VISA)


@pytest.mark.parametrize(
    "written",
    [
        "a@b.cn",
        "zhang.san+1@mail.example.com.cn",
        "ｚｓ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "13812345678@139.com",
        "me @ qq.com",
    ],
)
def test_addresses_are_found_between_chinese_characters(written: str) -> None:
    assert only(f"请回复{written}谢谢") == (Kind.EMAIL, written)


@pytest.mark.parametrize(
    "text", ["@chaoyang_bot 停车位", "微博@朝阳.发布", "a@b", "5@3.2元", "邮箱@"]
)
def test_names_with_the_sign_are_no_addresses(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"https://example.cn/?id={IDENTITY}&p=1", [Kind.IDENTITY]),
        (f"https://example.cn/u/{MOBILE}.html", [Kind.MOBILE]),
        (f"tel:+86{MOBILE}", [Kind.MOBILE]),
        (f"mailto:a@b.cn?cc={MOBILE}", [Kind.EMAIL, Kind.MOBILE]),
        (f"{MOBILE},13912345678、15012345678", [Kind.MOBILE] * 3),
        (f"1、{MOBILE}；2、{IDENTITY}", [Kind.MOBILE, Kind.IDENTITY]),
        (f"{MOBILE}/{UNIONPAY}", [Kind.MOBILE, Kind.CARD]),
        (IDENTITY + IDENTITY + MOBILE, [Kind.IDENTITY, Kind.IDENTITY, Kind.MOBILE]),
        (f"a@b.cn{MOBILE}", [Kind.EMAIL, Kind.MOBILE]),
        (f"wx{MOBILE}x", [Kind.MOBILE]),
        (f"{MOBILE}-13912345678", [Kind.MOBILE] * 2),
        ("138 1234 5678 139 1234 5678", [Kind.MOBILE] * 2),
        ("2016 138 1234 5678 30", [Kind.MOBILE]),
        ("020-87654321/020-87654322", [Kind.PHONE] * 2),
        (f"020 87654321或{MOBILE}", [Kind.PHONE, Kind.MOBILE]),
        (f"我{MOBILE}人在外地", [Kind.MOBILE]),
        (f"{MOBILE}元旦前打", [Kind.MOBILE]),
        (f"{MOBILE}万先生", [Kind.MOBILE]),
    ],
)
def test_personal_data_is_found_among_other_things(text: str, expected: list[Kind]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2011 2012 2013 2014",
        "2011年2012年2013年2014年2015年",
        "20112012201320142015",
        "2011-2012-2013-2014",
        "4111 4112 4113 4114",
        "4942亿元、59886元、477.1亿元",
        "13812345678元",
        "13,812,345,678人",
        "¥13812345678",
        "0.13812345678",
        "3.13812345678",
        "13812345678.5",
        "138.12345678",
        "13800、13900、14000、15000",
        "138，1234，5678",
        "分别为1380、1390、1400",
        "138万、1234万、5678万",
        "4111111111111111元",
        "4,111,111,111,111,111",
        "20161220093000123",
        "20161220-093000-12",
        "1482192000000",
        "0000000000000000",
        "1111111111111111",
        "第138号、第1234号",
        "138\n1234\n5678",
        "400-123-4567",
        "12345",
        "0571",
        "1000000000",
        "0.2087654321",
        "020-87654321元",
        "13800公里",
        "1380~1390万元",
        "138.55-1390.25",
        "2016-2020年",
        "2016/2017/2018",
        "1999-2010 100",
        "15 20 25 30 350",
        "13.5%、14.2%、15.31%",
        "十三五、一三八一二三四五六七八亩",
        "100020",
        "23812345678",
        "12345678901",
        "3.14159265358979323846",
        "http://www.example.gov.cn/2016/12/20/c_1120151220.htm",
        "ISBN 978-7-01-000000-1",
    ],
)
def test_figures_years_and_times_are_no_personal_data(text: str) -> None:
    assert kinds(text) == []


def test_scrubbing_replaces_what_is_personal_and_nothing_else() -> None:
    text = (
        f"我叫张三，{IDENTITY}，电话{MOBILE}、020-87654321，卡{VISA}，a@b.cn，2016年停车位2.64万个"
    )
    expected = (
        "我叫张三，〔身份证号〕，电话〔手机号〕、〔电话号码〕，卡〔银行卡号〕，〔邮箱〕，"
        "2016年停车位2.64万个"
    )
    assert scrub(text) == expected


_PIECES = st.sampled_from(
    [
        IDENTITY,
        MOBILE,
        VISA,
        "a@b.cn",
        "2016年",
        "4942亿元",
        " ",
        "-",
        "停车位",
        "１",
        "X",
        ".",
        "\n",
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join) | st.text())
def test_findings_are_in_order_apart_and_gone_after_scrubbing(text: str) -> None:
    findings = find_personal(text)
    ends = [offset for finding in findings for offset in (finding.start, finding.end)]
    assert ends == sorted(ends)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert scrub(scrub(text)) == scrub(text)


@given(
    st.sampled_from([IDENTITY, MOBILE, VISA, UNIONPAY]),
    st.text("停车位政府工作报告，。？", max_size=20),
)
def test_chinese_right_before_or_after_hides_nothing(number: str, around: str) -> None:
    assert number not in scrub(around + number + around)


def test_a_question_without_such_numbers_imports_no_library() -> None:
    # Each takes about 50 ms to import; a scan some hundredths of a millisecond.
    code = (
        "import sys; from bot.privacy import scrub; scrub('2016年新增了多少停车位，财政收入4942亿元');"
        "sys.exit(bool({'phonenumbers', 'stdnum'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
