"""The pages of figures over real HTTP."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator

import httpx
import lxml.html
import pytest
import pytest_asyncio

from bot.wording.figures import PAGE
from retrieval import FIGURE_FIELDS, Library
from tests.bot.web.conftest import running
from tests.retrieval.figures.years import library_of_years

TABLE = "/reports/government-work-report-2016/figures"


async def rows(web: httpx.AsyncClient, query: str = "") -> list[list[str]]:
    """The cells of the table, row by row."""
    response = await web.get(f"{TABLE}{query}")
    assert response.status_code == 200
    table = lxml.html.fromstring(response.text).xpath("//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table]


async def test_the_table_holds_every_figure_and_leads_to_its_sentence(
    web: httpx.AsyncClient, library: Library
) -> None:
    page = lxml.html.fromstring((await web.get(TABLE)).text)
    figures = library.figures.of(library.home_report.name)
    cells = page.xpath("//tbody/tr/td[1]/text()")
    assert cells == [each.written.shown for each in figures]
    link = page.xpath("//tbody/tr[td='2.64万个']//a/@href")[0]
    cited = await web.get(f"/reports/government-work-report-2016/{link}")
    cited = await web.get(httpx.URL(str(web.base_url)).join(f"{TABLE}").join(link))
    assert "<mark>新增停车位2.64万个" in cited.text


async def test_the_table_is_narrowed_and_sorted_by_its_address(web: httpx.AsyncClient) -> None:
    everything = await rows(web)
    targets = await rows(web, "?role=target")
    assert 0 < len(targets) < len(everything)
    assert {row[2] for row in targets} == {"目标"}
    assert [row[1] for row in await rows(web, "?about=停车位")] == ["2.64万个", "6000辆"]
    assert await rows(web, "?about=幼儿园&tense=plan&role=change") == []
    up, down = await rows(web, "?sort=what"), await rows(web, "?sort=what&down=1")
    names = [row[0] for row in up]
    assert sorted(map(tuple, up)) == sorted(map(tuple, everything))
    assert names != [row[0] for row in everything]
    assert down[0][0] == names[-1]


@pytest.mark.parametrize(
    "query", ["?sort=x&role=x&tense=x&down=x", "?about=" + "长" * 500, "?about=%00%ff<b>", "?role="]
)
async def test_an_odd_address_is_answered(web: httpx.AsyncClient, query: str) -> None:
    response = await web.get(f"{TABLE}{query}")
    assert response.status_code == 200
    assert "<b>" not in response.text


async def test_the_table_comes_as_files(web: httpx.AsyncClient, library: Library) -> None:
    response = await web.get(f"{TABLE}.csv?role=target")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response.headers["content-disposition"]
    read = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {row["role"] for row in read} == {"target"}
    assert {row["place"] for row in read} == {library.home_report.place or "朝阳区"}
    data = (await web.get(f"{TABLE}.json")).json()
    assert list(data["fields"]) == list(FIGURE_FIELDS)
    text = library.home_report.text
    for row in data["figures"]:
        assert row["sentence"] == "".join(text[row["start"] : row["end"]].split())


async def test_no_such_report(web: httpx.AsyncClient) -> None:
    for path in ("figures", "figures.csv", "figures.json"):
        assert (await web.get(f"/reports/nonsense/{path}")).status_code == 404


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of_years(tmp_path_factory.mktemp("years"))


@pytest_asyncio.fixture
async def years_web(years: Library) -> AsyncIterator[httpx.AsyncClient]:
    async with running(lambda: years) as client:
        yield client


async def test_one_figure_a_report_is_drawn_beside_its_table(years_web: httpx.AsyncClient) -> None:
    response = await years_web.get("/figures", params={"about": "历年GDP增长目标"})
    page = lxml.html.fromstring(response.text)
    assert [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr")] == [
        "2014 政府工作报告8%左右",
        "2015 政府工作报告没有写",
        "2016 政府工作报告7%以上",
        "2017 政府工作报告6.5%",
    ]
    widths = [int(each) for each in page.xpath("//svg//rect/@width")]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == 3  # the year without a figure has no bar
    assert re.search(r"8 ?%左右", page.xpath("string(//svg)"))
    assert "style=" not in response.text  # which the security policy would not apply


async def test_what_no_report_counts_is_said(years_web: httpx.AsyncClient) -> None:
    assert PAGE["across_none"] in (await years_web.get("/figures?about=外星人")).text
    assert PAGE["across_none"] not in (await years_web.get("/figures")).text
