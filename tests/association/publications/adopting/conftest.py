"""A publication that may be adopted."""

import pytest

from association.publications.pages import PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import paragraph
from tests.factories.publications import make_chapter, make_publication


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """A publication with two chapters, the first of which links to the second."""
    found = make_publication(vdg, "Werkplan", slug="werkplan")
    second = make_chapter(found, "Wonen", slug="wonen", body=[paragraph("De tekst over wonen.")])
    link = f'<a linktype="page" id="{second.pk}">wonen</a>'
    make_chapter(found, "Zorg", slug="zorg", body=[{"type": "paragraph", "value": f"<p>Zie ook {link}.</p>"}])
    return found
