"""Choices that look like chance and are always the same for the same seed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Chance:
    """A named lot for every question, so that a new question never changes the answer to an old one."""

    seed: str

    def share(self, name: str) -> float:
        """Return the lot called ``name``: at least 0, less than 1."""
        digest = hashlib.blake2b(f"{self.seed}/{name}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big") / 2**48

    def between(self, name: str, low: float, high: float) -> float:
        """Return a number from ``low`` up to ``high``."""
        return low + (high - low) * self.share(name)

    def pick(self, name: str, options: Sequence[T]) -> T:
        """Return one of the options, of which there must be at least one."""
        return options[int(self.share(name) * len(options))]
