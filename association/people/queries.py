"""Reads over persons, and where a name stands in the database."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

TEXTS = {"CharField", "TextField", "JSONField", "SlugField", "EmailField", "URLField"}
# What follows from other tables, what nobody reads, and what is dealt with by itself (versions of pages).
PASSED_BY = {
    "contenttypes", "auth", "sessions", "modelsearch", "wagtailsearch", "migrations", "django_tasks_database",
    "wagtailcore.revision", "wagtailcore.referenceindex", "association.registerentry", "association.person",
}  # fmt: skip


def names_known(allowed: Any) -> list[dict[str, Any]]:
    """The names of all persons of a query, as columns; one query."""
    columns = ("pk", "form_of_address", "given_name", "initials", "prefix", "family_name", "search_names")
    return list(allowed.present().order_by("pk").values(*columns))


def is_shared(word: str, people: set[int]) -> bool:
    """Whether the name of somebody else than these persons is written as this plain word too; one query."""
    others = apps.get_model("association", "Person").every.filter(search_names__contains=word).exclude(pk__in=people)
    return any(word in names.split() for names in others.values_list("search_names", flat=True))


def with_texts(rows: Any, columns: list[str], fragments: list[str]) -> Any:
    """The rows of a query with some columns as text (`<column>_raw`), in one of which a fragment stands."""
    found = Q()
    for column in columns:
        for fragment in fragments:
            found |= Q(**{f"{column}_raw__icontains": fragment})
    return rows.annotate(**{f"{column}_raw": Cast(column, models.TextField()) for column in columns}).filter(found)


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table that hold text or JSON."""
    fields = [field for field in model._meta.local_concrete_fields if not field.is_relation]
    return [field.attname for field in fields if field.get_internal_type() in TEXTS]


def where_it_stands(fragments: list[str], finds: Callable[[Any], bool]) -> Iterator[tuple[type[models.Model], Any]]:
    """Model and key of each row in which a text is found, but for PASSED_BY; one query for each table.

    The database looks for the fragments, `finds` at what stands in a column.
    """
    for model in apps.get_models():
        columns = text_columns(model)
        skipped = {model._meta.app_label, model._meta.label_lower} & PASSED_BY
        if not columns or skipped or not model._meta.managed:
            continue
        rows = with_texts(model._base_manager.order_by("pk"), columns, fragments)
        for key, *values in rows.values_list("pk", *(f"{column}_raw" for column in columns)):
            if any(value and finds(value) for value in values):
                yield model, key
