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
from bot.conversation.lookup import last_of, or_unavailable
from bot.journal import Channel, Entry, Feedback, Journal
from bot.messages.reply import Reply
from bot.privacy import scrub
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import Limit
from bot.runtime.recording import FAILED, PAUSED, entry_of
from retrieval import Answer, Hit, LastQuestion, Library, Outcome, Report, turn_in

__all__ = ["Asked", "Asking", "Refusal", "WebQuestion", "read_question"]

# A provider gives each household at least a network of this many bits; limiting single addresses
# would limit nobody.
_IPV6_BITS = 64
# Digits of a rank in an address; int() itself would convert a million of them.
_MOST_DIGITS = 3
# Messages that a follow-up may stand on: each of them is understood again.
_MESSAGES = 4
# Excerpts that a search within one report marks: as many as one can page through elsewhere.
_WITHIN = 5


@dataclass(frozen=True, slots=True)
class WebQuestion:
    """The question in an address.

    `text`: without personal data; `personal`: whether any was removed.
    `after`: the messages that make up the question which it follows, `at`: the hit shown for that
    (there from 1), from 0.  `rank`: the hit to show (`n`, there from 1), from 0; None for none.
    """

    text: str
    personal: bool = False
    after: tuple[str, ...] = ()
    at: int = 0
    rank: int | None = None

    def last(self, library: Library) -> LastQuestion | None:
        """The question that it follows, in full.  May search."""
        return last_of(library, self.after, self.at)


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
    after = tuple(each for word in query.getlist("after") if (each := scrub(word.strip())))
    at, rank = (_rank(query.get(each, "")) for each in ("at", "n"))
    return WebQuestion(text, text != given, after[-_MESSAGES:], at or 0, rank)


def _rank(number: str) -> int | None:
    """The rank from 0 of `number`, which counts from 1; None for what is none."""
    known = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    return int(number) - 1 if known and int(number) else None


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
    privacy: Callable[[], str] = str
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
            answered = await asyncio.to_thread(self._answered, question)
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

    def _answered(self, question: WebQuestion) -> Answered:
        conversation = self.live.conversation
        last = or_unavailable(lambda: question.last(conversation.library), None)
        return conversation.answer_once(question.text, last, question.rank)

    async def answer(self, question: WebQuestion, top: int) -> Answer:
        """The answer to `question` with up to `top` hits, which is recorded.

        Raises IndexUnavailableError.
        """
        begun, library = time.perf_counter(), self.live.library
        turn = await asyncio.to_thread(
            lambda: turn_in(
                library,
                question.text,
                question.last(library),
                lambda text: library.ask(text, top),
            )
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
