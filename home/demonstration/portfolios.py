"""What is known of the portfolios of the demonstration: their bodies, names, and what they came from."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from association.base.rules.days import Precision, parse_day
from association.memberships.models import Post
from association.organizations.models import Organization
from association.portfolios.actions import record_result
from association.portfolios.models import (
    BodyKind,
    Dossier,
    DossierKind,
    Portfolio,
    PortfolioBody,
    PortfolioName,
)
from home.demonstration.register import Row, day, slug_of, table

LAST = 900  # where portfolios without a page stand in the order of the register


@transaction.atomic
def load_portfolios(association: Organization) -> int:
    """Give the association's portfolios their bodies, names and predecessors; returns how many got them.

    The register and the portfolios with a page must be there; one that has bodies already is left as people made it.
    """
    rows = [row for row in table("portfolios") if row["association"] == association.slug]
    loader = PortfolioLoader(association)
    wanted = {name for row in rows for name in several(row["predecessor"])}
    for row in rows:
        if row["id"] in wanted:
            loader.make(row)
    return sum([loader.relate(row) for row in rows])


def several(cell: str) -> list[str]:
    """The values of a cell."""
    return list(filter(None, cell.split(";")))


class PortfolioLoader:
    """Knows the bodies and seats of the register by the short names of the tables."""

    def __init__(self, association: Organization) -> None:
        self.association = association
        slugs = {row["id"]: slug_of(row) for row in table("organizations")}
        known = {body.slug: body for body in Organization.objects.filter(slug__in=slugs.values())}
        self.bodies = {name: known[slug] for name, slug in slugs.items() if slug in known}
        self.post_rows = {row["id"]: row for row in table("posts")}
        self.slugs = {row["id"]: row["slug"] for row in table("portfolios")}

    def make(self, row: Row) -> None:
        """A portfolio that others came from; one that is there stays as it is."""
        Portfolio.objects.get_or_create(
            association=self.association,
            slug=row["slug"],
            defaults={"name": row["name"], "abbreviation": row["abbreviation"], "order": LAST},
        )

    def relate(self, row: Row) -> bool:
        """What a portfolio is tied to; whether there was anything to do."""
        portfolio = Portfolio.objects.filter(association=self.association, slug=row["slug"]).first()
        if portfolio is None or portfolio.bodies.exists():
            return False
        if row["start"] and not portfolio.start_date:
            Portfolio.objects.filter(pk=portfolio.pk).update(
                start_date=day(row["start"]), start_precision=row["precision"]
            )
        PortfolioBody.objects.bulk_create(self.numbered(portfolio, row))
        if row["former_name"]:
            PortfolioName.objects.create(
                portfolio=portfolio,
                name=row["former_name"],
                end_date=date(int(row["former_until"]), 1, 1),
                end_precision=Precision.YEAR,
            )
        before = [self.slugs[name] for name in several(row["predecessor"])]
        portfolio.predecessors.add(*Portfolio.objects.filter(association=self.association, slug__in=before))
        return True

    def numbered(self, portfolio: Portfolio, row: Row) -> Iterable[PortfolioBody]:
        """The bodies of a portfolio, in the order of the table."""
        consultations = [self.bodies[name] for name in several(row["consultation"])]
        for body in consultations:
            self.describe(body, row)
        links = [PortfolioBody(kind=BodyKind.CONSULTATION, organization=body) for body in consultations]
        links += [
            PortfolioBody(kind=BodyKind.COMMITTEE, organization=self.bodies[name])
            for name in several(row["committees"])
        ]
        posts = [self.post(self.post_rows[name]) for name in several(row["posts"])]
        links += [PortfolioBody(kind=BodyKind.OTHER, organization=post.organization, post=post) for post in posts]
        for number, link in enumerate(links):
            link.portfolio, link.sort_order = portfolio, number
            # A body that took over on a day does the work from that day.
            link.start_date, link.end_date = body_period(link)
            yield link

    def describe(self, body: Organization, row: Row) -> None:
        """By whom a consultation is held and whether it is being set up, where nobody said so yet."""
        if row["run_by"] and not body.run_by_id:
            Organization.objects.filter(pk=body.pk).update(run_by=self.bodies[row["run_by"]])
        if row["in_development"]:
            Organization.objects.filter(pk=body.pk).update(in_development=True)

    def post(self, row: Row) -> Post:
        """A seat of the register."""
        found: Post = Post.objects.select_related("organization").get(
            organization=self.bodies[row["organization"]], role=row["role"], for_whom_label=row["for_whom_label"]
        )
        return found


def body_period(link: PortfolioBody) -> tuple[date | None, date | None]:
    """From when until when a consultation works for a portfolio: as long as it exists; of others nothing is known."""
    if link.kind != BodyKind.CONSULTATION:
        return None, None
    own = link.organization
    return (own.start_date if own.start_precision == Precision.DAY else None), own.end_date


@transaction.atomic
def load_dossiers(association: Organization, entries: list[dict[str, Any]]) -> int:
    """Make the dossiers that the association does not have, with their results; returns how many.

    The register and the portfolios must be there; a dossier that is there is left as people made it.
    """
    known = set(association.dossiers.values_list("title", flat=True))
    missing = [entry for entry in entries if entry["title"] not in known]
    for entry in missing:
        make_dossier(association, entry)
    return len(missing)


def make_dossier(association: Organization, entry: dict[str, Any]) -> Dossier:
    """A dossier; its participants are all members of the association, or some."""
    since, until = (parse_day(entry[key]) if key in entry else None for key in ("since", "until"))
    dossier: Dossier = Dossier.objects.create(
        association=association,
        title=entry["title"],
        kind=entry.get("kind", DossierKind.FILE),
        state=entry["state"],
        summary=entry["summary"],
        position=entry.get("position", ""),
        lead_label=entry.get("lead", ""),
        start_date=since.day if since else None,
        start_precision=since.precision if since else Precision.DAY,
        end_date=until.next if until else None,
        end_precision=until.precision if until else Precision.DAY,
    )
    dossier.portfolios.set(Portfolio.objects.filter(association=association, slug__in=entry["portfolios"]))
    chosen = entry.get("participants", [])
    members = association.members.all()
    dossier.participants.set(members if chosen == "all" else members.filter(slug__in=chosen))
    dossier.partners.set(Organization.objects.filter(slug__in=entry.get("partners", [])))
    for result in entry.get("results", []):
        found = parse_day(result["day"])
        record_result(dossier=dossier, text=result["text"], day=found.day, precision=found.precision)
    return dossier
