"""Small reports in the styles that are about, and texts that are none."""

from __future__ import annotations

import datetime
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Report
from retrieval.reports import read_report
from tests.invariants import faults


def read(text: str) -> Report:
    report = read_report("报告.txt", textwrap.dedent(text))
    assert faults(report) == []
    return report


def outline(report: Report) -> list[tuple[str, str, str]]:
    """Part, section and the first characters of each paragraph."""
    return [
        (part.title, section.title, paragraph.span.of(report.text)[:8])
        for part, section, paragraph in report.walk()
    ]


def test_state_council_style() -> None:
    report = read("""\
        政府工作报告
        ——2017年3月5日在第十二届全国人民代表大会第五次会议上
        国务院总理李克强
        各位代表：
        现在，我代表国务院，向大会报告政府工作。
        一、2016年工作回顾
        过去一年很不平凡。成绩来之不易。
        ——经济运行缓中趋稳。国内生产总值达到74.4万亿元。
        二、2017年重点工作任务
        （一）用改革的办法深入推进“三去一降一补”。
        要在巩固成果基础上深化。
        （二）深化重要领域改革
        要全面深化改革。
        本作品是中华人民共和国的法律、法规，属于公有领域。
        Public domainPublic domainfalsefalse
        """)
    assert report.date == datetime.date(2017, 3, 5)
    assert report.occasion == "第十二届全国人民代表大会第五次会议"
    assert (report.office, report.speaker) == ("国务院总理", "李克强")
    assert outline(report) == [
        ("", "", "——2017年3"),
        ("", "", "各位代表："),
        ("", "", "现在，我代表国务"),
        ("一、2016年工作回顾", "", "过去一年很不平凡"),
        ("一、2016年工作回顾", "", "——经济运行缓中"),
        (
            "二、2017年重点工作任务",
            "（一）用改革的办法深入推进“三去一降一补”",
            "要在巩固成果基础",
        ),
        ("二、2017年重点工作任务", "（二）深化重要领域改革", "要全面深化改革。"),
    ]


def test_section_titles_that_run_into_their_paragraphs() -> None:
    report = read("""\
        2025年河北省政府工作报告
        2025年1月13日在河北省第十四届人民代表大会第三次会议上河北省人民政府省长王正谱作政府工作报告。
        来源：河北日报
        各位代表：
        一、2024年工作回顾
        （一）经济运行总体平稳。抢抓机遇。
        投资增长。消费也增长。
        （二）改革开放加力提速，这里的第一句话写得很长很长很长很长很长很长很长很长很长很长很长很长。第二句。
        接着说改革。
        二、2025年主要工作
        今年要重点做好工作。
        """)
    assert (report.office, report.speaker) == ("河北省人民政府省长", "王正谱")
    assert outline(report)[2:] == [
        ("一、2024年工作回顾", "（一）经济运行总体平稳", "（一）经济运行总"),
        ("一、2024年工作回顾", "（一）经济运行总体平稳", "投资增长。消费也"),
        ("一、2024年工作回顾", "（二）改革开放加力提速", "（二）改革开放加"),
        ("一、2024年工作回顾", "（二）改革开放加力提速", "接着说改革。"),
        ("二、2025年主要工作", "", "今年要重点做好工"),
    ]


def test_titles_parted_from_the_text_by_a_space_only() -> None:
    report = read("""\
        上海市市长 龚正 各位代表：
        现在，我报告工作。
        一、2023年工作回顾 过去一年，我们坚持发展。成绩很大。
        （一）坚定不移深化改革开放 “五个中心”能级提升。经济增长。
        """)
    assert (report.office, report.speaker) == ("上海市市长", "龚正")
    assert outline(report) == [
        ("", "", "上海市市长 龚正"),
        ("", "", "各位代表："),
        ("", "", "现在，我报告工作"),
        ("一、2023年工作回顾", "", "过去一年，我们坚"),
        ("一、2023年工作回顾", "（一）坚定不移深化改革开放", "“五个中心”能级"),
    ]


def test_lists_are_not_headings() -> None:
    report = read("""\
        一、目标
        主要目标有三。
        （一）要使粮食生产发展。
        （二）要使基本建设缩短战线。
        （三）要使人民生活改善。
        1.第一件事；
        2.第二件事。
        一是加强领导。各级都要加强。
        """)
    assert {section for _, section, _ in outline(report)} == {""}
    assert len(report.paragraphs) == 7


