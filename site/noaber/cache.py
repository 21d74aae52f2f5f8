"""A Redis cache whose absence is a miss."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


def forgiving(method: Callable[P, R], answer: Any) -> Callable[P, R]:
    """The method, giving `answer` and a line in the log when the server cannot be reached."""

    @wraps(method)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("The cache cannot be reached: %s", error)
            return answer() if callable(answer) else answer

    return wrapper


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; an unreachable server means that nothing is found and nothing is kept."""

    add = forgiving(RedisCache.add, False)
    set = forgiving(RedisCache.set, None)
    touch = forgiving(RedisCache.touch, False)
    delete = forgiving(RedisCache.delete, False)
    get_many = forgiving(RedisCache.get_many, dict)
    has_key = forgiving(RedisCache.has_key, False)
    set_many = forgiving(RedisCache.set_many, list)
    delete_many = forgiving(RedisCache.delete_many, None)
    clear = forgiving(RedisCache.clear, False)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default` when it is not there or the server is not."""
        return forgiving(super().get, default)(key, default, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """The new value; without a server the count starts again."""
        return forgiving(super().incr, delta)(key, delta, version)
