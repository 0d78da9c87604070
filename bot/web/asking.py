"""Questions on the web side: the same limit, pause, journal and privacy as in Telegram."""

from __future__ import annotations

import asyncio
import ipaddress
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import QueryParams
from starlette.requests import Request

from bot import wording
from bot.conversation.answered import Answered
from bot.journal import Channel, Entry, Feedback, Journal
from bot.messages.reply import Reply
from bot.privacy import scrub
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import Limit
from bot.runtime.recording import FAILED, PAUSED, entry_of
from retrieval import Answer, Hit, LastQuestion, Outcome, Report, take_turn

__all__ = ["Asked", "Asking", "Refusal", "WebQuestion", "read_question"]

# A provider gives each household at least a network of this many bits; limiting single addresses
# would limit nobody.
_IPV6_BITS = 64
# Digits of a rank in an address; int() itself would convert a million of them.
_MOST_DIGITS = 3
# Excerpts that a search within one report marks: as many as one can page through elsewhere.
_WITHIN = 5


@dataclass(frozen=True, slots=True)
class WebQuestion:
    """The question in an address.

    `text`: without personal data; `personal`: whether any was removed.
    `last`: the question that it follows (`after`, with the hit shown for it in `at`).
    `rank`: the hit to show (`n`, there from 1), from 0.
    """

    text: str
    personal: bool = False
    last: LastQuestion | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request gets no answer; `wait`: seconds after which it may, 0 where nobody knows."""

    status: HTTPStatus
    text: str
    wait: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a response that says so."""
        return {"Retry-After": str(self.wait)} if self.wait else {}


@dataclass(frozen=True, slots=True)
class Asked:
    """An answered question; `name`: what a rating of the answer calls it."""

    answered: Answered
    name: str


def read_question(query: QueryParams) -> WebQuestion:
    """The question in the query of an address; malformed numbers are left out."""
    given = query.get("q", "").strip()
    text = scrub(given)
    after = scrub(query.get("after", "").strip())
    last = LastQuestion(after, _rank(query.get("at", ""))) if after else None
    return WebQuestion(text, text != given, last, _rank(query.get("n", "")))


def _rank(number: str) -> int:
    """The rank from 0 of `number`, which counts from 1."""
    known = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    return max(int(number) - 1, 0) if known else 0


def _network(request: Request) -> str:
    """The address that a request is limited by: that of the client, of IPv6 its network."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:  # a proxy named none
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _IPV6_BITS), strict=False))
    return host


@dataclass(frozen=True)
class Asking:
    """What it takes to answer on the web side.

    `paused`: the reason of the pause, None while there is none.  `privacy`: what is kept of a
    question.  `bot_name`: the bot's name in Telegram, empty while it is not known.  `origins`: the
    sites whose scripts may read the API, `*` for all.
    """

    live: LiveLibrary
    limit: Limit
    journal: Journal
    metrics: Metrics
    paused: Callable[[], str | None] = lambda: None
    privacy: str = ""
    bot_name: Callable[[], str] = str
    origins: tuple[str, ...] = ()

    async def refusal(self, request: Request, question: str, channel: Channel) -> Refusal | None:
        """Why `request` gets no answer; None where it gets one.  Counts it."""
        seconds = await self.limit.wait(_network(request))
        if seconds:
            status = HTTPStatus.TOO_MANY_REQUESTS
            return Refusal(status, wording.please_wait(seconds), seconds)
        reason = self.paused()
        if reason is None:
            return None
        if question:
            self._record(Entry(channel, PAUSED, 0.0, question=question))
        return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, wording.paused(reason))

    async def ask(self, question: WebQuestion, channel: Channel) -> Asked:
        """The reply to `question`, which is recorded.  Raises LookupError where the answer has no
        hit of that rank."""
        begun, name = time.perf_counter(), uuid.uuid4().hex
        try:
            answered = await asyncio.to_thread(
                self.live.conversation.answer_once, question.text, question.last, question.rank
            )
        except LookupError:
            raise
        except Exception:
            self._record(Entry(channel, FAILED, 0.0, question=question.text))
            raise
        # A further hit of an answer is no further question.
        seconds = time.perf_counter() - begun
        if not question.rank:
            self._recorded(answered, channel, seconds, name)
        return Asked(answered, name)

    async def answer(self, question: WebQuestion, top: int) -> Answer:
        """The answer to `question` with up to `top` hits, which is recorded.

        Raises IndexUnavailableError.
        """
        begun, library = time.perf_counter(), self.live.library
        turn = await asyncio.to_thread(
            take_turn,
            question.text,
            question.last,
            ask=lambda text: library.ask(text, top),
            follow=library.follow,
        )
        answered = Answered(Reply(()), turn.answer)
        self._recorded(answered, Channel.API, time.perf_counter() - begun)
        return turn.answer

    async def search(self, report: Report, text: str) -> tuple[Hit, ...]:
        """The excerpts of `report` for `text`, best first; the question is recorded."""
        begun = time.perf_counter()
        library = self.live.library
        hits = await asyncio.to_thread(library.within, report.name, text, _WITHIN)
        seconds = time.perf_counter() - begun
        outcome = Outcome.ANSWERED if hits else Outcome.NOT_IN_REPORT
        paragraph = hits[0].location.paragraph if hits else None
        self._record(
            Entry(
                Channel.WEB,
                outcome.value,
                1000 * seconds,
                question=text,
                report=report.name,
                paragraph=paragraph,
            )
        )
        return hits

    def rate(self, name: str, *, useful: bool) -> None:
        """Records that the answer called `name` was useful, or not."""
        self.journal.feedback(name, Feedback.UP if useful else Feedback.DOWN)

    def _recorded(
        self, answered: Answered, channel: Channel, seconds: float, name: str | None = None
    ) -> None:
        entry = entry_of(answered, channel, seconds, name=name)
        if entry is not None:
            self._record(entry)

    def _record(self, entry: Entry) -> None:
        self.metrics.question(entry.outcome, entry.channel.value, entry.milliseconds / 1000)
        self.journal.record(entry)
