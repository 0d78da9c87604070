"""What has to be reached: Telegram, Redis; and the port that has to be free."""

from __future__ import annotations

import asyncio
import contextlib
import re

import httpx
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.check.outcome import Outcome
from bot.runtime.rate_limit import unreachable
from bot.settings import Settings

__all__ = ["check_port", "check_redis", "check_telegram"]

# Tokens of @BotFather.  Self-hosted servers may issue others, so that settings do not require it.
_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")
# Seconds: who checks waits for that, and a server that takes longer is as good as away.
_PATIENCE = 5.0


async def check_telegram(settings: Settings, outcome: Outcome) -> None:
    """Whether the token is one, and whether Telegram knows it."""
    token = settings.telegram_bot_token
    if token is None:
        where = "in the terminal" if settings.web_port is None else "on the web side alone"
        outcome.passed.append(f"TELEGRAM_BOT_TOKEN: not set, so the conversation runs {where}")
        return
    secret = token.get_secret_value()
    if not _TOKEN.fullmatch(secret):
        outcome.failed.append(
            "TELEGRAM_BOT_TOKEN: is no token; copy it again from @BotFather (123456789:AAE…)"
        )
        return
    try:
        request = HTTPXRequest(
            connect_timeout=_PATIENCE, read_timeout=_PATIENCE, proxy=settings.proxy_url
        )
        bot = Bot(secret, f"{settings.telegram_api_url}/bot", request=request)
        async with asyncio.timeout(_PATIENCE), bot:
            outcome.passed.append(f"TELEGRAM_BOT_TOKEN: Telegram knows the bot as @{bot.username}")
    except InvalidToken:
        outcome.failed.append(
            "TELEGRAM_BOT_TOKEN: Telegram does not know it; copy it again from @BotFather"
        )
    except (TelegramError, TimeoutError) as error:
        proxy = "the proxy of PROXY_URL" if settings.proxy_url else "PROXY_URL, which is not set"
        reason = str(error) or "no answer"
        outcome.odd.append(
            f"TELEGRAM_API_URL: {settings.telegram_api_url} cannot be reached now "
            f"({reason}); where it is reached through a proxy only, see to {proxy}"
        )
    except (RuntimeError, ValueError, OSError, httpx.InvalidURL) as error:  # proxy, certificates
        outcome.failed.append(f"PROXY_URL: no connection to Telegram can be made ready ({error})")


async def check_redis(settings: Settings, outcome: Outcome) -> None:
    """Whether the storage of the limits answers."""
    if reason := await unreachable(settings.rate_limit_storage, _PATIENCE):
        outcome.failed.append(
            f"RATE_LIMIT_STORAGE: the Redis cannot be reached ({reason}); start it, or mend the "
            "address"
        )


async def check_port(settings: Settings, outcome: Outcome) -> None:
    """Whether the web side's address can be listened on, or a bot does so already."""
    if settings.web_port is None:
        return
    from bot.web import WebError, bind

    try:
        with contextlib.closing(bind(settings.web_host, settings.web_port)):
            pass
    except WebError as error:
        if await _is_ours(settings.web_host, settings.web_port):
            outcome.odd.append(
                f"WEB_PORT: a bot runs on {settings.web_port} already; if it is this one, all is "
                "well, and a second one needs another port"
            )
        else:
            outcome.failed.append(str(error))


async def _is_ours(host: str, port: int) -> bool:
    """Whether what listens there is a bot of this program."""
    address = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - asked, not bound
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE) as client:
            response = await client.get(f"http://{address}:{port}/readyz")
        return set(response.json()) == {"ready", "checks"}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError):
        return False