def test_a_count_within_a_count() -> None:
    report = read("""\
        一、回顾
        回顾了工作。
        二、任务
        一、农业
        农业要发展。
        二、工业
        工业要发展。
        三、改革
        改革要深化。
        结束语
        让我们前进。
        """)
    assert outline(report) == [
        ("一、回顾", "", "回顾了工作。"),
        ("二、任务", "一、农业", "农业要发展。"),
        ("二、任务", "二、工业", "工业要发展。"),
        ("二、任务", "三、改革", "改革要深化。"),
        ("结束语", "", "让我们前进。"),
    ]


def test_lines_broken_within_a_sentence_are_joined() -> None:
    report = read("""\
        工作回顾
        广大医务人员英勇奋战，
        社区工作者坚守岗位，
        共同战胜疫情。
        去年全面完成任务。全面推开试点，全年
        降低税负5700多亿元。
        通过了《土地管理法
        》和其他法律。
        """)
    assert [squeezed(report, number) for number in (1, 2, 3)] == [
        "广大医务人员英勇奋战，社区工作者坚守岗位，共同战胜疫情。",
        "去年全面完成任务。全面推开试点，全年降低税负5700多亿元。",
        "通过了《土地管理法》和其他法律。",
    ]


def squeezed(report: Report, number: int) -> str:
    return "".join(report.paragraphs[number - 1].span.of(report.text).split())


def test_an_english_or_plain_text_is_one_part() -> None:
    report = read("Just one line of English. And another sentence.\n\nMore.\n")
    assert [part.title for part in report.parts] == [""]
    assert len(report.paragraphs) == 2
    assert report.title == "报告"


@pytest.mark.parametrize("text", ["", " \n\xa0\n", "\ufeff", "政府工作报告\n", "\x00\n\u200b"])
def test_texts_without_a_word_of_a_report(text: str) -> None:
    read_report("空.txt", text)


def test_windows_line_ends_and_byte_order_mark_keep_offsets() -> None:
    text = "\ufeff各位代表：\r\n\r\n一、回顾\r\n第一句。第二句。\r\n"
    report = read_report("a.txt", text)
    assert faults(report) == []
    assert [paragraph.span.of(text) for paragraph in report.paragraphs] == [
        "各位代表：",
        "第一句。第二句。",
    ]


FRAGMENTS = st.sampled_from(
    [
        "政府工作报告", "政 府 工 作 报 告", "各位代表：", "来源：日报", "首页>>公告", "\xa0", "",
        "——2020年5月22日在某市第一届人民代表大会第二次会议上", "某市市长 张三", "一、回顾", "二、任务",
        "（一）农业", "（二）工业。工业要发展。", "（三）一句话。", "一是改革。改革要深化。", "1.小事；",
        "五年工作回顾", "结束语", "第一句。第二句；第三句！", "断开的句子，", "》接着", "“引号。没完",
        "”完了。", "(括号", "第一，农业", "十一、十二", "附件1", "Public domainPublic domain",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=30), st.sampled_from(["\n", "\r\n", "\n\n\xa0\n", " ", "\r"]))
def test_no_text_breaks_the_promises_of_reading(pieces: list[str], between: str) -> None:
    assert faults(read_report("报告.txt", between.join(pieces))) == []


@given(st.text(max_size=200))
def test_no_characters_break_the_promises_of_reading(text: str) -> None:
    report = read_report("报告.txt", text)
    assert faults(report) == []


def test_sections_without_a_number_end_where_numbered_ones_begin() -> None:
    report = read("""\
        一、回顾
        五年来，外交工作开创新局面
        我国坚持和平外交。
        （一）坚持宏观调控
        必须调控。
        """)
    assert [section for _, section, _ in outline(report)] == [
        "五年来，外交工作开创新局面",
        "（一）坚持宏观调控",
    ]


def test_items_of_a_list_do_not_go_on_with_the_count_of_the_parts() -> None:
    report = read("""\
        一、总任务
        任务很重。
        三、若干问题
        有下列情形：
        一、已经推翻了帝国主义，不再受掠夺。人民高兴。
        二、已经推翻了封建主义，不再交地租。农民高兴。
        三、已经没收了官僚资本，归国家所有。工人高兴。
        四、在私营工厂做工的人，受资本家雇用。要改造。
        """)
    assert {part for part, _, _ in outline(report)} == {"一、总任务", "三、若干问题"}


def test_a_heading_is_not_glued_to_a_paragraph_that_lacks_its_full_stop() -> None:
    report = read("""\
        三、改革
        改革的任务十分繁重。我们要发扬开拓前进的精神
        四、外交
        坚持和平外交。
        """)
    assert [part for part, _, _ in outline(report)] == ["三、改革", "四、外交"]


