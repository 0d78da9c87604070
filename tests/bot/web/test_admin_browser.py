"""A walk through the admin pages in a real browser, without scripts, as an operator takes it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.wording.admin import ADMIN, DONE
from tests.bot.web.conftest import CRAFTED
from tests.bot.web.test_admin import ASKED, LET_IN, NAME, OPERATOR, Office, asked, office
from tests.bot.web.test_browser import CONTRAST, DESK, PHONE, browser

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

__all__ = ["browser"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Where the pages are drawn for people to look at; nowhere unless it is set.
PICTURES = os.environ.get("ADMIN_PICTURES", "")


@pytest_asyncio.fixture(loop_scope="module")
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    folder = tmp_path / "seeds"
    folder.mkdir()
    async with office(folder) as found:
        await asked(found.journal, ASKED, outcome="answered")
        await asked(found.journal, "娃娃名额新增多少", "周杰伦是谁", "周杰伦是哪位")
        yield found


async def opened(browser: Browser) -> Page:
    context = await browser.new_context(java_script_enabled=False, viewport=DESK)  # type: ignore[arg-type]
    return await context.new_page()


async def drawn(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


async def go(page: Page, name: str) -> None:
    """To the page called `name` in the navigation."""
    await (
        page.get_by_role("navigation", name=ADMIN["menu"])
        .get_by_role("link", name=ADMIN[name], exact=True)
        .click()
    )


async def test_a_day_at_the_desk(browser: Browser, desk: Office, tmp_path: Path) -> None:
    page = await opened(browser)
    base = str(desk.client.base_url).rstrip("/")

    # A link from Telegram leads in.
    link = desk.access.link(OPERATOR).removeprefix("http://office.test")
    await page.goto(f"{base}{link}")
    await drawn(page, "enter")
    await page.get_by_role("button", name=ADMIN["enter"]).click()
    assert await page.locator("h1").inner_text() == ADMIN["overview"]
    await drawn(page, "overview")

    # What is not in the report is hidden.
    await go(page, "questions")
    await drawn(page, "questions")
    item = page.locator(".item", has_text="周杰伦是谁")
    await item.get_by_role("button", name=ADMIN["hide"]).click()
    assert await page.get_by_role("status").inner_text() == DONE["marked"]
    assert await page.get_by_text("周杰伦是谁").count() == 0

    # A right answer becomes gold.
    await page.get_by_role("link", name=ADMIN["recent"], exact=True).click()
    await drawn(page, "recent")
    item = page.locator(".item", has_text=ASKED)
    await item.get_by_role("button", name=ADMIN["right"]).click()

    # A question is marked with its sentence, then taught.
    await page.goto(f"{base}/admin/question?q=娃娃名额新增多少&p=7")
    await drawn(page, "question")
    item = page.locator(".item", has_text="4200")
    await item.get_by_role("button", name=ADMIN["label"]).click()
    await go(page, "lexicon")
    await page.get_by_label(ADMIN["new_line"]).fill("娃娃名额 → 幼儿园学位")
    await page.get_by_role("button", name=ADMIN["try"]).click()
    assert await page.locator("h1").inner_text() == ADMIN["trial"]
    await drawn(page, "trial")
    await page.locator("main .choose button").click()
    assert await page.get_by_role("status").inner_text() == DONE["kept"]

    # The office's own report is sent, looked at, and put in, in place of the shipped one.
    (desk.seeds / "shipped.list").write_text(f"{NAME}\n", encoding="utf-8")
    await go(page, "reports")
    await drawn(page, "reports")
    file = tmp_path / "另一市2024年.txt"
    file.write_text(CRAFTED.replace("某某市", "另一市"), encoding="utf-8")
    await page.get_by_label(ADMIN["file"]).set_input_files(file)
    await page.get_by_role("button", name=ADMIN["send"]).click()
    await drawn(page, "understood")
    await page.get_by_role("button", name=ADMIN["confirm"]).click()
    assert await page.get_by_role("status").inner_text() == DONE["put-in"]
    assert await page.get_by_role("link", name="另一市政府工作报告").count() == 1
    assert await page.get_by_role("link", name="某某市政府工作报告").count() == 0
    assert (desk.seeds / ".set-aside" / NAME).is_file()

    await go(page, "phrasings")
    await drawn(page, "phrasings")
    await go(page, "audit")
    await drawn(page, "audit")
    assert await page.get_by_role("cell", name="娃娃名额 → 幼儿园学位").count() >= 1

    # The last change is taken back.
    await go(page, "overview")
    await page.get_by_role("button", name=ADMIN["undo"]).click()
    assert await page.get_by_role("status").inner_text() == DONE["undone"]
    assert not (desk.seeds / "own.lexicon.txt").exists()
    await page.get_by_role("button", name=ADMIN["log_out"]).click()
    await page.goto(f"{base}/admin/audit")
    assert await page.get_by_label(ADMIN["token"]).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_fits_a_phone_and_can_be_read(
    browser: Browser, desk: Office, scheme: str
) -> None:
    context = await browser.new_context(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    page = await context.new_page()
    base = str(desk.client.base_url).rstrip("/")
    await page.goto(f"{base}/admin/login")
    await page.get_by_label(ADMIN["token"]).fill(LET_IN)
    await page.get_by_role("button", name=ADMIN["log_in"]).click()
    for path in (
        "", "/questions", "/questions?list=recent", f"/question?q={ASKED}", "/reports",
        "/report?id=某某市2024年", "/phrasings", "/lexicon", "/audit",
    ):  # fmt: skip
        await page.goto(f"{base}/admin{path}")
        await drawn(page, f"phone-{scheme}-{path.strip('/').partition('?')[0] or 'overview'}")
        wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path
        contrast, characters, _ = await page.evaluate(CONTRAST)
        assert contrast >= 4.5, (path, characters, contrast)
        small = await page.evaluate(
            "[...document.querySelectorAll('button, input:not([type=hidden]), select')]"
            ".filter(each => each.getBoundingClientRect().height < 40).length"
        )
        assert small == 0, path
