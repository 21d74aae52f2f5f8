"""The versions of the demonstration's publications: adopted by the worker, one after the other."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from association.base.models import User
from association.publications.adopting import jobs
from association.publications.models import Edition
from association.publications.pages import PublicationPage
from home.demonstration.read import read_content

USERNAME = "eindredactie"


def ask_for_editions(key: str, publications: list[dict[str, Any]]) -> int:
    """Have the worker adopt the versions that content tells of, of publications that have none; returns how many."""
    asked = 0
    for entry in publications:
        if not entry.get("editions"):
            continue
        page = PublicationPage.objects.filter(slug=entry["slug"], editions=None).first()
        if page is not None:
            transaction.on_commit(partial(adopt_all.enqueue, key, page.pk))
            asked += 1
    return asked


@task(backend="noaber", queue_name="documents")
def adopt_all(key: str, number: int) -> None:
    """Adopt the versions of one publication in their order; one that is there is left as it is."""
    page = PublicationPage.objects.get(pk=number)
    user = User.objects.filter(username=USERNAME).first()
    content = next(entry for entry in read_content(key).publications if entry["slug"] == page.slug)
    for entry in content["editions"]:
        if not Edition.objects.filter(publication=page.pk, dated=entry["dated"]).exists():
            edition = jobs.request_edition(publication=page, user=user, **fields_of(entry))
            jobs.adopt(edition.pk)


def fields_of(entry: dict[str, Any]) -> dict[str, Any]:
    """What the content says of a version, as the fields of an edition."""
    day: date = entry["dated"]
    by = entry.get("decided_by", "")
    return {
        "dated": day,
        "reference_date": entry.get("reference_date", day),
        "decisions": [{"by": by, "on": day.isoformat(), "place": ""}] if by else [],
        "change_notes": entry.get("change_notes", ""),
        "remark": entry["remark"],
    }
