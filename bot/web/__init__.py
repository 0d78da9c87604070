"""The bot's web side: reading pages, the webhook, health and metrics.  Needs the extra `web`."""

from bot.address import reading_url
from bot.web.application import build_web
from bot.web.prometheus import PrometheusMetrics
from bot.web.seen import MemorySeen, Seen, State
from bot.web.server import WebError, WebServer, bind
from bot.web.webhook import Webhook

__all__ = [
    "MemorySeen",
    "PrometheusMetrics",
    "Seen",
    "State",
    "WebError",
    "WebServer",
    "Webhook",
    "bind",
    "build_web",
    "reading_url",
]
