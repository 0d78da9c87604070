"""The webhook as Telegram does it: each update a POST, brought again until it is acknowledged."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json

import httpx

from tests.loopback.checks import ApiError, Json, decoded

__all__ = ["Webhooks"]

# As many at once as keep two replicas busy.
_AT_ONCE = 8
# Seconds between two tries; Telegram waits longer, which would only slow down tests.
_AGAIN = 0.2
_PATIENCE = 60.0


class Webhooks:
    """The part of `Telegram` that brings updates; `replicas`, where there are any, stand for a
    reverse proxy that gives each of them its turn and passes by those that are gone."""

    updates: list[Json]
    changed: asyncio.Condition

    def __init__(self) -> None:
        self.hook: Json | None = None
        self.replicas: list[str] = []
        self.acknowledged: list[int] = []
        self.not_taken: list[int] = []
        self._under_way: set[int] = set()
        self._bringing: asyncio.Task[None] | None = None
        self._turns = itertools.count()

    async def _setWebhook(self, fields: Json) -> bool:  # noqa: N802 - Telegram's names
        url = fields.get("url", "")
        if not url.startswith(("https://", "http://127.0.0.1")):
            text = "bad webhook: An HTTPS URL must be provided for webhook"
            raise ApiError(400, f"Bad Request: {text}")
        allowed = decoded(fields, "allowed_updates")
        self.hook = {"url": url, "secret": fields.get("secret_token", ""), "allowed": allowed}
        if self._bringing is None:
            self._bringing = asyncio.create_task(self._bring_all())
        return True

    async def _deleteWebhook(self, _: Json) -> bool:  # noqa: N802
        self.hook = None
        await self.close()
        return True

    async def close(self) -> None:
        """Brings nothing more."""
        if self._bringing is not None:
            self._bringing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._bringing
            self._bringing = None

    async def _bring_all(self) -> None:
        client = httpx.AsyncClient(timeout=_PATIENCE, trust_env=False)
        async with client, asyncio.TaskGroup() as tasks:
            while True:
                async with self.changed:
                    await self.changed.wait_for(self._next)
                    update = self._next()
                assert update is not None
                self._under_way.add(update["update_id"])
                tasks.create_task(self._bring(client, update))

    def _next(self) -> Json | None:
        if self.hook is None or len(self._under_way) >= _AT_ONCE:
            return None
        waiting = (each for each in self.updates if each["update_id"] not in self._under_way)
        return next(waiting, None)

    async def _bring(self, client: httpx.AsyncClient, update: Json) -> None:
        taken = await self._post(client, update)
        if taken:
            self.acknowledged.append(update["update_id"])
            self.updates[:] = [each for each in self.updates if each is not update]
        else:
            self.not_taken.append(update["update_id"])
            await asyncio.sleep(_AGAIN)
        self._under_way.discard(update["update_id"])
        async with self.changed:
            self.changed.notify_all()

    async def _post(self, client: httpx.AsyncClient, update: Json) -> bool:
        assert self.hook is not None
        path = httpx.URL(self.hook["url"]).path
        bases = self.replicas or [self.hook["url"].removesuffix(path)]
        first = next(self._turns)
        for turn in range(len(bases)):
            base = bases[(first + turn) % len(bases)]
            with contextlib.suppress(httpx.ConnectError):
                return await self._post_to(client, base + path, update)
        return False

    async def _post_to(self, client: httpx.AsyncClient, url: str, update: Json) -> bool:
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": self.hook["secret"] if self.hook else "",
        }
        try:
            answer = await client.post(url, content=json.dumps(update), headers=headers)
        except httpx.ConnectError:
            raise
        except httpx.HTTPError:  # broken off: nobody knows whether it was taken
            return False
        return answer.status_code == httpx.codes.OK
