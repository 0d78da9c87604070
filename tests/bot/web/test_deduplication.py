"""Which updates were handled: in one process, and shared through a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.settings import Settings
from bot.web import MemoryDeduplicator, RedisDeduplicator, State, deduplication
from tests.redis_server import RedisServer


@pytest_asyncio.fixture
async def replicas(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[RedisDeduplicator, RedisDeduplicator]]:
    monkeypatch.setattr(deduplication, "_LEASE", 1)
    pair = RedisDeduplicator(redis.url, "bot"), RedisDeduplicator(redis.url, "bot")
    yield pair
    for each in pair:
        await each.close()


async def begun(deduplicator: MemoryDeduplicator, *numbers: int) -> list[State]:
    return [await deduplicator.begin(number) for number in numbers]


async def test_an_update_is_new_then_under_way_then_done() -> None:
    seen = MemoryDeduplicator()
    assert await begun(seen, 1, 1, 2) == [State.NEW, State.UNDER_WAY, State.NEW]
    await seen.done(1)
    assert await begun(seen, 1, 2) == [State.DONE, State.UNDER_WAY]


async def test_an_update_given_up_is_new_again() -> None:
    seen = MemoryDeduplicator()
    await seen.begin(1)
    await seen.give_up(1)
    await seen.give_up(2)
    assert await begun(seen, 1, 2) == [State.NEW, State.NEW]


async def test_memory_is_bounded_and_forgets_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deduplication, "_CAPACITY", 3)
    seen = MemoryDeduplicator()
    for number in range(5):
        await seen.begin(number)
        await seen.done(number)
    assert await begun(seen, 4, 3, 2) == [State.DONE] * 3
    assert await seen.begin(0) is State.NEW


async def test_what_one_replica_has_done_the_other_knows(
    replicas: tuple[RedisDeduplicator, RedisDeduplicator],
) -> None:
    one, other = replicas
    assert await one.begin(1) is State.NEW
    assert await other.begin(1) is State.UNDER_WAY
    await one.done(1)
    assert await other.begin(1) is State.DONE
    assert await one.begin(1) is State.DONE


async def test_of_two_replicas_that_begin_at_once_one_goes_on(
    replicas: tuple[RedisDeduplicator, RedisDeduplicator],
) -> None:
    for number in range(50):
        states = await asyncio.gather(*(each.begin(number) for each in replicas))
        assert sorted(states, key=str) == [State.NEW, State.UNDER_WAY]


async def test_what_a_killed_replica_had_begun_is_taken_over(
    replicas: tuple[RedisDeduplicator, RedisDeduplicator],
) -> None:
    killed, other = replicas
    await killed.begin(1)
    assert await other.begin(1) is State.UNDER_WAY
    await asyncio.sleep(1.2)  # the lease of a second
    assert await other.begin(1) is State.NEW
    assert await killed.begin(1) is State.UNDER_WAY  # it was not dead after all


async def test_what_is_done_outlives_the_lease(
    replicas: tuple[RedisDeduplicator, RedisDeduplicator],
) -> None:
    one, other = replicas
    await one.begin(1)
    await one.done(1)
    await asyncio.sleep(1.2)
    assert await other.begin(1) is State.DONE


async def test_an_update_given_up_by_one_replica_can_be_begun_by_the_other(
    replicas: tuple[RedisDeduplicator, RedisDeduplicator],
) -> None:
    one, other = replicas
    await one.begin(1)
    await one.give_up(1)
    assert await other.begin(1) is State.NEW


async def test_while_redis_is_gone_every_update_counts_as_new(
    redis: RedisServer, replicas: tuple[RedisDeduplicator, RedisDeduplicator], caplog: Any
) -> None:
    one, _ = replicas
    await one.begin(1)
    await one.done(1)
    redis.stop()
    for number in (1, 2):
        assert await one.begin(number) is State.NEW
        await one.done(number)
    assert caplog.text.count("Redis cannot be reached") == 1
    redis.start()
    assert await begun(one, 3, 3) == [State.NEW, State.UNDER_WAY]


async def test_two_bots_on_one_redis_do_not_share_update_ids(redis: RedisServer) -> None:
    from bot.web_side import _deduplicator

    settings = [
        Settings(telegram_bot_token=SecretStr(f"{number}:AAE"), rate_limit_storage=redis.url)
        for number in (1, 2)
    ]
    one, other = map(_deduplicator, settings)
    assert await one.begin(1) is State.NEW
    assert await other.begin(1) is State.NEW
    await one.close()
    await other.close()
