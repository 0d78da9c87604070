"""The reading page in a real browser: Debian's Chromium, driven through Playwright."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio

from retrieval import Library, Report
from tests.bot.web.conftest import running

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
SEED = "/reports/government-work-report-2016"
CITED = f"{SEED}?s=3067-3094#p13"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 860}

# The lowest contrast between characters and what they stand on, with the characters.
CONTRAST = """() => {
  const luminance = ([r, g, b]) => [r, g, b]
    .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const channels = css => css.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
      if (colour[3] !== 0) throw new Error('translucent');
    }
    return [255, 255, 255];
  };
  let worst = [99, ''];
  const look = (element, pseudo, words) => {
    const style = getComputedStyle(element, pseudo);
    if (!element.checkVisibility() || !words.trim()) return;
    const [a, b] = [luminance(channels(style.color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst[0]) worst = [ratio, words.trim().slice(0, 20)];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    look(node.parentElement, null, node.data); seen += 1;
  }
  for (const number of document.querySelectorAll('.number')) look(number, '::before', number.dataset.text);
  return [...worst, seen];
}"""


# One browser and one server for all tests here, so that they share an event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web(library: Library) -> AsyncIterator[httpx.AsyncClient]:
    async with running(lambda: library) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    pytest.importorskip("playwright", reason="the extra `test-full` is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        await chromium.close()


async def opened(
    browser: Browser, web: httpx.AsyncClient, path: str, size: dict[str, int], **look: Any
) -> Page:
    """`path` in a window of `size`; without script, as the page has to work, unless `look` says."""
    options: dict[str, Any] = {"java_script_enabled": False, "viewport": size, **look}
    context = await browser.new_context(**options)
    page = await context.new_page()
    await page.goto(f"{web.base_url}{path}")
    return page


async def in_view(page: Page, selector: str) -> bool:
    """Whether the element begins in the window, however far the page was scrolled."""
    box = await page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return 0 <= box["y"] < size["height"] * 0.8


async def colour(page: Page, selector: str, name: str) -> str:
    script = "(element, name) => getComputedStyle(element)[name]"
    return str(await page.locator(selector).first.evaluate(script, name))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_the_link_of_an_answer_leads_to_the_highlighted_sentence(
    browser: Browser, web: httpx.AsyncClient, size: dict[str, int]
) -> None:
    page = await opened(browser, web, CITED, size)
    assert (
        await page.locator("mark").inner_text() == "新增停车位2.64万个,6000辆公租自行车投放运营。"
    )
    assert await in_view(page, "mark")
    assert await in_view(page, "#p13")
    mark = await colour(page, "mark", "backgroundColor")
    target = await colour(page, "#p13", "backgroundColor")
    other = await colour(page, "#p12", "backgroundColor")
    assert len({mark, target, other}) == 3
    assert other == "rgba(0, 0, 0, 0)"


async def test_a_sentence_far_down_a_long_paragraph_is_scrolled_into_view(
    browser: Browser, web: httpx.AsyncClient, report: Report
) -> None:
    longest = sorted(report.paragraphs, key=lambda each: each.span.start - each.span.end)[:3]
    for width in (360, 412, 520, 800, 1280):
        page = await opened(browser, web, SEED, {"width": width, "height": 640})
        for paragraph in longest:
            for sentence in (paragraph.sentences[0], paragraph.sentences[-1]):
                query = f"?s={sentence.start}-{sentence.end}#p{paragraph.number}"
                await page.goto(f"{web.base_url}{SEED}{query}")
                assert await in_view(page, "mark"), (width, query)


async def test_anchors_jump_to_paragraph_and_section(
    browser: Browser, web: httpx.AsyncClient, report: Report
) -> None:
    last = f"#p{len(report.paragraphs) - 8}"
    page = await opened(browser, web, SEED + last, PHONE)
    assert await in_view(page, last)
    assert not await in_view(page, "h1")
    page = await opened(browser, web, SEED, PHONE)
    assert await in_view(page, "h1")
    assert not await in_view(page, last)


async def test_on_a_phone_the_contents_open_and_lead_on_without_script(
    browser: Browser, web: httpx.AsyncClient
) -> None:
    page = await opened(browser, web, SEED, PHONE)
    link = page.locator(".contents details a", has_text="今后五年的主要任务")
    assert not await link.is_visible()
    await page.locator("summary").click()
    assert await link.is_visible()
    await link.click()
    assert await in_view(page, "h2:has-text('今后五年的主要任务')")
    await page.locator(".to-contents").click()
    assert await in_view(page, "#contents")


async def test_on_a_wide_screen_the_contents_stay_beside_the_text(
    browser: Browser, web: httpx.AsyncClient
) -> None:
    page = await opened(browser, web, f"{SEED}#p40", DESK)
    link = page.locator(".contents .wide a", has_text="2017年工作建议")
    assert await link.is_visible()
    assert not await page.locator("summary").is_visible()
    beside = await page.locator("#contents").bounding_box()
    assert beside
    assert -1 < beside["y"] < DESK["height"]
    await link.scroll_into_view_if_needed()  # long contents scroll by themselves
    contents, text = await link.bounding_box(), await page.locator("#p40").bounding_box()
    assert contents
    assert text
    assert 0 < contents["y"] < DESK["height"]
    assert contents["x"] + contents["width"] <= text["x"]
    await link.click()
    assert await in_view(page, "h2:has-text('2017年工作建议')")


@pytest.mark.parametrize("path", [SEED, CITED, "/reports", "/nowhere"])
async def test_nothing_is_wider_than_a_phone(
    browser: Browser, web: httpx.AsyncClient, path: str
) -> None:
    for width in (320, 360):
        page = await opened(browser, web, path, {"width": width, "height": 740})
        assert await page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [SEED, CITED, "/reports", "/nowhere"])
async def test_all_characters_have_enough_contrast(
    browser: Browser, web: httpx.AsyncClient, path: str
) -> None:
    for size, scheme in itertools.product((PHONE, DESK), ("light", "dark")):
        page = await opened(browser, web, path, size, color_scheme=scheme, java_script_enabled=True)
        ratio, words, seen = await page.evaluate(CONTRAST)
        assert seen > 3
        assert ratio >= 4.5, (scheme, words)


async def test_dark_and_light_follow_the_reader(browser: Browser, web: httpx.AsyncClient) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        page = await opened(browser, web, SEED, DESK, color_scheme=scheme)
        digits = await colour(page, "html", "backgroundColor")
        grounds[scheme] = sum(int(each) for each in digits[4:-1].split(","))
    assert grounds["light"] > 600
    assert grounds["dark"] < 120


async def test_the_policy_lets_the_page_work_and_blocks_what_is_not_ours(
    browser: Browser, web: httpx.AsyncClient
) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/reports", CITED):
        await page.goto(f"{web.base_url}{path}")
        assert await colour(page, "h1", "textAlign") == "center"  # the style sheet is in force
    assert said == []
    await page.evaluate("document.body.append(document.createElement('style'))")
    await page.evaluate("document.querySelector('style').textContent = 'h1 { color: red }'")
    await page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert any("Content Security Policy" in each for each in said)


async def test_the_keyboard_finds_the_way_past_the_contents(
    browser: Browser, web: httpx.AsyncClient
) -> None:
    page = await opened(browser, web, SEED, DESK)
    await page.keyboard.press("Tab")
    skip = page.locator(".skip")
    box = await skip.bounding_box()
    assert box
    assert box["x"] >= 0
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    focused = await page.evaluate("document.activeElement.className")
    assert focused == "number"


async def test_a_copied_paragraph_is_the_report_and_nothing_else(
    browser: Browser, web: httpx.AsyncClient, report: Report
) -> None:
    page = await opened(browser, web, CITED, DESK)
    copied = await page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('#p13'));"
        " return getSelection().toString(); }"
    )
    assert copied == report.paragraphs[12].span.of(report.text)


async def test_the_reader_of_a_screen_hears_landmarks_numbers_and_where_the_citation_is(
    browser: Browser, web: httpx.AsyncClient
) -> None:
    page = await opened(browser, web, CITED, DESK)
    tree = await page.locator("body").aria_snapshot()
    for landmark in ("banner", "main", 'navigation "目录"', "contentinfo", "article"):
        assert landmark in tree
    assert 'heading "政府工作报告" [level=1]' in tree
    assert 'link "第 13 段"' in tree
    assert tree.index("引文开始：") < tree.index("新增停车位2.64万个") < tree.index("（引文结束）")


async def test_on_paper_there_is_the_report_alone(browser: Browser, web: httpx.AsyncClient) -> None:
    page = await opened(browser, web, SEED, DESK)
    await page.emulate_media(media="print", color_scheme="dark")
    for selector in (".banner", ".contents", ".to-contents", ".skip"):
        assert not await page.locator(selector).is_visible()
    assert await page.locator("#p13").is_visible()
    assert await colour(page, "#p13", "color") == "rgb(0, 0, 0)"


async def test_pages_behind_a_reverse_proxy_under_a_path_find_their_style(
    browser: Browser, library: Library
) -> None:
    async with running(lambda: library) as behind:
        context = await browser.new_context(java_script_enabled=False)
        page = await context.new_page()

        async def proxy(route: Any) -> None:
            path = route.request.url.removeprefix("http://gov.example/asked")
            answer = await behind.get(path)
            kept = {
                k: v
                for k, v in answer.headers.items()
                if k not in ("content-encoding", "content-length")
            }
            await route.fulfill(status=answer.status_code, headers=kept, body=answer.content)

        await page.route("http://gov.example/**", proxy)
        await page.goto("http://gov.example/asked/reports")
        await page.locator(".reports a").click()
        await page.wait_for_url(f"http://gov.example/asked{SEED}")
        assert await colour(page, "h1", "textAlign") == "center"
        await page.locator(".banner a").click()
        await page.wait_for_url("http://gov.example/asked/reports")
        await context.close()
