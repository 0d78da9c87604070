"""The image's health check: exit status 0 while the bot's web side answers, or where there is none.

Stands alone, with nothing but the standard library, as it runs every few seconds.
"""

from __future__ import annotations

import os
import sys
import urllib.request

__all__ = ["healthy"]

# Seconds; below the time that the Dockerfile gives the whole check.
_PATIENCE = 4.0


def healthy(port: str) -> bool:
    """Whether `/healthz` answers 200 on this machine's `port`; true for no port at all."""
    if not port:
        return True
    # A proxy that is set for Telegram is none for this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/healthz", timeout=_PATIENCE) as response:
            return bool(response.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if healthy(os.environ.get("WEB_PORT", "").strip()) else 1)
