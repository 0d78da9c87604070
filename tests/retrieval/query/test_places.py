"""Places: every division of China, what people call it, and which one of the same name is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Library, Outcome, load
from retrieval.corpus.divisions import called, divisions
from retrieval.corpus.gazetteer import load_gazetteer
from tests.checks.places import metadata_at, misread_in_questions, misread_in_reports

ASKED = "新增了多少公共停车泊位"


def library_at(folder: Path, *places: str, home: str = "") -> Library:
    """Small reports of these places, with 1111, 2222, … parking spaces."""
    for number, place in enumerate(places, start=1):
        (folder / f"r{number}.txt").write_text(
            f"政府工作报告\n——2023年1月10日在{place}第十七届人民代表大会第二次会议上\n各位代表：\n"
            f"一、2022年工作回顾\n过去一年，新增公共停车泊位{1111 * number}个。\n"
            "二、2023年工作安排\n我们要努力工作，建设美好家园。\n",
            encoding="utf-8",
        )
    return load(folder, home=home)


def figures(library: Library, *places: str) -> list[str]:
    """What is answered for each place: its figure, or the outcome."""
    answers = [library.ask(place + ASKED) for place in places]
    return [
        each.hits[0].excerpt[-6:-2] if each.outcome is Outcome.ANSWERED else each.outcome.value
        for each in answers
    ]


def test_one_name_in_thirty_is_understood_in_reports_and_questions() -> None:
    """All of them by `python -m tests.checks.places`."""
    for read, wrong in (
        misread_in_reports(load_gazetteer(), 30),
        misread_in_questions(load_gazetteer(), 30),
    ):
        assert len(wrong) <= read / 100, wrong


@pytest.mark.parametrize(
    ("written", "place", "above"),
    [
        ("苏州市", "苏州市", ("江苏省",)),
        ("杭州市余杭区", "余杭区", ("浙江省", "杭州市")),
        ("云南省昆明市五华区", "五华区", ("云南省", "昆明市")),
        ("通州区", "通州区", ()),  # in Beijing or in Nantong
        ("南通市通州区", "通州区", ("江苏省", "南通市")),
        ("乾县", "乾县", ("陕西省", "咸阳市")),
        ("镇江市", "镇江市", ("江苏省",)),
        ("市中区", "市中区", ()),
        ("于都县", "于都县", ("江西省", "赣州市")),
        ("新疆维吾尔自治区喀什地区", "喀什地区", ("新疆维吾尔自治区",)),
        ("双江拉祜族佤族布朗族傣族自治县", "双江拉祜族佤族布朗族傣族自治县", ("云南省", "临沧市")),
        ("广西壮族自治区", "广西", ()),
        ("北京市朝阳区三里屯街道", "三里屯街道", ()),
        ("苏州市吴江区震泽镇", "震泽镇", ()),
        ("火星市", "火星市", ()),
        ("火州乡镇", "火州乡镇", ()),
    ],
)
def test_the_place_of_a_report(written: str, place: str, above: tuple[str, ...]) -> None:
    meta = metadata_at(written, load_gazetteer())
    assert (meta.place, meta.above) == (place, above)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("长阳土家族自治县", ("长阳县", "长阳")),
        ("延边朝鲜族自治州", ("延边州", "延边")),
        ("鄂温克族自治旗", ("鄂温克旗", "鄂温克")),
        ("双江拉祜族佤族布朗族傣族自治县", ("双江县", "双江")),
        ("隆林各族自治县", ("隆林县", "隆林")),
        ("内蒙古自治区", ("内蒙古区", "内蒙古")),
        ("喀什地区", ("喀什",)),
        ("沙市区", ("沙市",)),
        ("乾县", ()),
    ],
)
def test_what_people_call_it(name: str, names: tuple[str, ...]) -> None:
    assert called(name) == (name, *names)


def test_names_that_end_like_other_places(tmp_path: Path) -> None:
    library = library_at(tmp_path, "苏州市", "南京市", "杭州市余杭区")
    asked = ("苏州市", "苏州", "南京市", "余杭区", "杭州余杭", "浙江省杭州市余杭区", "无锡市")
    assert figures(library, *asked) == [
        "1111", "1111", "2222", "3333", "3333", "3333", "other_place"
    ]  # fmt: skip


def test_autonomous_places_by_the_names_that_people_use(tmp_path: Path) -> None:
    library = library_at(tmp_path, "延边朝鲜族自治州", "长阳土家族自治县", "无锡市")
    asked = ("长阳", "长阳县", "宜昌长阳", "延边", "延边州", "吉林延边", "长阳土家族自治县")
    assert figures(library, *asked) == ["2222"] * 3 + ["1111"] * 3 + ["2222"]


@pytest.mark.parametrize(
    ("home", "bare"),
    [("", "1111"), ("北京朝阳", "1111"), ("长春市朝阳区", "2222"), ("长春朝阳", "2222")],
)
def test_places_of_one_name_are_told_apart(tmp_path: Path, home: str, bare: str) -> None:
    library = library_at(tmp_path, "北京市朝阳区", "长春市朝阳区", home=home)
    assert [meta.place for meta in library.metadata] == ["北京市朝阳区", "长春市朝阳区"]
    asked = (
        "朝阳区",
        "朝阳",
        "长春朝阳区",
        "长春市朝阳",
        "吉林省长春市朝阳区",
        "北京朝阳区",
        "辽宁朝阳",
        "朝阳市",
    )
    assert figures(library, *asked) == [
        bare, bare, "2222", "2222", "2222", "1111", "other_place", "other_place"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "place",
    [
        "长春朝阳区",
        "长春市朝阳区",
        "吉林长春朝阳",
        "吉林省长春市朝阳区",
        "辽宁朝阳",
        "朝阳市",
    ],
)
def test_another_place_of_the_name_is_another_place(library: Library, place: str) -> None:
    """The shipped report does not say where its 朝阳区 lies, and names 北京 often."""
    assert library.metadata[0].above == ("北京市",)
    assert library.ask(f"{place}新增了多少停车位").outcome is Outcome.OTHER_PLACE


@pytest.mark.parametrize("place", ["汕头潮阳区", "余杭区", "长阳土家族自治县", "乾县"])
def test_a_place_of_another_name_is_none_of_the_reports(library: Library, place: str) -> None:
    """Nor is it a typo of one: 潮阳区 sounds like 朝阳区."""
    answer = library.ask(f"{place}新增了多少停车位")
    assert answer.outcome in (Outcome.OTHER_PLACE, Outcome.RELATED)
    if answer.missing is not None:
        assert answer.missing.value == "elsewhere"


@pytest.mark.parametrize(
    "place", ["", "朝阳", "朝阳区", "北京朝阳区", "北京市朝阳区", "北京市朝阳"]
)
def test_the_home_place_by_any_of_its_names(library: Library, place: str) -> None:
    assert "2.64万个" in library.ask(f"{place}新增了多少停车位").hits[0].excerpt


def test_a_place_is_shown_as_it_is_written(tmp_path: Path) -> None:
    library = library_at(tmp_path, "乾县", "余干县", "朝陽區", "乾元鎮")
    assert [meta.place for meta in library.metadata] == ["乾县", "余干县", "朝阳区", "乾元鎮"]
    assert figures(library, "乾县", "干县") == ["1111", "1111"]


def test_names_within_longer_words_are_left_alone(tmp_path: Path) -> None:
    library = library_at(tmp_path, "上海市", "无锡市")
    for question in (
        "上海东方枢纽建到哪一步了",
        "城区公园有多少",
        "解放区有多少纪念馆",
        "红旗渠有多长",
    ):
        places = library._engine.router.places
        analysed = library._engine.analyze(question)
        named = places.in_text(analysed.read.text, analysed.boundaries)
        assert [each.span.of(analysed.read.text) for each in named] == ["上海"][
            : "上海" in question
        ]


def test_the_list_has_all_levels_and_no_two_of_a_path() -> None:
    paths = [each.path for several in divisions().values() for each in several]
    assert len(paths) == len(set(paths)) > 3_100
