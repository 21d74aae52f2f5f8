"""Reads of editions: the one that holds, and the form of it that a viewer gets."""

from typing import Any

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, TextField, Value, When
from wagtail.models import Page

from association.base.queries import Restriction, Viewer

ADOPTED, WITHDRAWN = "adopted", "withdrawn"
WHOLE = "volledig"


def editions() -> Any:
    """All editions. Django gives the class: the models build on this module's neighbours."""
    found: Any = apps.get_model("association", "Edition").objects
    return found


def adopted_editions(publication: int) -> Any:
    """The editions of a publication that were adopted and not withdrawn, the newest first."""
    return editions().filter(publication=publication, status=ADOPTED).order_by("-adopted_at", "-pk")


def latest_edition(publication: int) -> Any:
    """The edition of a publication that holds, or None; one query."""
    return adopted_editions(publication).defer("facts").first()


def passes_all(viewer: Viewer, stored: list[dict[str, Any]]) -> bool:
    """Whether a viewer fulfils the privacy settings that were frozen with a variant."""
    return all(viewer.passes(Restriction(item["id"], item["kind"], "", frozenset(item["groups"]))) for item in stored)


def variants_in_force(publication: int) -> list[Any]:
    """The forms of the edition that holds, each with it, and whether it has errata; empty without one. One query."""
    model: Any = apps.get_model("association", "EditionVariant")
    errata: Any = apps.get_model("association", "Erratum").objects.filter(edition=OuterRef("edition"))
    rows = model.objects.filter(edition__publication=publication, edition__status=ADOPTED).select_related("edition")
    rows = rows.defer("edition__facts", "edition__accepted").annotate(has_errata=Exists(errata))
    found = list(rows.order_by("-edition__adopted_at", "-edition", "-position"))
    return [variant for variant in found if variant.edition_id == found[0].edition_id]


def variant_for(edition: Any, viewer: Viewer) -> Any:
    """The fullest form of an edition that a viewer may see, or None; two queries."""
    return fullest(list(edition.variants.order_by("-position")), viewer)


def fullest(variants: list[Any], viewer: Viewer) -> Any:
    """The fullest of some forms of an edition that a viewer may see, or None; at most one query.

    They fulfil what its readers had to when it was adopted, and none of its chapters was closed to them since.
    """
    return first_open(variants, viewer, shut_chapters(variants, viewer))


def shut_chapters(variants: list[Any], viewer: Viewer) -> set[int]:
    """The pages in some forms of editions that are closed to a viewer now; at most one query."""
    hidden = viewer.hidden_paths
    if not hidden:
        return set()
    numbers = {number for variant in variants for number in variant.chapters}
    paths = Page.objects.filter(pk__in=numbers).values_list("pk", "path")
    return {number for number, path in paths if path.startswith(hidden)}


def first_open(variants: list[Any], viewer: Viewer, shut: set[int]) -> Any:
    """The first of some forms of an edition that a viewer may see, or None; `shut` is what `shut_chapters` gives."""
    closed = viewer.hidden_collections
    for variant in variants:
        has_closed = bool(closed) and any(path.startswith(closed) for path in variant.collections)
        if passes_all(viewer, variant.restrictions) and not shut & set(variant.chapters) and not has_closed:
            return variant
    return None


def holds(edition: Any, page: int) -> bool:
    """Whether a page stands in an edition, in whatever form; one query."""
    articles: Any = apps.get_model("association", "EditionArticle").objects
    return bool(articles.filter(variant__edition=edition.pk, page_id_then=page).exists())


def outline_of(variant: Any) -> list[Any]:
    """The chapters of a variant in reading order, without their text; one query."""
    return [article for article in articles_of(variant, "") if article.path]


def articles_of(variant: Any, path: str) -> list[Any]:
    """The front, the chapters and the whole of a variant; only the one at a path has its text, `shown`. One query."""
    shown = Case(When(path=path, then=F("html")), default=Value(""), output_field=TextField())
    return list(variant.articles.defer("html", "text").annotate(shown=shown).order_by("order"))


def searched_articles(variant: Any) -> list[Any]:
    """The front and the chapters of a variant with their text, in reading order; one query."""
    return list(variant.articles.exclude(path=WHOLE).order_by("order"))


def variants_of(found: list[Any], viewer: Viewer) -> dict[int, Any]:
    """The fullest form that a viewer may see of each of some editions, by edition; two queries, whatever their number.

    An edition of which the viewer may see none is left out.
    """
    model: Any = apps.get_model("association", "EditionVariant").objects
    rows = list(model.filter(edition__in=[edition.pk for edition in found]).order_by("-position"))
    forms: dict[int, list[Any]] = {}
    for row in rows:
        forms.setdefault(row.edition_id, []).append(row)
    shut = shut_chapters(rows, viewer)
    opened = {number: first_open(variants, viewer, shut) for number, variants in forms.items()}
    return {number: variant for number, variant in opened.items() if variant is not None}


def known_editions(publications: list[int]) -> list[Any]:
    """The editions of some publications that were adopted, withdrawn ones too, the newest first; one query."""
    rows = editions().filter(publication__in=publications, status__in=(ADOPTED, WITHDRAWN))
    return list(
        rows.select_related("replacement")
        .defer("facts", "accepted", "replacement__facts")
        .order_by("-adopted_at", "-pk")
    )


def facts_of_editions(numbers: list[int]) -> dict[int, list[dict[str, Any]]]:
    """The frozen facts of some editions, by edition; one query."""
    return dict(editions().filter(pk__in=numbers).values_list("pk", "facts"))


def articles_of_variants(variants: list[Any]) -> dict[int, list[Any]]:
    """The chapters of some variants with their text, in reading order, by variant; one query."""
    model: Any = apps.get_model("association", "EditionArticle").objects
    found: dict[int, list[Any]] = {variant.pk: [] for variant in variants}
    for article in model.filter(variant__in=list(found)).exclude(path=WHOLE).defer("text").order_by("order"):
        found[article.variant_id].append(article)
    return found
