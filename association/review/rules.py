"""Rules of reading along: secrets of links, terms, and why somebody cannot agree."""

import hashlib
import secrets
from datetime import date, timedelta
from enum import StrEnum

from django.core.signing import BadSignature, Signer

LINK_LASTS = timedelta(days=7)
WORKING_DAYS = 3
SATURDAY = 5
# 32 bytes: 256 bits of chance.
SECRET_BYTES = 32


class Refusal(StrEnum):
    """Why somebody cannot agree."""

    OWN = "eigen"
    CHANGED = "gewijzigd"
    OVER = "voorbij"
    RIGHTS = "rechten"


REFUSALS = {
    Refusal.OWN: "Bij deze soort pagina geeft een ander akkoord: u schreef zelf mee, of u vroeg zelf om meelezen.",
    Refusal.CHANGED: "De tekst is gewijzigd sinds u haar las. Lees de nieuwste versie en geef dan akkoord.",
    Refusal.OVER: "Het meelezen was al voorbij: iemand anders was u voor, of de schrijver trok het verzoek in.",
    Refusal.RIGHTS: "U mag deze pagina niet plaatsen. Vraag het een eindredacteur.",
}


class NoMoreAsking(Exception):
    """Nobody can be asked to read along now; the message says why, in Dutch."""


def signer() -> Signer:
    """What signs the secrets of links, and nothing else."""
    return Signer(sep=".", salt="association.review.link")


def new_token() -> str:
    """A fresh secret with its signature, as it stands in an address."""
    return signer().sign(secrets.token_urlsafe(SECRET_BYTES))


def hash_of(token: str) -> str | None:
    """The hash under which a token's link is kept; None for a token that was not made here."""
    try:
        secret = signer().unsign(token)
    except BadSignature:
        return None
    return hashlib.sha256(secret.encode()).hexdigest()


def working_days_after(day: date, count: int = WORKING_DAYS) -> date:
    """The day that many working days later; Saturdays and Sundays are none."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
