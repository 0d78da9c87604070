"""Many reports: the right one is asked, by place and year, and named; what is not loaded is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import retrieval
from retrieval import Library, Outcome
from retrieval.corpus.divisions import without_ending
from tests.conftest import REPORT, SEEDS

MORE = {
    ("湖北省", 2022): "东湖绿道新增骑行路线17条。支持沿海城市来鄂设立港口办事处3个。",
    (
        "湖北省",
        2023,
    ): "长江隧道将于明年全面建成。宜昌机场改扩建完工，全省机场旅客吞吐量5000万人次。",
    ("四川省", 2022): "守正立新。新通航机场2个。",
    ("四川省", 2023): "2020年全省汽车产量达到80万辆。去年汽车产量99万辆。",
}


def report(place: str, year: int, growth: float, homes: int, more: str = "") -> str:
    """A near twin of every other one."""
    return f"""{year}年{place}政府工作报告

各位代表：

一、{year - 1}年工作回顾
过去一年，全省生产总值增长{growth - 0.3:.1f}%，城镇新增就业{homes - 5}万人。改造老旧小区{homes}个。
{more}

二、{year}年工作安排
今年的主要预期目标是：全省生产总值增长{growth:.1f}%左右，城镇新增就业{homes}万人以上。
今年改造老旧小区{homes + 3}个，新建幼儿园{homes + 7}所。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    for place in ("湖北省", "四川省"):
        for year in (2021, 2022, 2023):
            growth = 5 + (year - 2020) / 2 + (place == "四川省") * 2
            more = MORE.get((place, year), "")
            text = report(place, year, growth, 50 + year - 2020, more)
            (made / f"{year}年{place}政府工作报告.txt").write_text(text, encoding="utf-8")
    national = report("", 2022, 5.5, 1100).replace("全省", "国内").replace("2022年政府", "政府")
    (made / "2022年国务院政府工作报告.txt").write_text(national, encoding="utf-8")
    (made / REPORT).write_bytes((SEEDS / REPORT).read_bytes())
    return made


@pytest.fixture(scope="module")
def many(folder: Path) -> Library:
    return retrieval.load(folder, home="湖北")


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("朝阳区", "朝阳"),
        ("通州区", "通州"),
        ("津市市", "津市"),
        ("沙市", "沙市"),
        ("喀什地区", "喀什"),
        ("浦东新区", "浦东"),
        ("广东省", "广东"),
        ("苏州", "苏州"),
    ],
)
def test_what_a_place_is_called_at_least(place: str, short: str) -> None:
    assert without_ending(place) == short


def test_a_province_that_there_is_not_is_no_place(tmp_path: Path) -> None:
    name = "2023年东方省政府工作报告.txt"
    (tmp_path / name).write_text(report("东方省", 2023, 5.5, 50), encoding="utf-8")
    (meta,) = retrieval.load(tmp_path).metadata
    assert (meta.name, meta.place) == (name, "")


def test_what_is_known_of_each_report(many: Library) -> None:
    known = {each.name: (each.place, each.level, each.year) for each in many.metadata}
    assert known["2023年湖北省政府工作报告.txt"] == ("湖北", "province", 2023)
    assert known["2022年国务院政府工作报告.txt"] == ("国务院", "country", 2022)
    assert known[REPORT] == ("朝阳区", "county", 2017)


@pytest.mark.parametrize(
    ("question", "name", "piece"),
    [
        ("2022年湖北省生产总值增长目标是多少", "2022年湖北省", "生产总值增长6.0%左右"),
        ("湖北2022年经济增长目标", "2022年湖北省", "生产总值增长6.0%左右"),
        ("四川省2021年城镇新增就业目标", "2021年四川省", "城镇新增就业51万人以上"),
        ("四川今年生产总值的增长目标", "2023年四川省", "生产总值增长8.5%左右"),
        ("四川要新建多少所幼儿园", "2023年四川省", "新建幼儿园60所"),
        ("湖北去年的政府工作报告里生产总值增长目标是多少", "2022年湖北省", "增长6.0%左右"),
        ("湖北的长江隧道明年能建成吗", "2023年湖北省", "将于明年全面建成"),
        ("去年四川生产总值增长了多少", "2023年四川省", "增长8.2%"),
        ("湖北2021年生产总值实际增长了多少", "2022年湖北省", "增长5.7%"),
        ("国务院2022年城镇新增就业目标", "2022年国务院", "城镇新增就业1100万人以上"),
        ("今年要新建多少所幼儿园", "2023年湖北省", "新建幼儿园60所"),
        ("2021年要新建多少所幼儿园", "2021年湖北省", "新建幼儿园58所"),
        ("东湖绿道新增了多少条骑行路线", "2022年湖北省", "骑行路线17条"),
        ("2022年支持哪些沿海城市设立港口办事处", "2022年湖北省", "支持沿海城市"),
        ("四川2022年报告里新通航几个机场", "2022年四川省", "新通航机场2个"),
        ("四川2022年汽车产量达到多少", "2023年四川省", "汽车产量99万辆"),
        ("湖北宜昌的机场建得怎么样", "2023年湖北省", "宜昌机场改扩建"),
        ("湖北二〇二一 新建幼儿园多少所", "2021年湖北省", "新建幼儿园58所"),
        ("Hubei 2022 老旧小区改造目标", "2022年湖北省", "改造老旧小区55个"),
        ("朝阳区新增了多少停车位", REPORT, "新增停车位2.64万个"),
        # Numbers that are no years.
        ("湖北今年改造老旧小区有没有2000个", "2023年湖北省", "改造老旧小区56个"),
        ("湖北要新建幼儿园2000所吗", "2023年湖北省", "新建幼儿园60所"),
        ("过去10年湖北东湖绿道新增了多少条骑行路线", "2022年湖北省", "骑行路线17条"),
        # Years in two digits, with what follows them.
        ("湖北22年下半年城镇新增就业目标", "2022年湖北省", "城镇新增就业52万人以上"),
        ("湖北’22年城镇新增就业目标", "2022年湖北省", "城镇新增就业52万人以上"),
    ],
)
def test_the_right_report_answers(many: Library, question: str, name: str, piece: str) -> None:
    hit = many.ask(question).hits[0]
    assert hit.location.report.startswith(name)
    assert piece in hit.excerpt
    found = many.report(hit.location.report)
    assert found.text[hit.location.start : hit.location.end] == hit.excerpt


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("四川2015年生产总值增长目标", Outcome.OTHER_YEAR),
        # The report of 2021 looks back on 2020, but its aims stood in another.
        ("湖北2020年生产总值增长目标", Outcome.OTHER_YEAR),
        ("国务院2003年城镇新增就业目标", Outcome.OTHER_YEAR),
        ("浙江省2022年生产总值增长目标", Outcome.OTHER_PLACE),
        ("珠海市今年新建多少所幼儿园", Outcome.OTHER_PLACE),
        # A place of its own that the report says nothing of.
        ("湖北荆州的机场旅客吞吐量", Outcome.NOT_IN_REPORT),
    ],
)
def test_what_is_not_loaded_is_said(many: Library, question: str, outcome: Outcome) -> None:
    answer = many.ask(question)
    assert (answer.outcome, answer.hits) == (outcome, ())
    assert many.explain(question).outcome is outcome


