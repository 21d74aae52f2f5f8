"""Adopting: what is frozen stays, whatever happens to what it was made from."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from association.base.models import User
from association.base.registry import reason_to_stay
from association.base.site_settings import SiteSettings
from association.memberships.actions import succeed
from association.memberships.actions.persons import anonymise
from association.publications.adopting import jobs
from association.publications.adopting.verifying import hash_of
from association.publications.models import (
    Edition,
    EditionArticle,
    EditionAsset,
    EditionFile,
    EditionVariant,
    FileKind,
    Frozen,
)
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.render import formats
from association.removal.actions.bin import delete_to_bin
from association.removal.rules import MustStay
from home.actions import SiteSetUp
from tests.factories.activities import make_activity
from tests.factories.books import open_book
from tests.factories.content import make_document, make_image, make_user, paragraph, restrict
from tests.factories.publications import make_chapter, make_publication
from tests.factories.register import make_body, make_membership, make_person, make_post

pytestmark = pytest.mark.django_db
HOME = "/publicaties/werkplan/"


def adopted(publication: PublicationPage, dated: str = "2021-03-18", **fields: Any) -> Edition:
    """An edition of it, in force."""
    user = User.objects.filter(username="chef").first() or make_user("chef", "VDG eindredactie")
    edition = jobs.request_edition(publication=publication, user=user, dated=date.fromisoformat(dated), **fields)
    jobs.adopt(edition.pk)
    edition.refresh_from_db()
    assert edition.problems == []
    assert edition.status == Edition.Status.ADOPTED
    return edition


def frozen(edition: Edition) -> dict[str, str]:
    """The hash of everything in an edition, computed from what is stored now."""
    articles = EditionArticle.objects.filter(variant__edition=edition)
    found = {f"{row.variant_id} {row.path}": hashlib.sha256(row.html.encode()).hexdigest() for row in articles}
    for kind in (EditionAsset, EditionFile):
        for row in kind.objects.filter(variant__edition=edition):
            found[f"{row.variant_id} {row}"] = hash_of(row.file)
    return found


def shown(client: Client, address: str) -> str:
    """What a reader sees at an address."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def pdf(client: Client, address: str) -> bytes:
    """A file that somebody asked for."""
    return b"".join(client.get(address).streaming_content)


def kinds_at(client: Client, address: str) -> dict[str, bytes]:
    """Every kind of file of an edition."""
    return {kind: pdf(client, f"{address}.{kind}") for kind in FileKind.values}


def may_read(client: Client, address: str) -> bool:
    """Whether somebody gets a file."""
    response = client.get(address)
    return response.status_code == 200 and bool(b"".join(response.streaming_content))


def article(html: str) -> str:
    """The element that was frozen."""
    return html[html.index('<article id="versie"') : html.index("</article>")]


def test_edition_is_shown_at_both_addresses(publication: PublicationPage, client: Client) -> None:
    adopted(publication)

    here, there = (shown(client, f"{HOME}{place}zorg/") for place in ("", "versies/2021-03-18/"))

    assert article(here) == article(there)
    assert 'href="../wonen/"' in article(here)
    assert "versie van 18 maart 2021" in here


def test_working_text_may_change_under_an_edition(publication: PublicationPage, client: Client) -> None:
    adopted(publication)
    chapter = ChapterPage.objects.get(slug="wonen")
    chapter.body = [("paragraph", "<p>Nieuwe woorden.</p>")]
    chapter.save_revision().publish()

    assert "De tekst over wonen." in shown(client, f"{HOME}wonen/")
    assert "Nieuwe woorden." not in shown(client, f"{HOME}volledig/")


def test_drafts_come_to_the_site_with_the_edition(publication: PublicationPage, client: Client) -> None:
    chapter = ChapterPage.objects.get(slug="wonen")
    chapter.title, chapter.body = "Wonen en bouwen", [("paragraph", "<p>Nog een concept.</p>")]
    chapter.save_revision()

    adopted(publication)

    assert "Nog een concept." in shown(client, f"{HOME}wonen/")
    chapter.refresh_from_db()
    assert (chapter.title, chapter.has_unpublished_changes) == ("Wonen en bouwen", False)


