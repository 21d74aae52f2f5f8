"""The made-up readers of the demonstration: every name is put together by chance, every address is at example.org."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from home.demonstration.read import FOLDER, read_file

# What readers are, and how many of a hundred.
ROLES = {"raadslid": 46, "wethouder": 8, "burgemeester": 2, "griffier": 6, "ambtenaar": 20, "anders": 18}
OF_A_MUNICIPALITY = ("raadslid", "wethouder", "burgemeester", "griffier", "ambtenaar")


@dataclass(frozen=True)
class Reader:
    """Somebody who does not exist: name, address, what they are, and since when they read."""

    name: str
    email: str
    role: str
    municipality: int | None
    portfolios: tuple[int, ...]
    since: datetime
    lists: tuple[int, ...]


def readers(
    number: int,
    *,
    seed: str,
    now: datetime,
    municipalities: list[int],
    portfolios: list[int],
    shares: dict[int, float],
    taken: frozenset[str],
) -> list[Reader]:
    """That many readers, the same ones for the same seed; at least one clerk per municipality.

    `shares` says per list which part of the readers is on it. Nobody has the name of somebody in the register
    (`taken`, in lower case).
    """
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    words = read_file(FOLDER / "readers.toml")
    names = [f"{given} {family}" for given in words["given"] for family in words["family"]]
    names = [name for name in names if name.lower() not in taken]
    chance.shuffle(names)
    found = []
    for place, name in enumerate(names[:number]):
        role = "griffier" if place < len(municipalities) else chance.choices([*ROLES], [*ROLES.values()])[0]
        at_home = role in OF_A_MUNICIPALITY and bool(municipalities)
        municipality = municipalities[place % len(municipalities)] if at_home else None
        lists = tuple(key for key, share in shares.items() if share >= 1 or chance.random() < share)
        wanted = tuple(chance.sample(portfolios, chance.randint(0, min(3, len(portfolios)))))
        since = now - timedelta(days=chance.randint(1, 900), minutes=chance.randint(0, 600))
        address = name.lower().replace(" ", ".") + "@example.org"
        found.append(Reader(name, address, role, municipality, wanted, since, lists))
    return found
