"""A publication that may be adopted."""

import pytest

from association.publications.pages import PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import paragraph
from tests.factories.publications import make_chapter, make_publication
from tests.factories.snapshots import remembered


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """A publication with two chapters, the first of which links to the second."""
    return remembered(  # type: ignore[no-any-return]
        "publication to adopt", lambda: make_adoptable(vdg), PublicationPage.objects.get, upon="vdg"
    )


def make_adoptable(setup: SiteSetUp) -> PublicationPage:
    """Make that publication."""
    found = make_publication(setup, "Werkplan", slug="werkplan")
    second = make_chapter(found, "Wonen", slug="wonen", body=[paragraph("De tekst over wonen.")])
    link = f'<a linktype="page" id="{second.pk}">wonen</a>'
    make_chapter(found, "Zorg", slug="zorg", body=[{"type": "paragraph", "value": f"<p>Zie ook {link}.</p>"}])
    return found
