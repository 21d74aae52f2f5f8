"""The reports: for whom, what is in them and in what they export, and what they cost."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from association.base.models import PageMeta
from association.quality.actions import check_pages
from association.quality.models import Finding, LinkTarget, PageLink
from association.quality.queries import quality_counts, to_check_again
from association.quality.views.reports import REPORTS
from home.actions import SiteSetUp
from tests.factories.content import make_document, make_image, make_page, make_user, paragraph
from tests.factories.staff import staff_client

SECRET = "zwanenzang"
NAMES = [report.slug for report in REPORTS]


def fill(setup: SiteSetUp, word: str, *, live: bool = True) -> None:
    """A page with something for each report, in which the word stands everywhere, and files that nothing uses."""
    broken = f'<a linktype="page" id="999999">{word}</a>'
    page = make_page(setup.home, f"Pagina {word}", live=live, body=[paragraph(f"De GGD {word} {broken}")])
    PageMeta.objects.create(page=page, review_date=timezone.localdate() - timedelta(days=2))
    target = LinkTarget.objects.create(
        url=f"https://{word}.example/", url_hash=f"{word} {page.pk}", state=LinkTarget.State.BROKEN, reason=word
    )
    Finding.objects.create(page=page, code="abbreviation", detail=word)
    PageLink.objects.create(page=page, target=target, text=word)
    make_image(f"Beeld {word}", description="", collection=setup.collection)
    make_document(f"Stuk {word}", name=f"{word}.txt", collection=setup.collection)


def asked(client: Client, name: str, **query: str) -> str:
    """What a report answers."""
    answer = client.get(reverse(f"quality_{name}"), query, follow=True)
    assert answer.status_code == 200
    if query.get("export") == "xlsx":
        rows = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True)
        return str(list(rows))
    return b"".join(answer).decode()


def test_report_and_export_hold_only_what_the_user_works_on(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    fill(vgg, SECRET)
    fill(vgg, f"{SECRET} concept", live=False)
    fill(vdg, "eigen")
    own, other = staff_client("VGG eindredactie"), staff_client("VDG eindredactie")
    ways: list[dict[str, str]] = [{}, {"export": "csv"}, {"export": "xlsx"}]

    for name in NAMES:
        assert [way for way in ways if SECRET not in asked(own, name, **way)] == [], name
        answers = [asked(other, name, **way) for way in ways]
        answers.append(other.get(reverse(f"quality_{name}_results")).content.decode())
        assert all("eigen" in answer and SECRET not in answer for answer in answers), name


@pytest.mark.parametrize("group", ["VDG raadsleden", "VDG bestuur"])
def test_report_is_closed_for_who_has_no_work_in_the_admin(vdg: SiteSetUp, group: str) -> None:
    client = staff_client(group)

    assert {client.get(reverse(f"quality_{name}")).status_code for name in NAMES} == {302}


def test_unpublished_page_is_in_no_report_of_what_readers_meet(vdg: SiteSetUp) -> None:
    fill(vdg, SECRET, live=False)
    client = staff_client("VDG eindredactie")

    assert [name for name in ("links", "texts") if SECRET in asked(client, name)] == []


def test_cells_of_an_export_start_no_formula(vdg: SiteSetUp) -> None:
    titles = ["=1+1", "+31", "-x", "@a", "\tb", "Jansen, 'Piet' \"de\" Boer\nregel 2"]
    for title in titles:
        page = make_page(vdg.home, "Naam")
        type(page).objects.filter(pk=page.pk).update(draft_title=title, title=title)
        Finding.objects.create(page=page, code="summary", detail=f"{title}\x0b")
    client = staff_client("VDG eindredactie")

    rows = list(csv.DictReader(io.StringIO(asked(client, "texts", export="csv"), newline="")))
    cells = {row["Pagina"] for row in rows} | {row["Wat"] for row in rows}
    xlsx = client.get(reverse("quality_texts"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(xlsx.streaming_content))).active

    assert cells == {*(f"'{title}" for title in titles[:5]), titles[5]}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == set(titles)


def test_filters_narrow_a_report_and_bear_any_input(vdg: SiteSetUp) -> None:
    fill(vdg, "eigen")
    client = staff_client("VDG eindredactie")

    assert "eigen" not in asked(client, "texts", code="picture").split("listing-results")[-1]
    assert "eigen.example" not in asked(client, "links", where="inside")
    assert "Beeld eigen" in asked(client, "images", what="unused")
    assert "Pagina eigen" not in asked(client, "review", when="soon")
    for name in NAMES:
        odd = {"code": "x", "where": "'", "site": "99999999999999999999", "what": "1", "when": "\x01", "since": "1e9",
               "responsible": "-1", "before": "31-11-2026", "ordering": "pk", "p": "10" * 20}  # fmt: skip
        asked(client, name, **odd)


def test_file_that_only_a_draft_shows_is_in_use(vdg: SiteSetUp) -> None:
    image, document = (
        make_image("Los beeld", collection=vdg.collection),
        make_document("Los stuk", collection=vdg.collection),
    )
    client = staff_client("VDG eindredactie")
    assert "Los beeld" in asked(client, "images")
    assert "Los stuk" in asked(client, "documents")

    page = make_page(vdg.home)
    page.image = image
    page.body = [("paragraph", f'<p><a linktype="document" id="{document.pk}">stuk (pdf, 1 kB)</a></p>')]
    page.save_revision()

    assert "Los beeld" not in asked(client, "images")
    assert "Los stuk" not in asked(client, "documents")


def test_counts_are_of_ones_own_work(vdg: SiteSetUp, vgg: SiteSetUp, statements: Any) -> None:
    fill(vdg, "eigen")
    fill(vgg, "ander")
    fill(vgg, "meer")
    check_pages()
    user = make_user("redacteur", "VDG redactie")
    quality_counts(make_user("warm", "VDG redactie"))

    with statements() as found:
        counts = quality_counts(user, vdg.site)

    # The pages of a new site have no summary yet.
    assert {count.label: count.number for count in counts if "samenvatting" not in count.label} == {
        "gebroken links": 1,
        "beelden zonder beschrijving": 1,
        "afkortingen zonder uitleg": 1,
        "pagina's om na te lezen": 1,
    }
    # Two of our own, and what Wagtail asks for a user's rights.
    assert len(found) <= 6
    assert quality_counts(make_user("raadslid", "VDG raadsleden")) == []


def test_page_whose_day_has_come_is_listed(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    today = timezone.localdate()
    for setup, days in ((vdg, 3), (vdg, 0), (vdg, -1), (vgg, 5)):
        page = make_page(setup.home, f"Dag {days}")
        PageMeta.objects.create(page=page, review_date=today - timedelta(days=days))

    found = to_check_again(make_user("redacteur", "VDG redactie"))

    assert [(review.title, review.days_late) for review in found] == [("Dag 3", 3), ("Dag 0", 0)]
