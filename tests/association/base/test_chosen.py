"""A form takes no page, picture or document of another association, however it is sent in."""

from typing import Any

import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from association.base.models import RelatedPage
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_document, make_image, make_page, restrict
from tests.factories.posting import content_state, post_page
from tests.factories.staff import staff_client

SECRET = "geheimwoord"


def related(*targets: Any) -> dict[str, Any]:
    """The form fields of related pages."""
    rows = [{"target": str(target.pk), "ORDER": str(place), "id": ""} for place, target in enumerate(targets, 1)]
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 6}
    fields: dict[str, Any] = nested_form_data(
        {"related_links": {**counts, **{str(place): row for place, row in enumerate(rows)}}}
    )
    return fields


def text(*blocks: tuple[str, Any]) -> dict[str, Any]:
    """The form fields of a page's text."""
    fields: dict[str, Any] = nested_form_data({"body": streamfield(list(blocks))})
    return fields


def link(page: Any) -> str:
    """A paragraph with a link to a page."""
    entity = {"type": "LINK", "data": {"id": page.pk, "url": "/x/"}}
    block = {"text": "lees hier", "entityRanges": [{"offset": 0, "length": 4, "key": 0}]}
    return content_state(block, entities=[entity])


def makers(setup: SiteSetUp) -> dict[str, dict[str, Any]]:
    """Ways to lead to what is of a site, by what is crafted."""
    image = make_image(SECRET, collection=setup.collection)
    document = make_document(SECRET, collection=setup.collection)
    page = make_page(setup.home, SECRET, live=False)
    figure = {"image": str(image.pk), "decorative": "", "caption": "", "wide": ""}
    card = {"title": "Kaart", "text": "", "page": str(page.pk), "address": ""}
    files = {"title": "", "documents": {"count": "1", "0": {"deleted": "", "order": "0", "type": "item", "value": str(document.pk), "id": ""}}}  # fmt: skip
    cards = {"items": {"count": "1", "0": {"deleted": "", "order": "0", "type": "item", "value": card, "id": ""}}}
    files["documents"] = flat(files["documents"])
    cards["items"] = flat(cards["items"])
    return {
        "image": {"image": str(image.pk)},
        "related": related(page),
        "figure": text(("figure", figure)),
        "files": text(("documents", files)),
        "card": text(("links", cards)),
        "link": text(("paragraph", link(page))),
    }


def flat(items: dict[str, Any]) -> dict[str, Any]:
    """A list block as a form sends it: a count, and the items by number."""
    return items


@pytest.mark.parametrize("way", ["image", "related", "figure", "files", "card", "link"])
def test_what_is_anothers_is_refused_beside_the_field_and_not_named(vdg: SiteSetUp, vgg: SiteSetUp, way: str) -> None:
    page = make_page(vdg.home, "Ons")
    client = staff_client("VDG eindredactie")

    own, foreign = makers(vdg)[way], makers(vgg)[way]
    refused = post_page(client, page, foreign)
    html = refused.content.decode()
    revisions = page.revisions.count()
    taken = post_page(client, page, own)

    assert refused.status_code == 200
    assert ("niet van uw vereniging" in html) or ("niet naar deze pagina verwijzen" in html)
    assert SECRET not in html
    assert revisions == 1
    assert taken.status_code == 302, taken.context["form"].errors if taken.context else taken.status_code


def test_what_a_superuser_chose_stays(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    image = make_image(SECRET, collection=vgg.collection)
    page = make_page(vdg.home, "Ons", image=image)

    answer = post_page(staff_client("VDG eindredactie"), page, {"title": "Anders"})

    assert answer.status_code == 302
    assert StandardPage.objects.values_list("title", "image").get(pk=page.pk) == ("Anders", image.pk)


def test_public_page_of_the_own_site_may_be_led_to_and_no_other(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    page, ours, theirs, kept = make_page(vdg.home), make_page(vdg.home), make_page(vgg.home), make_page(vgg.home)
    restrict(kept)
    client = staff_client("VDG eindredactie")

    answers = [post_page(client, page, related(target)).status_code for target in (ours, theirs, kept)]

    assert answers == [302, 200, 200]
    assert list(RelatedPage.objects.values_list("page", "target")) == [(page.pk, ours.pk)]
