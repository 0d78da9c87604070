"""Pictures and documents that the bot sends."""

from __future__ import annotations

from typing import Any

from tests.loopback.checks import ApiError, Json

__all__ = ["check_upload"]

_LONGEST_CAPTION = 1024


def check_upload(fields: Json, kind: str) -> Json:
    """The file of a request, by name and content; raises ApiError where Telegram would refuse."""
    if len(fields.get("caption", "")) > _LONGEST_CAPTION:
        raise ApiError(400, "Bad Request: message caption is too long")
    given: Any = fields.get(kind)
    if isinstance(given, str) and given.startswith("attach://"):
        given = fields.get(given.removeprefix("attach://"))
    if not isinstance(given, dict) or not given["content"]:
        raise ApiError(400, f"Bad Request: there is no {kind} in the request")
    if kind == "photo" and not given["content"].startswith(b"\x89PNG"):
        raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    return given
