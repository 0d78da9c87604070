"""Health, readiness and metrics over real HTTP."""

from __future__ import annotations

import math
import time

import httpx
import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.runtime.metrics import LastSeen, Metrics
from bot.web import PrometheusMetrics
from retrieval import Library
from tests.bot.web.conftest import running


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels, those in order of their names."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def scraped(client: httpx.AsyncClient) -> dict[tuple[str, ...], float]:
    response = await client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    return samples(response.text)


async def test_questions_errors_ages_and_gaps_are_shown(library: Library) -> None:
    metrics = PrometheusMetrics()
    gaps = [0]
    metrics.watch_gaps(lambda: gaps[0])
    async with running(lambda: library, metrics=metrics) as client:
        first = await scraped(client)
        assert first["report_bot_update_age_seconds",] == math.inf
        metrics.question("answered", "private", 0.004)
        metrics.question("answered", "private", 0.3)
        metrics.question("not_in_report", "group", 0.002)
        metrics.telegram_error("RetryAfter")
        for each in (metrics.index, metrics.updates, metrics.polls):
            each.mark()
        gaps[0] = 7
        now = await scraped(client)
    assert now["report_bot_questions_total", "private", "answered"] == 2
    assert now["report_bot_questions_total", "group", "not_in_report"] == 1
    assert now["report_bot_question_seconds_bucket", "private", "0.005"] == 1
    assert now["report_bot_question_seconds_count", "private"] == 2
    assert now["report_bot_question_seconds_sum", "private"] == pytest.approx(0.304)
    assert now["report_bot_telegram_errors_total", "RetryAfter"] == 1
    assert now["report_bot_journal_gaps_total",] == 7
    for name in ("index", "update", "poll"):
        assert 0 <= now[f"report_bot_{name}_age_seconds",] < 60


async def test_two_bots_in_one_process_count_apart() -> None:
    one, other = PrometheusMetrics(), PrometheusMetrics()
    one.question("answered", "private", 0.1)
    assert ("report_bot_questions_total", "private", "answered") in samples(
        generate_latest(one.registry).decode()
    )
    assert ("report_bot_questions_total", "private", "answered") not in samples(
        generate_latest(other.registry).decode()
    )


async def test_the_scraper_may_ask_for_openmetrics(library: Library) -> None:
    async with running(lambda: library, metrics=PrometheusMetrics()) as client:
        accept = "application/openmetrics-text; version=1.0.0"
        response = await client.get("/metrics", headers={"Accept": accept})
    assert response.headers["content-type"].startswith("application/openmetrics-text")
    assert response.text.endswith("# EOF\n")


def test_without_the_web_side_counting_does_nothing() -> None:
    metrics = Metrics()
    metrics.question("answered", "private", 0.1)
    metrics.telegram_error("TimedOut")
    metrics.watch_gaps(lambda: 1)
    metrics.polls.mark()
    assert metrics.polls.age < 60
    assert metrics.updates.age == math.inf


def test_the_age_follows_the_clock() -> None:
    now = [100.0]
    last = LastSeen(lambda: now[0])
    last.mark()
    now[0] = 107.5
    assert last.age == 7.5
    last.mark()
    assert last.age == 0


async def test_health_says_ok_even_when_not_ready(library: Library) -> None:
    checks = {"index": True, "journal": False}
    async with running(lambda: library, lambda: checks) as client:
        health = await client.get("/healthz")
        assert (health.status_code, health.text) == (200, "ok\n")
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json() == {"ready": False, "checks": checks}
        checks["journal"] = True
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        assert ready.headers["cache-control"] == "no-store"


async def test_a_check_that_fails_itself_is_not_ready_and_tells_no_secret(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    def checks() -> dict[str, bool]:
        message = f"postgresql://user:pass@host at {time.time()}"
        raise OSError(message)

    async with running(lambda: library, checks) as client:
        response = await client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "checks": {"checks": False}}
    assert "Readiness could not be told" in caplog.text
