"""The list of the archive: a picture, a line and the series of each issue, and nothing that is not for everybody."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from association.newsletters.composing.rendering import variants_of
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.sending.preparing import prepare
from home.actions import SiteSetUp
from tests.association.newsletters.test_archive import sent_issue
from tests.factories.content import make_image, make_news, paragraph, restrict
from tests.factories.issues import fill_issue, pick, picks
from tests.factories.mailings import make_list, make_newsletter, make_reader
from tests.factories.publications import figure

pytestmark = pytest.mark.django_db
ADDRESS = "/nieuwsbrieven/"


def shown(client: Client, address: str = ADDRESS) -> dict[str, Tag]:
    """The issues on a page of the list by their titles, the first one first."""
    main = BeautifulSoup(client.get(address).content, "html.parser").main
    assert main is not None
    return {
        link.get_text(): found for found in main.select("article") if (link := found.select_one("h3, h2")) is not None
    }


def picture_in(found: Tag) -> str:
    """The address of the picture of an issue; empty for the shapes that stand in its place."""
    image = found.select_one("img")
    assert image is not None or found.select_one(".blank") is not None
    return str(image["src"]) if image is not None else ""


def test_each_issue_has_its_picture_date_series_title_and_line(vdg: SiteSetUp, client: Client) -> None:
    own, banner, first, drawn = (make_image(name) for name in ("Eigen", "Reeks", "Bericht", "Tekst"))
    series, plain = make_newsletter(vdg, title="Raadsledenbrief", banner=banner), make_newsletter(vdg)
    news = make_news(vdg, "Op de fiets", image=first)
    sent_issue(vdg, picks("Nieuws", pick(news)), title="Met eigen beeld", image=own, newsletter=series)
    sent_issue(vdg, picks("Nieuws", pick(news)), title="Met een bericht", newsletter=series, preheader="Kort en goed")
    sent_issue(
        vdg, picks("Nieuws", pick(news, picture=False)), figure(drawn), title="Met een tekstbeeld", newsletter=plain
    )
    sent_issue(vdg, title="Met dat van de reeks", newsletter=series, opening="<p>Dag. U leest &amp; kijkt.</p>")
    sent_issue(vdg, title="Zonder", newsletter=plain)

    found = shown(client)

    pictures = {title: picture_in(one) for title, one in found.items()}
    expected = {
        "Zonder": None, "Met dat van de reeks": banner, "Met een tekstbeeld": drawn, "Met een bericht": first,
        "Met eigen beeld": own,
    }  # fmt: skip
    assert list(found) == list(expected)
    for title, image in expected.items():
        assert (f"/{image.pk}/" in pictures[title]) if image else not pictures[title]
    assert "Kort en goed" in found["Met een bericht"].get_text()
    assert "Dag. U leest & kijkt." in found["Met dat van de reeks"].get_text()
    assert "Raadsledenbrief" in found["Met een bericht"].get_text()
    assert found["Zonder"].select_one("time[datetime]") is not None
    assert "lead-story" in found["Zonder"]["class"]


def test_pictures_and_lines_that_are_not_for_everybody_are_not_shown(vdg: SiteSetUp, client: Client) -> None:
    hidden = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=hidden, restriction_type="login")
    secret, inside = make_image("Groepsfoto", collection=hidden), make_image("Van raden")
    members = make_news(vdg, "Voor leden", image=make_image("Ledenfoto"))
    restrict(members, PageViewRestriction.GROUPS, "VDG raadsleden")
    sent_issue(vdg, title="Besloten beeld", image=secret)
    sent_issue(vdg, picks("Nieuws", pick(members)), title="Besloten bericht")
    council = make_list(vdg)
    council.groups.add(Group.objects.get(name="VDG raadsleden"))
    make_reader(vdg, council)
    page = fill_issue(
        vdg, council, title="Voor raden", preheader="Eendenkroos", blocks=[figure(inside), paragraph("x")]
    )
    prepare(page, variants_of(page, [council]), by=None)

    found = shown(client)

    assert {title: picture_in(one) for title, one in found.items()} == dict.fromkeys(found, "")
    assert len(found) == 3
    assert "Eendenkroos" not in client.get(ADDRESS).content.decode()


def test_series_are_chosen_with_chips_when_there_are_more(vdg: SiteSetUp, client: Client) -> None:
    one, other = (make_newsletter(vdg, title=title, slug=title.lower()) for title in ("Nieuwsbrief", "Raadsledenbrief"))
    sent_issue(vdg, title="Eerste", newsletter=one)
    alone = client.get(ADDRESS).content.decode()
    sent_issue(vdg, title="Tweede", newsletter=other)
    sent_issue(vdg, title="Derde", newsletter=other)

    every, chosen = (
        client.get(ADDRESS).content.decode(),
        client.get(f"{ADDRESS}?reeks=raadsledenbrief").content.decode(),
    )

    assert "reeks=" not in alone
    chips = BeautifulSoup(chosen, "html.parser").select(".chips a")
    assert [(chip["href"], "aria-current" in chip.attrs) for chip in chips] == [
        ("./", False), ("?reeks=nieuwsbrief", False), ("?reeks=raadsledenbrief", True),
    ]  # fmt: skip
    assert "Raadsledenbrief 2" in " ".join(chips[-1].get_text().split())
    assert all(word in every for word in ("Eerste", "Tweede", "Derde"))
    assert list(shown(client, f"{ADDRESS}?reeks=raadsledenbrief")) == ["Derde", "Tweede"]


@pytest.mark.parametrize("value", ["onbekend", "%F0%9F%9A%B2", "9" * 20, "nieuws%0Abrief", "a" * 5000])
def test_unknown_series_is_not_found(vdg: SiteSetUp, client: Client, value: str) -> None:
    sent_issue(vdg)

    assert client.get(f"{ADDRESS}?reeks={value}").status_code == 404


def test_lead_story_is_on_the_first_page_alone_and_the_choice_goes_along(vdg: SiteSetUp, client: Client) -> None:
    series = make_newsletter(vdg, slug="brief")
    sent_issue(vdg, newsletter=make_newsletter(vdg))
    for _ in range(14):
        sent_issue(vdg, newsletter=series)

    first, second = (client.get(f"{ADDRESS}?reeks=brief{rest}").content.decode() for rest in ("", "&pagina=2"))

    assert first.count("<article") == 13
    assert second.count("<article") == 1
    assert ("lead-story" in first, "lead-story" in second) == (True, False)
    assert "?reeks=brief&amp;pagina=2" in first


def test_list_costs_the_same_for_any_number_of_pictures(vdg: SiteSetUp, client: Client, statements: Any) -> None:
    banner, counts = make_image("Reeks"), []
    for number in (1, 1, 3):
        for _ in range(number):
            news = make_news(vdg, image=make_image())
            series = make_newsletter(vdg, banner=banner)
            sent_issue(vdg, picks("Nieuws", pick(news)), figure(make_image()), newsletter=series)
        with statements() as found:
            client.get(ADDRESS)
        counts.append(len(found))

    assert counts[1] == counts[2]
    assert NewsletterIssuePage.objects.count() == 5


def test_issue_has_its_picture_on_top_when_everybody_may_see_it(vdg: SiteSetUp, client: Client) -> None:
    hidden = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=hidden, restriction_type="login")
    banner, secret = make_image("Reeks", credit="Bureau"), make_image("Groepsfoto", collection=hidden)
    shown = sent_issue(vdg, newsletter=make_newsletter(vdg, banner=banner))
    closed = sent_issue(vdg, image=secret)

    pages = [client.get(f"{ADDRESS}{one.slug}/").content.decode() for one in (shown, closed)]

    assert f"/{banner.pk}/" in pages[0]
    assert "Bureau" in pages[0]
    assert "<figure" not in pages[1]
