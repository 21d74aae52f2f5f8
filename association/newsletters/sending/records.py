"""What a domain tells receivers about its mail: SPF, DKIM and DMARC, with the records to copy."""

from dataclasses import dataclass

from django.conf import settings

from association.newsletters.sending.dns import NoAnswer, text_records

UNKNOWN = "De DNS is nu niet te bereiken vanaf deze server, dus wij kunnen dit niet nakijken."


@dataclass(frozen=True)
class Record:
    """One record: its name in the DNS, what it is for, what to put there, what is there and what that means.

    `is_right` is None when it cannot be known here.
    """

    title: str
    name: str
    purpose: str
    wanted: str
    found: tuple[str, ...]
    is_right: bool | None
    verdict: str


@dataclass(frozen=True)
class Domain:
    """A domain with its records."""

    name: str
    records: tuple[Record, ...]


def records_of(domain: str, selector: str = "") -> Domain:
    """The three records of a domain that mail comes from. `selector` is the name of its DKIM key, when known."""
    return Domain(domain, (spf(domain), dkim(domain, selector), dmarc(domain)))


def looked_up(name: str, start: str) -> tuple[tuple[str, ...], bool | None]:
    """The records of a name that start so, and whether there is exactly one; None when the DNS does not answer."""
    try:
        found = tuple(text for text in text_records(name) if text.lower().startswith(start))
    except NoAnswer:
        return (), None
    return found, len(found) == 1


def verdict(is_right: bool | None, found: tuple[str, ...], right: str) -> str:
    """What it means in words."""
    if is_right is None:
        return UNKNOWN
    if is_right:
        return right
    return "Er staan er meer; er mag er maar één zijn." if found else "Dit record is er nog niet."


def spf(domain: str) -> Record:
    """Which servers may send mail (RFC 7208): asked of the domain that failures come back to."""
    name = settings.BOUNCE_ADDRESS.rpartition("@")[2].lower() or domain
    found, is_right = looked_up(name, "v=spf1")
    wanted = f"v=spf1 a:{settings.EMAIL_HOST or 'uw-mailserver'} ~all"
    purpose = "zegt welke servers mail mogen verzenden met dit domein als afzender"
    told = verdict(is_right, found, "Er is een SPF-record. Kijk zelf of het uw mailserver noemt.")
    return Record("SPF", name, purpose, wanted, found, is_right, told)


def dkim(domain: str, selector: str) -> Record:
    """The key with which the mail server signs (RFC 6376); the record comes from who keeps that server."""
    name = f"{selector or 'naam-van-de-sleutel'}._domainkey.{domain}"
    found, is_right = looked_up(name, "v=dkim1") if selector else ((), None)
    told = verdict(is_right, found, "Er is een sleutel.") if selector else "Vul hierboven de naam van de sleutel in."
    return Record(
        "DKIM", name, "hoort bij de handtekening die uw mailserver onder elke mail zet",
        "v=DKIM1; k=rsa; p=… (de sleutel krijgt u van de beheerder van uw mailserver)", found, is_right, told,
    )  # fmt: skip


def dmarc(domain: str) -> Record:
    """What receivers should do with mail that is not real (RFC 7489)."""
    found, is_right = looked_up(f"_dmarc.{domain}", "v=dmarc1")
    return Record(
        "DMARC", f"_dmarc.{domain}", "zegt wat ontvangers doen met mail die niet van u is",
        f"v=DMARC1; p=quarantine; rua=mailto:postmaster@{domain}", found, is_right,
        verdict(is_right, found, "Er is een DMARC-record."),
    )  # fmt: skip
