"""A publication to read: three chapters, one of which is for members of the council."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import PageViewRestriction

from association.publications.pages import PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import make_user, paragraph, restrict
from tests.factories.publications import heading, make_chapter, make_publication, table
from tests.factories.snapshots import remembered

HOME = "/publicaties/werkplan/"
SECRET = "kwartelkoning"

Read = Callable[..., Tag]


@pytest.fixture
def workplan(vdg: SiteSetUp) -> PublicationPage:
    """A work plan without an edition."""
    return remembered(  # type: ignore[no-any-return]
        "workplan", lambda: make_workplan(vdg), PublicationPage.objects.get, upon="vdg"
    )


def make_workplan(setup: SiteSetUp) -> PublicationPage:
    """Make that work plan."""
    publication = make_publication(
        setup,
        "Werkplan",
        slug="werkplan",
        year=2021,
        summary="Wat wij doen.",
        body=[paragraph("Een woord vooraf over kleivelden.")],
    )
    living = make_chapter(
        publication, "Wonen", slug="wonen", summary="Genoeg huizen.",
        body=[
            paragraph("Het begint met kleine stappen."),
            heading("Het plan"), paragraph("Wij bouwen tien huizen bij het Café aan de Vaart."),
            heading("De mensen"), table("Wie bouwt mee", columns=("Timmerman", "Schilder")),
        ],
    )  # fmt: skip
    make_chapter(living, "Tuinen", slug="tuinen", body=[heading("Het plan"), paragraph("Tien bomen erbij.")])
    secret = make_chapter(
        publication, f"Over de {SECRET}", slug="geheim", body=[paragraph(f"De {SECRET} bouwt tien nesten.")]
    )
    restrict(secret, PageViewRestriction.GROUPS, "VDG raadsleden")
    make_chapter(publication, "Zorg", slug="zorg", body=[heading("Slot"), paragraph("Zorg voor tien dorpen.")])
    return publication


@pytest.fixture
def read(client: Client) -> Read:
    """`read(address, status)` gives what stands in main."""

    def read_main(address: str, status: int = 200, by: Client = client) -> Tag:
        response = by.get(address)
        assert response.status_code == status, (address, response.status_code)
        found = BeautifulSoup(response.content, "html.parser").select_one("main")
        assert found is not None
        return found

    return read_main


@pytest.fixture
def council(workplan: PublicationPage) -> Client:
    """Somebody who may read all of it."""
    client = Client()
    client.force_login(make_user("lid", "VDG raadsleden"))
    return client


def words(element: Tag | None) -> str:
    """The text of an element."""
    assert element is not None
    return " ".join(element.get_text(" ").split())
