"""Portfolios with their bodies, and what their form sends in."""

from datetime import date
from typing import Any

from wagtail.test.utils.form_data import nested_form_data

from association.memberships.models import Post
from association.organizations.models import Organization
from association.portfolios.models import BodyKind, Dossier, Portfolio, PortfolioBody
from tests.factories.register import make_body, make_membership, make_person, make_post

ROWS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


def tie(portfolio: Portfolio, body: Organization, kind: str = BodyKind.CONSULTATION, **fields: Any) -> PortfolioBody:
    """A body of a portfolio; `start` and `end` are days in ISO form, the end not included."""
    for name in ("start", "end"):
        if day := fields.pop(name, ""):
            fields[f"{name}_date"] = date.fromisoformat(day)
    return PortfolioBody.objects.create(portfolio=portfolio, organization=body, kind=kind, **fields)


def make_consultation(portfolio: Portfolio, name: str = "", **fields: Any) -> Post:
    """A consultation of a portfolio; gives the seat of its chair."""
    fields.setdefault("classification", Organization.Classification.PORTFOLIO_CONSULTATION)
    body = make_body(portfolio.association, name, **fields)
    tie(portfolio, body)
    return make_post(body, "chair")


def make_committee(association: Organization, name: str, slug: str) -> Post:
    """A committee of the VNG, which nobody here keeps; gives the association's seat in it."""
    committee, _ = Organization.objects.get_or_create(
        slug=slug, defaults={"name": name, "classification": Organization.Classification.VNG_COMMITTEE}
    )
    return make_post(committee, "representative", for_whom=association, is_personal=True)


def fill(post: Post, name: str, start: str = "", end: str = "", **fields: Any) -> Any:
    """Somebody with a family name in a seat."""
    return make_membership(post, make_person(name, given_name="Jo"), start, end, **fields)


def make_alderman(municipality: Organization, name: str) -> Any:
    """Somebody with a public office."""
    person = make_person(name, given_name="Jo")
    make_membership(make_post(municipality, "alderman", seats=None), person)
    return person


def rows(*items: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """Rows of a form, with how many there are; the first `initial` were there already."""
    numbered = {str(number): {"ORDER": number + 1, **item} for number, item in enumerate(items)}
    return {**ROWS, "TOTAL_FORMS": len(items), "INITIAL_FORMS": initial, **numbered}


def portfolio_form(portfolio: Portfolio, **fields: Any) -> dict[str, Any]:
    """The form of a portfolio as it is, with other values where `fields` has them."""
    chosen = {name: fields.pop(name, []) for name in ("process_leads", "predecessors")}
    own = {name: getattr(portfolio, name) for name in ("name", "abbreviation", "icon", "order", "slug")}
    form: dict[str, Any] = nested_form_data(
        {**own, "first_day": "", "last_day": "", "bodies": rows(), "names": rows(), **fields}
    )
    return {**form, **chosen}


def make_dossier(*portfolios: Portfolio, title: str = "Een dossier", **fields: Any) -> Dossier:
    """A dossier of portfolios of one association; `start` and `end` are days in ISO form, the end not included."""
    for name in ("start", "end"):
        if day := fields.pop(name, ""):
            fields[f"{name}_date"] = date.fromisoformat(day)
    fields.setdefault("summary", "Waar het over gaat.")
    dossier = Dossier.objects.create(association=portfolios[0].association, title=title, **fields)
    dossier.portfolios.set(portfolios)
    return dossier


def dossier_form(dossier: Dossier, **fields: Any) -> dict[str, Any]:
    """The form of a dossier as it is, with other values where `fields` has them."""
    many = {
        name: [item.pk for item in getattr(dossier, name).all()] for name in ("portfolios", "participants", "partners")
    }
    chosen = {name: fields.pop(name, default) for name, default in many.items()}
    own = {name: getattr(dossier, name) for name in ("title", "summary", "kind", "state", "lead_label", "position")}
    form: dict[str, Any] = nested_form_data(
        {
            **own, "association": dossier.association_id, "lead": "", "new_result": "",
            "first_day": dossier.first_words, "last_day": dossier.last_words,
            "links": rows(), "results": rows(), **fields,
        }
    )  # fmt: skip
    return {**form, **chosen}
