"""Pages to ask on and to read, the webhook, health and metrics.  Needs the extra `web`."""

from bot.web.admin.gate import Admin
from bot.web.application import build_web
from bot.web.asking import Asking
from bot.web.deduplication import MemoryDeduplicator, RedisDeduplicator, State
from bot.web.prometheus import PrometheusMetrics
from bot.web.server import WebError, WebServer, bind
from bot.web.webhook import Webhook

__all__ = [
    "Admin",
    "Asking",
    "MemoryDeduplicator",
    "PrometheusMetrics",
    "RedisDeduplicator",
    "State",
    "WebError",
    "WebServer",
    "Webhook",
    "bind",
    "build_web",
]
