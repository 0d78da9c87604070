"""What attackers do to the web side, in a process of their own: `python -m … URL SEED`.

It goes on until it is asked to end (SIGTERM), and writes how often each kind was done as JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import signal
import sys
from collections import Counter
from urllib.parse import urlsplit

import httpx

__all__ = ["main"]

_REPORT = "/reports/government-work-report-2016"
# Connections that say nothing, at once: more than the web side takes.
_HALF_OPEN = 1_100
# Readers of a report's page, each of another citation, so that each page is made.
_READERS = 32
# Seconds between two attacks, and for which connections stay half open.
_PAUSE, _HELD = 2.0, 5.0
_ODD = (
    "/reports/" + "长" * 500, "/reports/..%2f..%2fetc%2fpasswd", "/ask?q=" + "%EF%B7%BA" * 1000,
    "/api/ask?q=%E5%81%9C&top=999", "/api/ask?q=" + "%E3%8D%BF" * 800, "/static/../../.env",
    "/reports/x?s=9-1&v=%00", "/?q=%ED%A0%80", f"{_REPORT}/figures?about=" + "1" * 3000,
    f"{_REPORT}?q=" + "%E6%A0%B7" * 800, "/figures?about=%EF%B7%BA", "/sitemap.xml", "/admin",
)  # fmt: skip


class _Web:
    def __init__(self, url: str, seed: int) -> None:
        self._url = url
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.done: Counter[str] = Counter()

    async def run(self) -> None:
        kinds = (self._half_open, self._readers, self._readers, self._odd, self._odd, self._slow)
        first = iter(dict.fromkeys(kinds))  # each once: first uses belong to the warm-up
        while True:
            with contextlib.suppress(httpx.HTTPError, OSError):
                await (next(first, None) or self._random.choice(kinds))()
            await asyncio.sleep(self._random.uniform(0, 2 * _PAUSE))

    async def _half_open(self) -> None:
        await self._held(_HALF_OPEN, [b""])
        self.done[f"{_HALF_OPEN} connections that say nothing"] += 1

    async def _slow(self) -> None:
        head = [b"GET / HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 5]
        await self._held(20, head)
        self.done["20 requests that never end"] += 1

    async def _held(self, count: int, said: list[bytes]) -> None:
        parts = urlsplit(self._url)
        opened = []
        for _ in range(count):
            with contextlib.suppress(OSError):
                opened.append(await asyncio.open_connection(parts.hostname, parts.port))
        for piece in said:
            for _, writer in opened:
                with contextlib.suppress(OSError):
                    writer.write(piece)
            await asyncio.sleep(_HELD / len(said))
        for _, writer in opened:
            writer.close()

    async def _readers(self) -> None:
        async with httpx.AsyncClient(base_url=self._url, trust_env=False, timeout=60) as client:
            starts = (self._random.randrange(40_000) for _ in range(_READERS))
            pages = (client.get(f"{_REPORT}?s={start}-{start + 20}") for start in starts)
            await asyncio.gather(*pages, return_exceptions=True)
        self.done[f"{_READERS} readers at once"] += 1

    async def _odd(self) -> None:
        async with httpx.AsyncClient(base_url=self._url, trust_env=False, timeout=60) as client:
            for path in _ODD:
                with contextlib.suppress(httpx.HTTPError, httpx.InvalidURL):
                    await client.get(path)
            await client.post("/rate", content=b"answer=" + b"x" * 100_000)
        self.done[f"{len(_ODD) + 1} odd requests"] += 1


async def main(url: str, seed: int) -> None:
    """Goes on until it is asked to end."""
    web = _Web(url, seed)
    running = asyncio.create_task(web.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await running
    print(json.dumps(web.done))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
