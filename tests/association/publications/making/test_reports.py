"""An annual report from a work plan: activities, board, seats, and the photos of the year's news in their place."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from association.publications.models import ChapterOrigin, VolumeOrigin
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.activities import make_activity
from tests.factories.content import make_image, make_news, make_portfolio, paragraph, restrict
from tests.factories.publications import make_chapter, make_publication, make_series
from tests.factories.register import make_body
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(vdg: SiteSetUp) -> PublicationPage:
    """The work plan of 2022, with a chapter that an annual report has too."""
    make_body(vdg.association, "Dagelijks Bestuur", classification="executive_board")
    found = make_publication(vdg, "Werkplan 2022", year=2022, series=make_series(vdg, "Werkplan", "work_plan"))
    make_chapter(found, "Visie en kernwaarden", body=[paragraph("Samen staan wij sterk.")])
    return found


def screen(plan: PublicationPage) -> str:
    """Where a report is made of it."""
    return reverse("report_from_plan", args=[plan.pk])


def figures(chapter: ChapterPage) -> list[int]:
    """The pictures of a chapter."""
    return [block["value"]["image"] for block in chapter.body.raw_data if block["type"] == "figure"]


def test_report_is_seen_beforehand_and_made_once(vdg: SiteSetUp, plan: PublicationPage) -> None:
    wonen = make_portfolio(vdg, "Wonen")
    make_activity(vdg.association, "Flexwoningen", 2022, portfolios=[wonen], reports={"Y": "Gebouwd."})
    make_activity(vdg.association, "Open dag", 2022, portfolios=[wonen])
    client = staff_client("VDG redactie")

    before = client.get(screen(plan)).content.decode()
    made = client.post(screen(plan))
    again = client.post(screen(plan))
    after = client.get(screen(plan)).content.decode()

    report = PublicationPage.objects.get(series__kind="annual_report")
    assert "2 activiteiten met hun tekst over het hele jaar. Bij 1 is die nog niet ingevuld." in before
    assert "Dagelijks Bestuur, en de plekken in de VNG, per 31 december 2022" in before
    assert [made.url, again.url] == [reverse("publication", args=[report.pk])] * 2
    assert (report.title, report.reference_date, report.live) == ("Jaarverslag 2022", date(2022, 12, 31), False)
    assert "is er al een jaarverslag" in after
    assert VolumeOrigin.objects.get(publication=report).source == plan
    part = ChapterPage.objects.get(title="Wonen")
    (block,) = [block["value"] for block in part.body.raw_data if block["type"] == "activities"]
    assert (block["year"], block["period"], block["portfolio"]) == (2022, "Y", wonen.pk)


def test_texts_and_lights_of_the_year_stand_in_the_report(vdg: SiteSetUp, plan: PublicationPage) -> None:
    make_activity(vdg.association, "Flexwoningen", 2022, reports={"Y": {"text": "Gebouwd.", "stoplight": "green"}})
    chief = staff_client("VDG eindredactie")
    made = chief.post(screen(plan))
    chief.post(made.url, {"doen": "plaatsen"})

    report = PublicationPage.objects.get(series__kind="annual_report")
    html = chief.get(f"{report.url}volledig/").content.decode()

    assert "Gebouwd." in html
    assert "Loopt als gepland" in html


def test_photos_are_placed_and_only_those_that_everybody_may_have(vdg: SiteSetUp, plan: PublicationPage) -> None:
    wonen = make_portfolio(vdg, "Wonen")
    make_activity(vdg.association, "Flexwoningen", 2022, portfolios=[wonen])
    day = date(2022, 5, 1)

    def photo(name: str, **fields: Any) -> int:
        return make_image(name, **{"credit": "Jo Maker", **fields}).pk  # type: ignore[no-any-return]

    good, loose, unticked = photo("a"), photo("b"), photo("c")
    hidden = {
        "draft": make_news(vdg, image_id=photo("d"), day=day, live=False),
        "rights": make_news(vdg, image_id=photo("e", credit=""), day=day),
        "words": make_news(vdg, image_id=photo("f", description=""), day=day),
        "year": make_news(vdg, image_id=photo("g"), day=date(2023, 1, 1)),
        "kept": make_news(vdg, image_id=photo("h"), day=day),
    }
    restrict(hidden["kept"])
    make_news(vdg, "Sleutel", image_id=good, day=day, portfolios=(wonen,))
    make_news(vdg, "Feest", image_id=loose, day=day)
    make_news(vdg, "Later", image_id=unticked, day=day)
    client = staff_client("VDG redactie")

    html = BeautifulSoup(client.get(screen(plan)).content, "html.parser")
    every = [int(box["value"]) for box in html.select("input[name=foto]")]
    sent = [str(good), str(loose), str(hidden["kept"].image_id), "x", "9" * 30]
    client.post(screen(plan), {"foto": sent})

    assert sorted(every) == sorted([good, loose, unticked])
    assert figures(ChapterPage.objects.get(title="Wonen")) == [good]
    assert figures(ChapterPage.objects.get(title="Het jaar in beeld")) == [loose]


def test_chapter_of_the_same_name_keeps_the_text_of_the_plan_beside_it(vdg: SiteSetUp, plan: PublicationPage) -> None:
    client = staff_client("VDG redactie")
    client.post(screen(plan))
    chapter = ChapterOrigin.objects.get().chapter

    html = client.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()

    assert chapter.title == "Visie en kernwaarden"
    assert "Samen staan wij sterk." in html


def test_only_a_plan_that_readers_know_becomes_a_report(vdg: SiteSetUp, plan: PublicationPage) -> None:
    draft = make_publication(vdg, "Werkplan 2023", live=False, year=2023, series=plan.series)
    other = make_publication(vdg, "Overdracht", year=2022)
    client = staff_client("VDG redactie")

    assert [client.get(screen(page)).status_code for page in (draft, other)] == [404, 404]
    listed = client.get(reverse("publications")).content.decode()
    assert screen(plan) in listed
    assert screen(draft) not in listed


@pytest.mark.parametrize("group", ["VDG raadsleden", "VGG eindredactie"])
def test_others_make_nothing(vdg: SiteSetUp, vgg: SiteSetUp, plan: PublicationPage, group: str) -> None:
    client = staff_client(group)

    answers = [client.get(screen(plan)), client.post(screen(plan))]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert PublicationPage.objects.count() == 1
    assert not [answer for answer in answers if "Werkplan 2022" in answer.content.decode()]


def test_report_is_for_those_for_whom_the_plan_is(vdg: SiteSetUp, plan: PublicationPage) -> None:
    restrict(plan)

    staff_client("VDG redactie").post(reverse("report_from_plan", args=[plan.pk]))

    made = PublicationPage.objects.get(series__kind="annual_report")
    assert [setting.restriction_type for setting in made.view_restrictions.all()] == ["login"]


@pytest.mark.parametrize("photo", ["9" * 5000, "x", "-1"])
def test_odd_number_of_a_photo_is_no_photo(vdg: SiteSetUp, plan: PublicationPage, photo: str) -> None:
    answer = staff_client("VDG redactie").post(reverse("report_from_plan", args=[plan.pk]), {"foto": photo})

    assert answer.status_code == 302


def test_plan_of_an_impossible_year_becomes_no_report(vdg: SiteSetUp, plan: PublicationPage) -> None:
    PublicationPage.objects.filter(pk=plan.pk).update(year=20226)

    answer = staff_client("VDG redactie").get(reverse("report_from_plan", args=[plan.pk]))

    assert answer.status_code in {302, 404}
    with pytest.raises(ValidationError) as found:
        PublicationPage.objects.get(pk=plan.pk).full_clean()
    assert "year" in found.value.message_dict
