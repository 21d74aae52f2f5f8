"""For whom files are made."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction

from association.base.queries import Viewer
from association.publications.pages import PublicationPage
from association.publications.queries import chapters_of
from association.publications.render.variants import variants
from home.actions import SiteSetUp
from tests.factories.content import restrict
from tests.factories.publications import make_chapter, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """A publication with three chapters, A, B and C, and a draft."""
    found = make_publication(vdg)
    for name in "abc":
        make_chapter(found, name.upper(), slug=name)
    make_chapter(found, "Concept", live=False)
    return found


def chapter(publication: PublicationPage, slug: str) -> Any:
    """A chapter by its slug."""
    return next(
        page for page in chapters_of(publication, Viewer.anonymous(publication.get_site())) if page.slug == slug
    )


def seen(publication: PublicationPage) -> list[str]:
    """The chapters that stand in each file, in the order in which the files are made."""
    return ["".join(page.title for page in chapters_of(publication, viewer)) for viewer in variants(publication)]


def test_public_document_is_made_once(publication: PublicationPage, vgg: SiteSetUp) -> None:
    restrict(vgg.home, "login")

    assert seen(publication) == ["ABC"]


def test_each_set_of_chapters_is_made_once_least_privileged_first(publication: PublicationPage) -> None:
    a, b, c = (chapter(publication, slug) for slug in "abc")
    restrict(a, "login")
    restrict(b, "groups", "VDG raadsleden", "VDG bestuur")
    restrict(c, "groups", "VDG bestuur")

    found = seen(publication)

    assert found[:2] == ["", "A"]
    assert sorted(found) == ["", "A", "AB", "ABC"]


def test_password_opens_a_file_of_its_own(publication: PublicationPage) -> None:
    restrict(chapter(publication, "b"), "password", password="sesam")

    assert seen(publication) == ["AC", "ABC"]


def test_document_for_members_has_no_public_file(publication: PublicationPage) -> None:
    restrict(publication, "groups", "VDG bestuur")
    [viewer] = variants(publication)

    assert viewer.groups == frozenset(Group.objects.filter(name="VDG bestuur").values_list("pk", flat=True))


def test_document_that_is_not_live_has_no_file(vdg: SiteSetUp) -> None:
    assert variants(make_publication(vdg, live=False)) == []


def test_closed_collection_makes_a_second_file(publication: PublicationPage) -> None:
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    assert seen(publication) == ["ABC", "ABC"]