def test_publication_that_was_never_public_becomes_so(vdg: SiteSetUp, client: Client) -> None:
    draft = make_publication(vdg, "Jaarverslag", slug="jaarverslag", live=False)
    make_chapter(draft, "Vooraf", slug="vooraf", live=False, body=[paragraph("Eerste woorden.")])
    assert client.get("/publicaties/jaarverslag/vooraf/").status_code == 404

    adopted(draft)

    assert "Eerste woorden." in shown(client, "/publicaties/jaarverslag/vooraf/")


def rename(publication: PublicationPage) -> None:
    publication.title, publication.slug = "Anders", "anders"
    publication.save_revision().publish()


def unpublish_chapter(publication: PublicationPage) -> None:
    ChapterPage.objects.get(slug="wonen").unpublish()


def delete_chapter(publication: PublicationPage) -> None:
    ChapterPage.objects.get(slug="wonen").delete()


def restyle(publication: PublicationPage) -> None:
    brand = SiteSettings.objects.get(site=publication.get_site()).brand
    brand.light = {**brand.light, "link": "#000000"}
    brand.save()


def rename_association(publication: PublicationPage) -> None:
    association = publication.series.association
    association.name = "Een andere naam"
    association.save()


@pytest.mark.parametrize(
    "change", [rename, unpublish_chapter, delete_chapter, restyle, rename_association], ids=lambda found: found.__name__
)
def test_nothing_that_happens_later_changes_an_edition(
    publication: PublicationPage, client: Client, change: Callable[[PublicationPage], None]
) -> None:
    edition = adopted(publication)
    before = frozen(edition)
    text = article(shown(client, f"{HOME}wonen/"))
    files = kinds_at(client, f"{HOME}versies/2021-03-18")

    change(publication)

    slug = PublicationPage.objects.get(pk=publication.pk).slug
    assert frozen(edition) == before
    assert article(shown(client, f"/publicaties/{slug}/wonen/")) == text
    assert article(shown(client, f"/publicaties/{slug}/versies/2021-03-18/wonen/")) == text
    assert kinds_at(client, f"/publicaties/{slug}/versies/2021-03-18") == files
    assert kinds_at(client, f"/publicaties/{slug}") == files
    call_command("verify_editions")


def fail(*_: Any) -> Any:
    """As a maker that comes upon something that nobody thought of."""
    raise RuntimeError("vreemd")


def test_files_beside_the_pdf_never_keep_an_edition_back(
    publication: PublicationPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "BESIDE", tuple((kind, fail, remark) for kind, _, remark in formats.BESIDE))

    edition = adopted(publication)

    assert [remark.split(" niet ")[0] for remark in edition.remarks] == [
        "De epub is", "Het bestand om zonder internet te lezen is",
    ]  # fmt: skip
    front = shown(client, HOME)
    assert [f"werkplan.{kind}" in front for kind in FileKind.values] == [True, False, False]
    assert [client.get(f"{HOME.rstrip('/')}.{kind}").status_code for kind in ("epub", "html")] == [404, 404]


def test_every_kind_of_file_is_offered_with_its_size(publication: PublicationPage, client: Client) -> None:
    adopted(publication)

    pages = {place: shown(client, f"{HOME}{place}") for place in ("", "versies/2021-03-18/", "versies/")}
    for place, stem in (("", "werkplan"), ("versies/2021-03-18/", "2021-03-18"), ("versies/", "2021-03-18")):
        links = re.findall(rf'href="[^"]*{stem}[.](pdf|epub|html)"', pages[place])
        assert list(dict.fromkeys(links)) == FileKind.values, place
    assert re.search(
        r"EPUB<span[^>]*> van de versie van 18 maart 2021</span> <span[^>]*>\([\d,.]+.(KB|MB)\)", pages["versies/"]
    )
    assert re.search(r"epub · [\d,.]+.(KB|MB)<", pages[""])


def test_frozen_rows_refuse_to_change(publication: PublicationPage) -> None:
    edition = adopted(publication)
    row = EditionArticle.objects.filter(variant__edition=edition).first()
    assert row is not None
    row.html = "Anders."

    with pytest.raises(Frozen):
        row.save()


def test_verifying_finds_a_changed_byte(publication: PublicationPage, capsys: Any) -> None:
    edition = adopted(publication)
    EditionArticle.objects.filter(variant__edition=edition, path="wonen").update(html="Anders.")

    with pytest.raises(SystemExit) as ended:
        call_command("verify_editions")

    assert ended.value.code == 1
    assert "de tekst van 'Wonen' is veranderd" in capsys.readouterr().err


