"""The pages to ask on in a real browser: axe's rules of WCAG 2.2 AA, and the keyboard alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio

from retrieval import Library
from tests.bot.web.conftest import asked
from tests.bot.web.test_asking import EVERY, PARKING, SEED
from tests.bot.web.test_browser import DESK, browser, opened

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

__all__ = ["browser"]

PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["/", "/reports", SEED, f"{SEED}?s=3067-3094#p13", f"{SEED}?q=停车位", "/privacy", f"{SEED}/figures", f"{SEED}/figures?about=停车位",
         "/nowhere", *(f"/ask?q={each}" for each in EVERY.values()),
         "/?lang=en", f"{SEED}?lang=zh-TW", "/ask?q=elderly care"]  # fmt: skip

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web(library: Library) -> AsyncIterator[httpx.AsyncClient]:
    async with asked(library) as (client, _):
        yield client


async def violations(page: Page) -> list[str]:
    """What axe finds, as rule, help and the first elements."""
    from axe_playwright_python.async_playwright import Axe

    found = await Axe().run(page, options={"runOnly": RULES})
    return [
        f"{each['id']}: {each['help']} {[node['html'][:120] for node in each['nodes'][:3]]}"
        for each in found.response["violations"]
    ]


@pytest.mark.parametrize("path", PAGES)
async def test_axe_finds_nothing(browser: Browser, web: httpx.AsyncClient, path: str) -> None:
    for size, scheme in ((PHONE, "light"), (PHONE, "dark"), (DESK, "light")):
        look = {"color_scheme": scheme, "java_script_enabled": True}
        page = await opened(browser, web, path, size, **look)
        for details in await page.locator("details").all():
            await details.evaluate("each => each.open = true")
        assert await violations(page) == [], (path, size, scheme)
        await page.context.close()


async def test_axe_finds_what_is_wrong(browser: Browser, web: httpx.AsyncClient) -> None:
    page = await opened(browser, web, "/", PHONE, java_script_enabled=True)
    await page.evaluate("document.querySelector('label').remove()")
    assert any(each.startswith("label") for each in await violations(page))


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_is_wider_than_a_phone(
    browser: Browser, web: httpx.AsyncClient, path: str
) -> None:
    page = await opened(browser, web, path, {"width": 320, "height": 740})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def focused(page: Page) -> str:
    script = "() => document.activeElement.innerText || document.activeElement.name || ''"
    return str(await page.evaluate(script))


async def tab_to(page: Page, wanted: str) -> None:
    """Presses Tab until `wanted` has the focus; each stop before it can be seen."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await focused(page) == wanted:
            return
    pytest.fail(f"the keyboard does not reach {wanted}")


async def test_a_question_is_asked_followed_and_read_by_keyboard_alone(
    browser: Browser, web: httpx.AsyncClient
) -> None:
    page = await opened(browser, web, "/", PHONE)
    await tab_to(page, "q")
    await page.keyboard.type(PARKING)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/ask?q=*")
    assert "2.64万个" in await page.locator("blockquote").first.inner_text()
    await tab_to(page, "q")
    await page.keyboard.type("那2017年呢")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**after=*")
    assert "停车" in await page.locator("main").inner_text()
    await page.go_back()
    await page.keyboard.press("Tab")
    assert await focused(page) == "跳到正文"
    await page.keyboard.press("Enter")
    assert page.url.endswith("#text")


async def test_a_topic_and_a_search_in_the_report_by_keyboard_alone(
    browser: Browser, web: httpx.AsyncClient
) -> None:
    page = await opened(browser, web, "/", PHONE)
    await tab_to(page, "养老")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/ask?q=*")
    assert await page.locator("blockquote").count() > 1
    await page.goto(f"{web.base_url}{SEED}")
    await tab_to(page, "q")
    await page.keyboard.type("停车位")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**?q=*")
    assert await page.locator("mark").count() > 1
    await tab_to(page, "第 13 段")
    await page.keyboard.press("Enter")
    assert page.url.endswith("#p13")


async def test_a_rating_by_keyboard_alone(browser: Browser, web: httpx.AsyncClient) -> None:
    page = await opened(browser, web, f"/ask?q={PARKING}", PHONE)
    await tab_to(page, "没有用")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/rate")
    assert "谢谢" in await page.locator("h1").inner_text()
