"""The bot's web side: reading pages, the webhook, health and metrics.  Needs the extra `web`."""

from bot.messages.page_links import reading_url
from bot.web.application import build_web
from bot.web.deduplication import MemorySeen, RedisSeen, Seen, State
from bot.web.prometheus import PrometheusMetrics
from bot.web.server import WebError, WebServer, bind
from bot.web.webhook import Webhook

__all__ = [
    "MemorySeen",
    "PrometheusMetrics",
    "RedisSeen",
    "Seen",
    "State",
    "WebError",
    "WebServer",
    "Webhook",
    "bind",
    "build_web",
    "reading_url",
]