def test_facts_are_those_of_the_reference_date_and_the_next_edition_names_the_change(
    vdg: SiteSetUp, publication: PublicationPage, client: Client
) -> None:
    board = make_body(vdg.association, "Bestuur")
    seat = make_post(board, "adviser")
    first = make_membership(seat, make_person("Eerste"), "2020-01-01")
    fact = {"type": "seats", "value": {"organization": board.pk, "day": None}}
    make_chapter(publication, "Samenstelling", slug="samenstelling", body=[fact])
    old = adopted(publication, reference_date=date(2021, 3, 18))
    user = make_user("bureau", "VDG eindredactie")
    succeed(membership=first, person=make_person("Tweede"), start=date(2021, 5, 1), user=user)

    new = adopted(publication, "2021-05-27", reference_date=date(2021, 5, 27))

    texts = [shown(client, f"{HOME}versies/{edition.label}/samenstelling/") for edition in (old, new)]
    assert ["Eerste" in article(text) for text in texts] == [True, False]
    assert ["Tweede" in article(text) for text in texts] == [False, True]
    assert len(new.differences) == 1
    assert "Tweede in plaats van" in new.differences[0]
    assert "Eerste" in new.differences[0]
    assert "De versie van 27 mei 2021 is nieuwer" in texts[0]


def test_restricted_chapter_is_in_no_public_form(publication: PublicationPage, client: Client) -> None:
    secret = make_chapter(publication, "Geheim", slug="geheim", body=[paragraph("Vertrouwelijk.")])
    restrict(secret, PageViewRestriction.GROUPS, "VDG raadsleden")
    edition = adopted(publication)
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("lid", "VDG raadsleden"))

    public = EditionVariant.objects.filter(edition=edition).order_by("position").first()
    assert public is not None
    texts = " ".join(public.articles.values_list("html", flat=True))
    assert "Vertrouwelijk" not in texts
    assert "Geheim" not in shown(client, HOME)
    assert client.get(f"{HOME}versies/2021-03-18/geheim/").status_code in {302, 404}
    assert "Vertrouwelijk" in shown(member, f"{HOME}versies/2021-03-18/geheim/")
    outside, inside = (kinds_at(who, f"{HOME}versies/2021-03-18") for who in (client, member))
    assert {kind: outside[kind] != inside[kind] for kind in FileKind.values} == dict.fromkeys(FileKind.values, True)
    words = [open_book(found["epub"]).words + found["html"].decode() for found in (outside, inside)]
    assert [[word in text for word in ("Vertrouwelijk", "Geheim", "geheim")] for text in words] == [
        [False] * 3,
        [True] * 3,
    ]


def test_chapter_that_becomes_private_later_goes_from_the_edition_too(
    publication: PublicationPage, client: Client
) -> None:
    adopted(publication)

    restrict(ChapterPage.objects.get(slug="wonen"), PageViewRestriction.GROUPS, "VDG raadsleden")

    assert client.get(f"{HOME}versies/2021-03-18/wonen/").status_code in {302, 404}
    answers = [client.get(f"{HOME}versies/2021-03-18.{kind}").status_code for kind in FileKind.values]
    assert answers == [404] * len(answers)
    response = client.get(f"{HOME}versies/2021-03-18/volledig/")
    assert b"De tekst over wonen." not in response.content


def test_one_edition_at_a_time_is_made(publication: PublicationPage) -> None:
    user = make_user("chef", "VDG eindredactie")
    jobs.request_edition(publication=publication, user=user, dated=date(2021, 3, 18))

    with pytest.raises(jobs.AlreadyMaking):
        jobs.request_edition(publication=publication, user=user, dated=date(2021, 3, 18))


def test_second_edition_of_a_day_has_a_number(publication: PublicationPage) -> None:
    assert [adopted(publication).label for _ in range(2)] == ["2021-03-18", "2021-03-18-2"]


def test_nothing_of_an_unfinished_edition_is_shown(publication: PublicationPage, client: Client) -> None:
    user = make_user("chef", "VDG eindredactie")
    edition = jobs.request_edition(publication=publication, user=user, dated=date(2021, 3, 18))
    taken = jobs.claim(edition.pk)
    assert taken is not None
    jobs.stage(*taken)

    assert EditionArticle.objects.filter(variant__edition=edition).exists()
    assert client.get(f"{HOME}versies/2021-03-18/").status_code == 404
    assert client.get(f"{HOME}versies/2021-03-18.pdf").status_code == 404
    assert client.get(f"{HOME}versies/").status_code == 404


