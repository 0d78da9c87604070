"""The client that talks to the Bot API."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.metrics import Metrics
from bot.settings import Settings
from bot.telegram.connections import Connections
from bot.telegram.delivery import Delivery
from bot.telegram.polling import PollWatch
from bot.telegram.wholeness import whole

__all__ = ["Client"]

_log = logging.getLogger(__name__)


class _Polls(HTTPXRequest):
    """Polls whose updates are whole."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As in `BaseRequest`; of a malformed update only its number is left."""
        answer = HTTPXRequest.parse_json_payload(payload)
        updates = answer.get("result")
        if isinstance(updates, list):
            answer["result"] = [whole(each) if _has_number(each) else each for each in updates]
        return answer


def _has_number(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


class Client(ExtBot[None]):
    """An `ExtBot` whose polls are watched, and which no single update can bring to a halt."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        """A client for the token and the server of `settings`; the token has to be set."""
        if settings.telegram_bot_token is None:
            message = "TELEGRAM_BOT_TOKEN is not set"
            raise ValueError(message)
        super().__init__(
            token=settings.telegram_bot_token.get_secret_value(),
            base_url=f"{settings.telegram_api_url}/bot",
            base_file_url=f"{settings.telegram_api_url}/file/bot",
            request=Connections(),
            get_updates_request=_Polls(),
            rate_limiter=Delivery(settings.telegram_pace, metrics),
        )
        self._watch = PollWatch()
        self._metrics = metrics

    @property
    def watch(self) -> PollWatch:
        """Hears how each poll went."""
        return self._watch

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """As in `Bot`; an update that cannot be read is passed over rather than asked for again.

        The library would back off until Telegram forgets it, a day later.
        """
        try:
            updates = await super().get_updates(*args, **kwargs)
        except TelegramError as error:
            self.watch.failed(error)
            self._metrics.telegram_error(type(error).__name__)
            raise
        except Exception:
            updates = await self._readable_updates(**kwargs)
        self.watch.answered()
        self._metrics.polls.beat()
        if updates:
            self._metrics.updates.beat()
        return updates

    async def _readable_updates(self, **kwargs: Any) -> tuple[Update, ...]:
        """The waiting updates, each read by itself; one that cannot be read is an empty one."""
        asked = {name: kwargs[name] for name in ("offset", "allowed_updates") if kwargs.get(name)}
        raw: Any = await self._post("getUpdates", asked)
        if not isinstance(raw, list):
            message = "an answer to getUpdates that is no list"
            raise NetworkError(message)
        return tuple(update for each in raw if (update := self._read(each)) is not None)

    def _read(self, raw: Any) -> Update | None:
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(number, int):
            _log.error("An update without a number was left out")
            return None
        try:
            return Update.de_json(raw, self)
        except Exception as error:
            _log.error(
                "Update %d cannot be read (%s) and was left out", number, type(error).__name__
            )
            return Update(number)
