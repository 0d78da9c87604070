"""The reading page over real HTTP: every character of the report, and what the link cites."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import quote

import httpx
import pytest

from bot.messages.page_links import citation_of, reading_url, report_id, short_digest
from retrieval import Library, Report, Span
from retrieval.reports.lines import squeeze
from tests.bot.web.reader import Read, read

SEED = "/reports/government-work-report-2016"


def of_the_report(report: Report) -> str:
    """Title, headings and paragraphs as the seed has them, without white space."""
    headings = [heading.span for heading in report.headings() if not heading.run_in]
    spans = sorted([*headings, *(paragraph.span for paragraph in report.paragraphs)])
    return squeeze(report.title) + squeeze("".join(span.of(report.text) for span in spans))


def as_read(report: Report, number: int, page: Read) -> tuple[str, str]:
    """Paragraph `number` in the seed and on the page; the seed's line breaks as shown."""
    paragraph = report.paragraphs[number - 1]
    shown = "\n" if paragraph.span.end <= report.title_block_end else ""
    return (
        re.sub(r"\s*\n\s*", shown, paragraph.span.of(report.text)),
        page.by_id[f"p{number}"],
    )


async def page_of(client: httpx.AsyncClient, report: Report, query: str = "") -> Read:
    response = await client.get(f"/reports/{quote(report_id(report), safe='')}{query}")
    assert response.status_code == 200
    return read(response.text)


async def test_every_visible_character_of_the_report_is_shown_once_and_nothing_else(
    web: httpx.AsyncClient, report: Report
) -> None:
    page = await page_of(web, report)
    assert squeeze(page.text) == of_the_report(report)
    assert "您当前的位置" not in page.text


async def test_each_paragraph_stands_word_for_word_under_its_number(
    web: httpx.AsyncClient, report: Report
) -> None:
    page = await page_of(web, report)
    for paragraph in report.paragraphs:
        seed, shown = as_read(report, paragraph.number, page)
        assert shown == seed
    assert f"p{len(report.paragraphs) + 1}" not in page.by_id


async def test_run_in_headings_broken_lines_and_html_characters_are_shown_as_written(
    crafted_web: httpx.AsyncClient, crafted: Library
) -> None:
    report = crafted.report("某某市2024年")
    assert any(heading.run_in for heading in report.headings())
    assert report.furniture
    page = await page_of(crafted_web, report)
    assert squeeze(page.text) == of_the_report(report)
    for paragraph in report.paragraphs:
        seed, shown = as_read(report, paragraph.number, page)
        assert shown == seed
    assert "增长5.2%，财政收入增长6.1%，超过<预期>目标&任务。" in page.text
    assert (3, "（一）全力稳住经济大盘。") in page.headings


async def test_no_heading_level_is_skipped_and_the_contents_lead_to_every_heading(
    web: httpx.AsyncClient, crafted_web: httpx.AsyncClient, report: Report, crafted: Library
) -> None:
    for client, each in ((web, report), (crafted_web, crafted.report("某某市2024年"))):
        page = await page_of(client, each)
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        titles = [heading.title for heading in each.headings()]
        linked = {
            link.removeprefix("#") for link in page.links if re.match("#(part|section)-", link)
        }
        assert len(linked) == len(titles)
        for title, anchor in zip(titles, sorted(linked, key=list(page.by_id).index), strict=True):
            assert page.by_id[anchor].startswith(title)


async def test_the_cited_characters_are_marked_and_no_others(
    web: httpx.AsyncClient, report: Report
) -> None:
    page = await page_of(web, report, "?s=3067-3094")
    assert page.marked == "新增停车位2.64万个,6000辆公租自行车投放运营。"
    assert squeeze(page.text) == of_the_report(report)


async def test_every_sentence_can_be_marked_across_bold_words_and_line_breaks(
    crafted_web: httpx.AsyncClient, crafted: Library
) -> None:
    report = crafted.report("某某市2024年")
    for paragraph in report.paragraphs:
        for span in (*paragraph.sentences, paragraph.span):
            page = await page_of(crafted_web, report, f"?s={span.start}-{span.end}")
            assert squeeze(page.marked) == squeeze(span.of(report.text))


@pytest.mark.parametrize(
    "query",
    [
        "?s=", "?s=1", "?s=a-b", "?s=-5-3", "?s=3094-3067", "?s=3067-3067", "?s=0-20",
        "?s=3067-99999", "?s=3000-3400", "?s=999999999999999999999-9999999999999999999999",
        "?s=３０６７-３０９４", "?s=3067-3094%00", "?s=%ff-%fe", "?S=3067-3094", "?v=0", "?s[]=1-2",
    ],
)  # fmt: skip
async def test_offsets_that_cite_nothing_are_ignored(
    web: httpx.AsyncClient, report: Report, query: str
) -> None:
    page = await page_of(web, report, query)
    assert page.marked == ""
    assert squeeze(page.text) == of_the_report(report)


async def test_a_link_made_from_another_text_marks_nothing_and_says_so(
    web: httpx.AsyncClient,
) -> None:
    older = (await web.get(f"{SEED}?s=3067-3094&v=00000000")).text
    assert read(older).marked == ""
    assert "原文此后有更新" in older
    assert "原文此后有更新" not in (await web.get(f"{SEED}?s=3067-3094")).text


def test_a_link_for_an_answer_leads_to_the_excerpt(library: Library, report: Report) -> None:
    place = library.ask("新增了多少停车位").hits[0].location
    url = httpx.URL(reading_url("https://报告.example/asked/", report, place))
    assert url.path == f"/asked{SEED}"
    assert url.fragment == "p13"
    assert citation_of(report, dict(url.params)).span == Span(place.start, place.end)
    assert url.params["v"] == short_digest(report)


async def test_a_report_whose_name_needs_escaping_has_an_address(
    crafted_web: httpx.AsyncClient, crafted: Library
) -> None:
    report = crafted.report("a b#c?")
    place = crafted.verify(report.name, *_first_sentence(report))[0]
    response = await crafted_web.get(reading_url(str(crafted_web.base_url), report, place))
    assert response.status_code == 200
    assert squeeze(read(response.text).text) == of_the_report(report)
    listed = read((await crafted_web.get("/reports")).text)
    assert "./reports/a%20b%23c%3F" in listed.links


def _first_sentence(report: Report) -> tuple[int, int]:
    span = report.paragraphs[1].sentences[0]
    return span.start, span.end