def test_edition_waits_when_a_fact_changes_while_it_is_made(
    publication: PublicationPage, vdg: SiteSetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = make_activity(vdg.association, "Toogdag", 2021)
    body = [{"type": "activities", "value": {"year": 2021}}]
    make_chapter(publication, "Plannen", slug="plannen", body=body)
    original, turns = jobs.publish_chapters, []

    def disturb(edition: Edition) -> None:
        original(edition)
        if not turns:
            turns.append(1)
            year.title = "Toogdag, net veranderd"
            year.save()

    monkeypatch.setattr(jobs, "publish_chapters", disturb)

    edition = adopted(publication)

    [text] = EditionArticle.objects.filter(variant__edition=edition, path="plannen").values_list("html", flat=True)
    assert "Toogdag, net veranderd" in text


def test_chapter_that_is_new_is_found_nowhere_before_the_next_edition(
    publication: PublicationPage, client: Client
) -> None:
    adopted(publication)
    make_chapter(publication, "Nieuw hoofdstuk", slug="nieuw", body=[paragraph("Nog niet vastgesteld.")])

    assert client.get(f"{HOME}nieuw/").status_code == 404
    assert [shown(client, place).count("Nieuw hoofdstuk") for place in ("/sitemap/", "/zoeken/?q=nieuw", HOME)] == [
        0, 0, 0
    ]  # fmt: skip

    adopted(publication)

    assert "Nog niet vastgesteld." in shown(client, f"{HOME}nieuw/")


def test_withdrawn_edition_says_why_and_shows_nothing(publication: PublicationPage, client: Client) -> None:
    first, second = adopted(publication), adopted(publication, "2021-05-27")

    jobs.withdraw(edition=first, on=date(2021, 6, 1), reason="Er stond een naam in die weg moest.", user=None)

    response = client.get(f"{HOME}versies/2021-03-18/wonen/")
    assert response.status_code == 410
    text = response.content.decode()
    assert "Ingetrokken op 1 juni 2021. Er stond een naam in die weg moest." in text
    assert "De tekst over wonen." not in text
    assert client.get(f"{HOME}versies/2021-03-18.pdf").status_code == 404
    assert "De tekst over wonen." in shown(client, f"{HOME}versies/{second.label}/wonen/")


def test_erratum_stands_above_the_text_and_changes_nothing(publication: PublicationPage, client: Client) -> None:
    edition = adopted(publication)
    before = frozen(edition)

    jobs.correct(edition=edition, text="Lees twaalf waar elf staat.", path="wonen", user=None)

    assert "Lees twaalf waar elf staat." in shown(client, f"{HOME}wonen/")
    assert "Lees twaalf waar elf staat." not in shown(client, f"{HOME}zorg/")
    assert "Lees twaalf waar elf staat." in shown(client, HOME)
    assert frozen(edition) == before


def test_adopted_chapter_asks_few_things_of_the_database(
    publication: PublicationPage, client: Client, statements: Callable[[], Any]
) -> None:
    adopted(publication)
    client.get(f"{HOME}zorg/")

    with statements() as found:
        client.get(f"{HOME}zorg/")

    assert len(found) <= 8, "\n".join(found)


def test_publication_with_an_edition_cannot_be_deleted(publication: PublicationPage) -> None:
    adopted(publication)
    user = User.objects.get(username="chef")

    with pytest.raises(MustStay, match="is een versie vastgelegd"):
        delete_to_bin(page=publication, user=user)

    assert reason_to_stay(publication.get_parent())
    assert not reason_to_stay(ChapterPage.objects.get(slug="wonen"))


def test_kept_pages_hear_of_a_new_edition(
    publication: PublicationPage, client: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    before = shown(client, HOME)
    assert shown(client, HOME) == before

    # What the making of the publication left undone belongs to another transaction.
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        adopted(publication)

    assert "versie van 18 maart 2021" in shown(client, HOME)


def test_pictures_documents_and_names_stay_as_they_were(
    vdg: SiteSetUp, publication: PublicationPage, client: Client
) -> None:
    image, document = make_image(), make_document("Bijlage")
    board = make_body(vdg.association, "Bestuur")
    person = make_person("Achternaam", given_name="Jo")
    make_membership(make_post(board, "chair"), person, "2020-01-01")
    body = [
        {"type": "figure", "value": {"image": image.pk, "decorative": False, "caption": "Een beeld", "wide": False}},
        {"type": "paragraph", "value": f'<p><a linktype="document" id="{document.pk}">Bijlage</a></p>'},
        {"type": "seats", "value": {"organization": board.pk, "day": None}},
    ]
    make_chapter(publication, "Alles", slug="alles", body=body)
    edition = adopted(publication)
    before, text = frozen(edition), article(shown(client, f"{HOME}alles/"))
    addresses = sorted(set(re.findall(r"/vastgelegd/[0-9a-f]{64}[.][a-z0-9]+", text)))
    files = [pdf(client, address) for address in addresses]
    kinds = kinds_at(client, HOME.rstrip("/"))
    assert len(files) == 2
    assert "Jo Achternaam" in text
    assert "/media/" not in text
    assert "/static/" not in text

    anonymise(person=person, pages=Page.objects.none(), user=None, association=vdg.association)
    document.delete()
    image.description = "Iets anders."
    image.save()
    image.delete()

    assert frozen(edition) == before
    assert article(shown(client, f"{HOME}alles/")) == text
    assert [pdf(client, address) for address in addresses] == files
    assert kinds_at(client, HOME.rstrip("/")) == kinds
    call_command("verify_editions")


def test_file_of_an_edition_is_for_who_may_read_it(
    publication: PublicationPage, vgg: SiteSetUp, client: Client
) -> None:
    figure = {"image": make_image().pk, "decorative": False, "caption": "Geheim beeld", "wide": False}
    secret = make_chapter(publication, "Geheim", slug="geheim", body=[{"type": "figure", "value": figure}])
    restrict(secret, PageViewRestriction.GROUPS, "VDG raadsleden")
    edition = adopted(publication)
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("lid", "VDG raadsleden"))
    asset = EditionAsset.objects.get(variant__edition=edition)

    address = f"/vastgelegd/{asset.sha256}.webp"

    assert client.get(address).status_code == 404
    response = member.get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(response.streaming_content)
    assert member.get(address, headers={"host": "vgg.localhost"}).status_code == 404


def test_groups_that_read_different_chapters_get_no_files_of_each_other(publication: PublicationPage) -> None:
    secrets = {"VDG raadsleden": "Voor raden", "VDG bestuur": "Voor het bestuur"}
    for number, (group, title) in enumerate(secrets.items()):
        figure = {"image": make_image(size=(64 + number, 36)).pk, "decorative": False, "caption": title, "wide": False}
        chapter = make_chapter(
            publication, title, slug=f"besloten-{number}", body=[{"type": "figure", "value": figure}]
        )
        restrict(chapter, PageViewRestriction.GROUPS, group)
    edition = adopted(publication)

    seen = {}
    for number, group in enumerate(secrets):
        reader = Client(headers={"host": "localhost"})
        reader.force_login(make_user(f"lezer-{number}", group))
        found = EditionAsset.objects.filter(variant__edition=edition).values_list("sha256", flat=True).distinct()
        seen[group] = {sha for sha in found if may_read(reader, f"/vastgelegd/{sha}.webp")}

    assert [len(shas) for shas in seen.values()] == [1, 1]
    assert not seen["VDG raadsleden"] & seen["VDG bestuur"]


def test_change_in_a_restricted_chapter_is_told_to_nobody_else(
    vdg: SiteSetUp, publication: PublicationPage, client: Client
) -> None:
    board = make_body(vdg.association, "Bestuur")
    first = make_membership(make_post(board, "adviser"), make_person("Eerste"), "2020-01-01")
    fact = {"type": "seats", "value": {"organization": board.pk, "day": None}}
    secret = make_chapter(publication, "Besloten", slug="besloten", body=[fact])
    restrict(secret, PageViewRestriction.GROUPS, "VDG raadsleden")
    adopted(publication, reference_date=date(2021, 3, 18))
    succeed(membership=first, person=make_person("Tweede"), start=date(2021, 5, 1), user=None)

    new = adopted(publication, "2021-05-27", reference_date=date(2021, 5, 27))

    assert new.differences == []
    assert "Tweede" not in shown(client, HOME) + shown(client, f"{HOME}versies/")
