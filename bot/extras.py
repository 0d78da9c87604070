"""Extras: what is installed beside the bot's own dependencies, and what to say where it is not."""

from __future__ import annotations

import importlib.util

__all__ = ["missing"]

# A module that comes with the extra.
_MODULES = {
    "milvus": "pymilvus",
    "postgresql": "psycopg",
    "redis": "redis",
    "statistics": "matplotlib",
    "watch": "watchfiles",
    "web": "prometheus_client",
}


def missing(extra: str) -> str:
    """What an operator has to do about `extra`, to follow a name; empty where it is installed."""
    if importlib.util.find_spec(_MODULES[extra]) is not None:
        return ""
    return f"needs the extra `{extra}`: python -m pip install '.[{extra}]'"
