"""The terms of the demonstration, from a table: what they stand for is public, the explanations are ours."""

import csv
from pathlib import Path

from django.db import transaction

from association.glossary.actions import after_change
from association.glossary.models import Term
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from home.demonstration.register import table

FILE = Path(__file__).parent / "content" / "terms.csv"
BOTH = "both"


def terms() -> list[dict[str, str]]:
    """The rows of the table; `association` is that of a site, or "both", and other names have semicolons between."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load_terms(association: Organization) -> int:
    """Make the terms that the association does not have; returns how many. The portfolios must be there."""
    known = set(association.terms.values_list("slug", flat=True))
    wanted = [row for row in terms() if row["association"] in {association.slug, BOTH} and row["slug"] not in known]
    slugs = {row["id"]: row["slug"] for row in table("portfolios")}
    portfolios = {item.slug: item for item in Portfolio.objects.filter(association=association)}
    for row in wanted:
        # A portfolio of the other association has another slug, or is meant for that one alone.
        own = row["portfolio"].startswith(f"{association.slug}-")
        Term.objects.create(
            association=association,
            slug=row["slug"],
            abbreviation=row["abbreviation"],
            full_form=row["full_form"],
            explanation=row["explanation"],
            other_names="\n".join(filter(None, row["other_names"].split(";"))),
            portfolio=portfolios.get(slugs.get(row["portfolio"], "")) if own else None,
        )
    if wanted:
        after_change(association=association.pk, words=[])
    return len(wanted)
