"""The table of figures and the chart in a real browser, on a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio

from retrieval import Library
from tests.bot.web.conftest import running
from tests.bot.web.test_browser import browser
from tests.retrieval.figures.years import library_of_years

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

__all__ = ["browser"]

# A browser starts in seconds.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]
TABLE = "/reports/government-work-report-2016/figures"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web(
    library: Library, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    years = library_of_years(tmp_path_factory.mktemp("years"))
    async with running(lambda: library) as home, running(lambda: years) as many:
        yield home, many


async def opened(browser: Browser, web: httpx.AsyncClient, path: str) -> tuple[Page, list[str]]:
    """A page on a phone, and what the browser complains about."""
    page = await browser.new_page(viewport={"width": 360, "height": 740})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    await page.goto(f"{web.base_url}{path}".replace(":80/", "/"))
    return page, complaints


async def test_the_table_fits_a_phone_sorts_and_leads_to_the_sentence(
    browser: Browser, web: tuple[httpx.AsyncClient, httpx.AsyncClient]
) -> None:
    page, complaints = await opened(browser, web[0], TABLE)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.select_option("#role", "target")
    await page.fill("#about", "幼儿园")
    await page.click("button[type=submit]")
    figures = await page.locator("td.value").all_text_contents()
    assert "10所" in figures
    await page.click("thead th:nth-child(2) a")
    await page.click("thead th:nth-child(2) a")
    assert await page.locator("th[aria-sort=descending]").count() == 1
    # Largest first within each unit, so that 6800个 and 50所 are not held against each other.
    sizes = [each for each in await page.locator("td.value").all_text_contents() if "所" in each]
    assert sizes == ["50所", "10所", "4所"]
    await page.click("tr:has(td.value:text-is('10所')) td:last-child a")
    assert "新开办10所幼儿园" in (await page.locator("mark").first.text_content() or "")
    assert complaints == []
    await page.close()


async def test_a_printed_table_holds_all_rows_and_no_form(
    browser: Browser, web: tuple[httpx.AsyncClient, httpx.AsyncClient]
) -> None:
    page, _ = await opened(browser, web[0], TABLE)
    await page.emulate_media(media="print")
    assert not await page.locator("form.ask").is_visible()
    assert await page.locator("tbody tr").last.is_visible()
    await page.close()


async def test_the_chart_is_drawn_under_the_security_policy(
    browser: Browser, web: tuple[httpx.AsyncClient, httpx.AsyncClient]
) -> None:
    page, complaints = await opened(browser, web[1], "/figures?about=历年GDP增长目标")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    widths = [
        (await bar.bounding_box() or {"width": 0.0})["width"]
        for bar in await page.locator("svg rect").all()
    ]
    assert len(widths) == 3
    assert widths[0] > widths[-1] > 50
    colour = "getComputedStyle(document.querySelector('svg rect')).fill"
    assert await page.evaluate(colour) == "rgb(0, 114, 178)"
    assert complaints == []
    await page.close()