def test_a_heading_torn_within_a_title_is_put_together() -> None:
    report = read("""\
        三、关于《第十一个五年规划纲要（草案）
        》的说明
        编制工作历时两年。
        """)
    assert [part.title for part in report.parts] == [
        "三、关于《第十一个五年规划纲要（草案）》的说明"
    ]


def test_a_missing_number_does_not_drop_the_sections_after_it() -> None:
    report = read("""\
        一、任务
        （一）稳定增长
        增长要稳。
        （二）扩大开放
        开放要扩大。下转7版 （三）加强科技。
        （四）优化布局。布局要优化。
        """)
    assert [section for _, section, _ in outline(report)] == [
        "（一）稳定增长",
        "（二）扩大开放",
        "（四）优化布局",
    ]


def test_what_closes_a_part_does_not_stand_in_its_last_section() -> None:
    report = read("""\
        一、回顾
        （一）经济
        经济增长。
        各位代表！
        我们拥护和平外交。
        二、任务
        各位代表，任务很重。
        """)
    assert [(part, section) for part, section, _ in outline(report)] == [
        ("一、回顾", "（一）经济"),
        ("一、回顾", ""),
        ("一、回顾", ""),
        ("二、任务", ""),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（一）推进 5G 网络建设。加快布局。", "（一）推进 5G 网络建设"),
        ("一、2024 年工作回顾", "一、2024 年工作回顾"),
        ("一、2024 年工作回顾 过去一年，成绩很大。", "一、2024 年工作回顾"),
    ],
)
def test_a_space_beside_latin_letters_parts_nothing(line: str, title: str) -> None:
    report = read(f"{line}\n正文在此。\n")
    assert [part.title for part in report.parts] == [title]


def test_lead_overs_are_no_parts() -> None:
    report = read("""\
        首先报告2001年的工作
        工作很多。
        一、扩大内需
        内需要扩大。
        """)
    assert [part.title for part in report.parts] == ["", "一、扩大内需"]


def test_closing_headings_need_no_sentence_under_them() -> None:
    report = read(
        "一、回顾\n回顾了。\n结束语\n各位代表：\n再见。\n附件\n2025年实事\n一、就业\n办好。\n"
    )
    assert [part.title for part in report.parts] == ["一、回顾", "结束语", "附件"]


@pytest.mark.parametrize(
    "line",
    [
        "位置：项目位于朝阳区，占地十亩。",
        "来源：国际货币基金组织的数据。请看附表。",
        "本作品是中华人民共和国的法律知识读本。",
    ],
)
def test_sentences_that_resemble_furniture_stay(line: str) -> None:
    assert line in [paragraph.span.of(line) for paragraph in read(line).paragraphs]


def test_a_title_that_is_repeated_within_the_body_is_furniture() -> None:
    report = read("各位代表：\n现在报告。\n政 府 工 作 报 告\n一、回顾\n回顾了。\n")
    assert [part.title for part in report.parts] == ["", "一、回顾"]
    assert len(report.furniture) == 1


@pytest.mark.parametrize(
    ("block", "date", "office", "speaker"),
    [
        (
            "——2016年12月20日在某区第一届人民代表大会第一次会议上 朝阳区人民政府区长 王灏",
            datetime.date(2016, 12, 20),
            "朝阳区人民政府区长",
            "王灏",
        ),
        ("（2016年12月）\n区长：王灏", None, "区长", "王灏"),
        (
            "二〇一六年十二月二十日在某市第一届人民代表大会第二次会议上\n某市人民政府\n市长　张三",
            datetime.date(2016, 12, 20),
            "某市人民政府市长",
            "张三",
        ),
        (
            "----2025年1月15日龚正市长在上海市第十六届人民代表大会第三次会议的政府工作报告",
            datetime.date(2025, 1, 15),
            "市长",
            "龚正",
        ),
        ("2025年2月30日在某市第一届人民代表大会第二次会议上", None, "", ""),
    ],
)
def test_title_blocks(block: str, date: datetime.date | None, office: str, speaker: str) -> None:
    report = read(f"政府工作报告\n{block}\n各位代表：\n现在报告。\n")
    assert (report.date, report.office, report.speaker) == (date, office, speaker)


def test_a_first_sentence_about_a_meeting_is_no_title_block() -> None:
    report = read("2025年1月1日，我市召开第一次会议。全市努力。\n好。\n")
    assert (report.occasion, report.title_block_end) == ("", 0)


@pytest.mark.parametrize("line", ["二一、发展", "三一是", "五五、多", "十二十、多"])
def test_what_only_looks_like_a_number(line: str) -> None:
    read(f"{line}\n正文在此。\n")
