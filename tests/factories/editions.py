"""Editions with the texts and facts of their publication, without files: nobody waits for a pdf."""

import datetime
from typing import Any

from django.utils import timezone

from association.base.keeping import keeping
from association.base.models import User
from association.publications.adopting.freezing import frozen_texts
from association.publications.adopting.jobs import publish_chapters
from association.publications.adopting.keeping import EditionKeeper
from association.publications.adopting.working import Form, Working, facts_of_form
from association.publications.models import Edition, EditionArticle, EditionVariant
from association.publications.pages import ChapterPage, PublicationPage
from tests.factories.content import make_user


def freeze(publication: PublicationPage, dated: str, **fields: Any) -> Edition:
    """An edition in force, in a form for every group of readers."""
    day = datetime.date.fromisoformat(dated)
    user = User.objects.filter(username="vastlegger").first() or make_user(
        "vastlegger", "VDG eindredactie", "VGG eindredactie"
    )
    fields = {
        "label": dated,
        "title": publication.title,
        "summary": publication.summary,
        "reference_date": day,
        **fields,
    }
    before = Edition.objects.filter(publication=publication, status=Edition.Status.ADOPTED).order_by("-pk").first()
    edition = Edition.objects.create(
        publication=publication, dated=day, previous=before, requested_by=user, **fields
    )  # fmt: skip
    forms = Working(edition).forms()
    for position, form in enumerate(forms):
        keep_texts(edition, position, form)
    publish_chapters(edition)
    edition.facts, edition.status = facts_of_form(forms[-1]), Edition.Status.ADOPTED
    edition.adopted_at = timezone.now()
    edition.save()
    ChapterPage.objects.filter(path__startswith=publication.path).update(awaits_edition=False)
    return edition


def keep_texts(edition: Edition, position: int, form: Form) -> None:
    """One form of an edition."""
    document = form.document
    variant = EditionVariant.objects.create(
        edition=edition, position=position, restrictions=form.restrictions, collections=list(document.collections),
        chapters=[chapter.entry.page.pk for chapter in document.chapters],
    )  # fmt: skip
    with keeping(EditionKeeper()):
        texts = list(frozen_texts(document.publication.rendered_again(document), edition))
    EditionArticle.objects.bulk_create(
        EditionArticle(
            variant=variant, page_id_then=text.page, order=text.order, path=text.path, level=text.level,
            number=text.number, label=text.label, title=text.title, summary=text.summary, html=text.html,
            text=text.text, sha256=text.sha256, is_restricted=text.is_restricted,
        )
        for text in texts
    )  # fmt: skip
