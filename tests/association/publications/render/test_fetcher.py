"""What a document may fetch."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from association.base.queries import Viewer
from association.publications.render.fetcher import Refused, Sources
from home.actions import SiteSetUp
from tests.factories.content import make_image

pytestmark = pytest.mark.django_db


def sources(setup: SiteSetUp, *images: int) -> Sources:
    """The sources of a document for the public, with some images."""
    return Sources(viewer=Viewer.anonymous(setup.site), brand=setup.brand, images=frozenset(images))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "https://vng.nl/logo.png", "file:///etc/passwd", "ftp://x/", "data:text/html,<b>x</b>",
        "noaber:image/99", "noaber:image/-1", "noaber:image/1/../2", "noaber:secret", "/static/css/noaber.css", "",
    ],
)  # fmt: skip
def test_anything_but_its_own_parts_is_refused(vdg: SiteSetUp, address: str) -> None:
    with pytest.raises(Refused):
        sources(vdg, 1).read(address)


def test_picture_is_jpeg_in_print_size(vdg: SiteSetUp) -> None:
    image = make_image(size=(2000, 400))

    data, kind = sources(vdg, image.pk).read(f"noaber:image/{image.pk}")

    assert (data[:3], kind) == (b"\xff\xd8\xff", "image/jpeg")
    assert [(item.width, item.height) for item in image.renditions.all()] == [(1344, 268)]


def test_picture_of_a_closed_collection_is_not_read_for_the_public(vdg: SiteSetUp) -> None:
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    image = make_image(collection=collection)

    with pytest.raises(FileNotFoundError):
        sources(vdg, image.pk).read(f"noaber:image/{image.pk}")


def test_font_and_mark_come_from_the_package(vdg: SiteSetUp) -> None:
    font, mark = (sources(vdg).read(address) for address in ("noaber:font", "noaber:mark"))

    assert (font[0][:4], font[1]) == (b"wOF2", "font/woff2")
    assert (mark[0][:4], mark[1]) == (b"<svg", "image/svg+xml")