@pytest.mark.parametrize(
    ("question", "names", "pieces"),
    [
        (
            "近三年湖北生产总值增长目标分别是多少",
            ["2023年湖北省", "2022年湖北省", "2021年湖北省"],
            ["6.5%左右", "6.0%左右", "5.5%左右"],
        ),
        (
            "湖北和四川2022年城镇新增就业的目标",
            ["2022年湖北省", "2022年四川省"],
            ["52万人以上", "52万人以上"],
        ),
        (
            "四川2021年到2023年每年的生产总值增长目标",
            ["2021年四川省", "2022年四川省", "2023年四川省"],
            ["7.5%左右", "8.0%左右", "8.5%左右"],
        ),
        (
            "四川21-23年每年的生产总值增长目标",
            ["2021年四川省", "2022年四川省", "2023年四川省"],
            ["7.5%左右", "8.0%左右", "8.5%左右"],
        ),
        (
            "四川2022到2023年的生产总值增长目标",
            ["2022年四川省", "2023年四川省"],
            ["8.0%左右", "8.5%左右"],
        ),
    ],
)
def test_several_reports_answer_side_by_side(
    many: Library, question: str, names: list[str], pieces: list[str]
) -> None:
    hits = many.ask(question, top=1).hits
    assert [
        hit.location.report[: len(name)] for hit, name in zip(hits, names, strict=True)
    ] == names
    assert all(piece in hit.excerpt for hit, piece in zip(hits, pieces, strict=True))
    assert many.ask(question).side_by_side
    assert not many.ask("四川要新建多少所幼儿园").side_by_side


def test_the_home_report_is_the_one_that_a_question_without_place_and_year_is_put_to(
    many: Library, library: Library
) -> None:
    assert many.home_report.name == "2023年湖北省政府工作报告.txt"
    assert many.ask("今年要新建多少所幼儿园").hits[0].location.report == many.home_report.name
    assert library.home_report is library.report(REPORT)


def test_without_a_home_place_that_of_the_phrasings_is_asked(folder: Path) -> None:
    (folder / "government-work-report-2016.phrasings.txt").write_bytes(
        (SEEDS / "government-work-report-2016.phrasings.txt").read_bytes()
    )
    try:
        library = retrieval.load(folder)
        assert library.home_report.name == REPORT
        assert library.ask("新增了多少停车位").hits[0].location.report == REPORT
    finally:
        (folder / "government-work-report-2016.phrasings.txt").unlink()


def test_alone_and_beside_others_a_prepared_report_answers_alike(
    library: Library, tmp_path: Path
) -> None:
    for file in SEEDS.glob("*.txt"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    other = report("四川省", 2023, 5.5, 50)
    (tmp_path / "2023年四川省政府工作报告.txt").write_text(other, encoding="utf-8")
    beside = retrieval.load(tmp_path)
    for question in (
        "新增了多少停车位",
        "2016年地区生产总值是多少",
        "明年建几所幼儿园",
        "堵车咋办",
    ):
        ours, theirs = library.ask(question), beside.ask(question)
        assert [hit.excerpt for hit in theirs.hits] == [hit.excerpt for hit in ours.hits]


@pytest.mark.parametrize(
    ("text", "previous", "question"),
    [
        ("那四川呢", "2022年湖北省生产总值增长目标是多少", "2022年四川生产总值增长目标是多少"),
        ("四川的呢？", "今年新建多少所幼儿园", "四川今年新建多少所幼儿园"),
    ],
)
def test_another_place_is_a_follow_up(
    many: Library, text: str, previous: str, question: str
) -> None:
    follow = many.follow(text, previous)
    assert follow is not None
    assert follow.question == question
    assert many.ask(question).hits[0].location.report.endswith("四川省政府工作报告.txt")


def test_the_same_question_gets_the_same_answer(folder: Path, many: Library) -> None:
    again = retrieval.load(folder, home="湖北")
    for question in ("新建多少所幼儿园", "2022年四川就业", "浙江的目标", "东湖"):
        assert again.ask(question) == many.ask(question)
