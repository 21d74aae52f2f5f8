"""Redis: what is kept is found again, and a server that cannot be reached is a miss."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from home.actions import SiteSetUp
from noaber.cache import ForgivingRedisCache
from noaber.settings.base import cache_settings

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def unreachable() -> ForgivingRedisCache:
    """A cache whose server is not there."""
    return ForgivingRedisCache(NOBODY, {"TIMEOUT": 300})


@pytest.fixture
def redis() -> Iterator[ForgivingRedisCache]:
    """A cache on the real server that REDIS_URL names, emptied of what the test kept."""
    address = os.environ.get("REDIS_URL", "")
    if not address:
        pytest.skip("REDIS_URL names no Redis server")
    cache = ForgivingRedisCache(address, {"TIMEOUT": 300, "KEY_PREFIX": f"noaber-test-{os.getpid()}"})
    yield cache
    cache.delete_many(["een", "twee", "teller"])


@pytest.mark.parametrize(
    ("method", "arguments", "answer"),
    [
        ("get", ("een",), None),
        ("get", ("een", "anders"), "anders"),
        ("set", ("een", 1), None),
        ("add", ("een", 1), False),
        ("touch", ("een",), False),
        ("delete", ("een",), False),
        ("has_key", ("een",), False),
        ("get_many", (["een"],), {}),
        ("set_many", ({"een": 1},), []),
        ("delete_many", (["een"],), None),
        ("incr", ("teller",), 1),
        ("clear", (), False),
    ],
)
def test_unreachable_server_is_a_miss(
    unreachable: ForgivingRedisCache,
    caplog: pytest.LogCaptureFixture,
    method: str,
    arguments: tuple[Any, ...],
    answer: Any,
) -> None:
    assert getattr(unreachable, method)(*arguments) == answer
    assert "cache cannot be reached" in caplog.text


def test_page_is_served_without_the_server(vdg: SiteSetUp, client: Client, settings: Any) -> None:
    settings.CACHES = cache_settings(NOBODY)

    answers = [client.get("/").status_code, client.get("/").status_code]

    assert answers == [200, 200]


def test_no_address_means_a_cache_in_the_process() -> None:
    assert cache_settings("")["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


def test_address_means_redis() -> None:
    expected = {"BACKEND": "noaber.cache.ForgivingRedisCache", "LOCATION": NOBODY, "TIMEOUT": 300}

    assert cache_settings(NOBODY)["default"] == expected


def test_what_is_kept_is_found_again(redis: ForgivingRedisCache) -> None:
    redis.set("een", {"waarde": 1})
    redis.set_many({"twee": 2})

    assert redis.get_many(["een", "twee", "drie"]) == {"een": {"waarde": 1}, "twee": 2}


def test_counter_counts(redis: ForgivingRedisCache) -> None:
    redis.set("teller", 4)

    assert (redis.incr("teller"), redis.get("teller")) == (5, 5)


def test_what_is_deleted_is_gone(redis: ForgivingRedisCache) -> None:
    redis.set("een", 1)

    deleted = redis.delete("een")

    assert (deleted, redis.get("een"), redis.delete("een")) == (True, None, False)
