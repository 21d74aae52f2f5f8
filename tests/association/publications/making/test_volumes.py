"""The next volume: structure without words, the old text beside it, facts and results of the new day."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from association.base.queries import Viewer
from association.publications.adopting import jobs
from association.publications.models import ChapterOrigin, VolumeOrigin
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.queries import earlier_texts
from home.actions import SiteSetUp
from tests.factories.content import make_image, make_portfolio, make_user, paragraph, restrict
from tests.factories.publications import figure, heading, make_chapter, make_publication, table
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db


def part(kind: str, words: str, anchor: str, *texts: str, **lists: list[str]) -> dict[str, object]:
    """A part of a portfolio chapter in its stored form."""
    content = [{**paragraph(text), "id": f"tekst-{number}"} for number, text in enumerate(texts)]
    return {"type": kind, "value": {"heading": words, "anchor": anchor, "content": content, **lists}, "id": anchor}


@pytest.fixture
def old(vdg: SiteSetUp) -> PublicationPage:
    """The handover of 2026 with a chapter of words and one of a portfolio."""
    found = make_publication(vdg, "Overdrachtsdocument 2026", year=2026, reference_date=date(2026, 1, 1))
    body = [
        paragraph("Bovenaan staat dit."), paragraph("En dit ook."), table("Een tabel"), heading("Missie"),
        paragraph("Onze missie van toen."), figure(make_image(collection=vdg.collection)),
    ]  # fmt: skip
    make_chapter(found, "Introductie", slug="introductie", body=body, numbering="unnumbered")
    wonen = make_portfolio(vdg, "Wonen")
    parts = [
        {"type": "portfolio_head", "value": {"facts": [], "day": None}},
        part("looking_back", "Terugblik", "terugblik", "Er is veel gebouwd.", priorities=[], results=[]),
        part("looking_ahead", "Vooruitblik", "vooruitblik", "Er komt meer.", steps=[]),
    ]
    make_chapter(found, "Wonen", slug="wonen", body=parts, portfolio=wonen)
    return found


def screen(source: PublicationPage) -> str:
    """Where the next volume is made."""
    return reverse("next_volume", args=[source.pk])


def make(source: PublicationPage, group: str = "VDG redactie") -> PublicationPage:
    """The next volume."""
    staff_client(group).post(screen(source), {"year": "2030"})
    return PublicationPage.objects.get(year=2030)


def test_structure_comes_along_without_words(vdg: SiteSetUp, old: PublicationPage) -> None:
    client = staff_client("VDG redactie")
    before = client.get(screen(old)).content.decode()

    answer = client.post(screen(old), {"year": "2030"})

    made = PublicationPage.objects.get(year=2030)
    assert "Overdrachtsdocument 2030" in before
    assert answer.url == reverse("publication", args=[made.pk])
    assert (made.title, made.term, made.series, made.live) == (
        "Overdrachtsdocument 2030", "2030–2034", old.series, False
    )  # fmt: skip
    assert VolumeOrigin.objects.get(publication=made).source == old
    words = ChapterPage.objects.get(title="Introductie", path__startswith=made.path)
    assert (words.numbering, words.slug) == ("unnumbered", "introductie")
    assert [(block["type"], block["value"]) for block in words.body.raw_data] == [
        ("paragraph", ""), ("heading", {"text": "Missie", "level": "2", "anchor": "missie"}), ("paragraph", ""),
    ]  # fmt: skip
    wonen = ChapterPage.objects.get(title="Wonen", path__startswith=made.path)
    blocks = {block["type"]: block["value"] for block in wonen.body.raw_data}
    assert list(blocks) == ["portfolio_people", "looking_back", "portfolio_results", "looking_ahead"]
    assert blocks["looking_back"] == {
        "heading": "Terugblik", "anchor": "terugblik", "content": [], "priorities": [], "results": [],
    }  # fmt: skip
    assert blocks["portfolio_results"]["since"] == "2026-01-01"
    assert "gebouwd" not in str(made.get_latest_revision().content) + str(wonen.get_latest_revision().content)


def test_sent_twice_makes_one(vdg: SiteSetUp, old: PublicationPage) -> None:
    client = staff_client("VDG redactie")
    urls = {client.post(screen(old), {"year": "2030"}).url for _ in range(2)}

    assert len(urls) == 1
    assert PublicationPage.objects.filter(year=2030).count() == 1


def test_old_text_stands_by_heading_in_the_editor(vdg: SiteSetUp, old: PublicationPage) -> None:
    made = make(old)
    chapter = ChapterPage.objects.get(title="Introductie", path__startswith=made.path)
    public = Viewer.anonymous(Site.objects.get(hostname="localhost"))

    texts = earlier_texts(chapter.origin.source, public)
    html = staff_client("VDG eindredactie").get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()

    assert sorted(texts) == ["", "missie"]
    assert "Bovenaan staat dit." in texts[""]
    assert "En dit ook." in texts[""]
    assert "missie van toen" in texts["missie"]
    assert ' id="' not in "".join(texts.values())
    assert "<h" not in "".join(texts.values())
    assert 'data-anchor="missie"' in html
    assert "Onze missie van toen." in html


def test_old_text_is_that_which_was_adopted(vdg: SiteSetUp, old: PublicationPage) -> None:
    source = ChapterPage.objects.get(title="Wonen", path__startswith=old.path)
    edition = jobs.request_edition(
        publication=old, user=make_user("chef", "VDG eindredactie"), dated=date(2026, 2, 1)
    )  # fmt: skip
    jobs.adopt(edition.pk)
    edition.refresh_from_db()
    assert edition.status == "adopted"
    source = ChapterPage.objects.get(pk=source.pk)
    source.body = [("paragraph", "<p>Later gewijzigd.</p>")]
    source.save_revision().publish()

    texts = earlier_texts(source, Viewer.anonymous(Site.objects.get(hostname="localhost")))

    assert "Er is veel gebouwd." in texts["terugblik"]
    assert "Terugblik" not in texts["terugblik"]
    assert "Later gewijzigd." not in "".join(texts.values())


def test_what_is_kept_for_some_stays_so_and_tells_the_public_nothing(vdg: SiteSetUp, old: PublicationPage) -> None:
    source = ChapterPage.objects.get(title="Wonen", path__startswith=old.path)
    restrict(source, PageViewRestriction.GROUPS, "VDG raadsleden")

    made = make(old)

    chapter = ChapterOrigin.objects.get(source=source).chapter
    setting = chapter.view_restrictions.get()
    assert (setting.restriction_type, [group.name for group in setting.groups.all()]) == ("groups", ["VDG raadsleden"])
    public = Viewer.anonymous(Site.objects.get(hostname="localhost"))
    assert earlier_texts(source, public) == {}
    assert "Er is veel gebouwd." in earlier_texts(source, public, is_editor=True)["terugblik"]
    assert made.title == "Overdrachtsdocument 2030"


def test_chapters_that_readers_never_saw_stay_behind(vdg: SiteSetUp, old: PublicationPage) -> None:
    make_chapter(old, "Nog geheim", live=False, body=[paragraph("Onaf.")])

    make(old)

    assert ChapterPage.objects.filter(title="Nog geheim").count() == 1


@pytest.mark.parametrize("group", ["VDG raadsleden", "VGG eindredactie"])
def test_others_make_nothing(vdg: SiteSetUp, vgg: SiteSetUp, old: PublicationPage, group: str) -> None:
    client = staff_client(group)

    answers = [client.get(screen(old)), client.post(screen(old), {"year": "2030"})]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert PublicationPage.objects.count() == 1


def test_part_of_a_chapter_that_stays_behind_stays_with_it(vdg: SiteSetUp, old: PublicationPage) -> None:
    kept = make_chapter(old, "Besloten", slug="besloten", live=False)
    restrict(kept)
    make_chapter(kept, "Deel daarvan", slug="deel-daarvan")

    staff_client("VDG redactie").post(reverse("next_volume", args=[old.pk]), {"year": "2034"})

    made = PublicationPage.objects.get(year=2034)
    assert not ChapterPage.objects.filter(path__startswith=made.path, title="Deel daarvan").exists()


def test_title_of_a_year_that_is_there_comes_back(vdg: SiteSetUp, old: PublicationPage) -> None:
    answer = staff_client("VDG redactie").post(
        reverse("next_volume", args=[old.pk]), {"year": str(old.year), "title": "Mijn titel"}
    )

    assert answer.status_code == 200
    assert "Van dit jaar is er al een" in answer.content.decode()
    assert 'value="Mijn titel"' in answer.content.decode()
