"""Extras: optional dependencies, and the message where one is missing."""

from __future__ import annotations

import importlib.util

__all__ = ["missing"]

# A module of each extra.
_MODULES = {
    "milvus": "pymilvus",
    "postgresql": "psycopg",
    "redis": "redis",
    "statistics": "matplotlib",
    "watch": "watchfiles",
    "web": "itsdangerous",
}


def missing(extra: str) -> str:
    """How to install `extra`, to follow the name of a setting; empty where it is installed."""
    if importlib.util.find_spec(_MODULES[extra]) is not None:
        return ""
    return f"needs the extra `{extra}`: python -m pip install '.[{extra}]'"
