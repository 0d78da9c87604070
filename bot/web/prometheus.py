"""Prometheus metrics, and their page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from bot.runtime.metrics import LastSeen, Metrics

__all__ = ["PrometheusMetrics"]

# Seconds: answers take milliseconds; the upper buckets show an overloaded machine.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class _Gaps(Collector):
    """The journal's own counter of lost rows, read on each scrape."""

    def __init__(self, gaps: Callable[[], int]) -> None:
        self._gaps = gaps

    def collect(self) -> Iterator[Metric]:
        """One counter."""
        yield CounterMetricFamily(
            "report_bot_journal_gaps", "Rows that the journal has missed.", value=self._gaps()
        )


class PrometheusMetrics(Metrics):
    """Metrics in a registry of their own; no label identifies a person or a question."""

    def __init__(self) -> None:
        super().__init__()
        self.registry = CollectorRegistry(auto_describe=True)
        self._questions = Counter(
            "report_bot_questions",
            "Questions by outcome and by the channel they came by.",
            ("outcome", "channel"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "report_bot_question_seconds",
            "Time from a question's arrival to its answer.",
            ("channel",),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._errors = Counter(
            "report_bot_telegram_errors",
            "Calls that Telegram refused or that did not reach it, by kind.",
            ("kind",),
            registry=self.registry,
        )
        self._show("index_age", "Seconds since the reports were loaded.", self.index)
        self._show("update_age", "Seconds since Telegram last sent an update.", self.updates)
        self._show("poll_age", "Seconds since Telegram last answered at all.", self.polls)
        ProcessCollector(registry=self.registry)

    def _show(self, name: str, meaning: str, last: LastSeen) -> None:
        gauge = Gauge(f"report_bot_{name}_seconds", meaning, registry=self.registry)
        gauge.set_function(lambda: last.age)

    def question(self, outcome: str, channel: str, seconds: float) -> None:
        """As in `Metrics`."""
        self._questions.labels(outcome, channel).inc()
        self._seconds.labels(channel).observe(seconds)

    def telegram_error(self, kind: str) -> None:
        """As in `Metrics`."""
        self._errors.labels(kind).inc()

    def watch_gaps(self, gaps: Callable[[], int]) -> None:
        """As in `Metrics`; to be called once."""
        self.registry.register(_Gaps(gaps))

    async def page(self, request: Request) -> Response:
        """`/metrics`, in the format that the scraper accepts."""
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        return Response(
            encode(self.registry),
            headers={"Content-Type": content_type, "Cache-Control": "no-store"},
        )
