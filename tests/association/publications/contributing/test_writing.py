"""Writing by a link: one chapter, no account, no text lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from association.base.rules.addresses import is_fixed
from association.publications.contributing.asking import ask_contributor, revoke_contribution
from association.publications.models import ChapterOrigin, Contribution, ContributionLink, KeptText
from association.publications.pages import ChapterPage, PublicationPage
from association.removal.actions.bin import delete_to_bin
from association.review.queries import is_own_work
from home.actions import SiteSetUp
from tests.factories.content import make_user, paragraph, restrict
from tests.factories.odd import ODD
from tests.factories.publications import heading, make_chapter, make_publication

pytestmark = pytest.mark.django_db
FIRST, SECOND, PART = (f"{number}1111111-1111-4111-8111-111111111111" for number in (1, 2, 3))
RICH = "<p>Vier hectare, 40.000 m<sup>2</sup>.</p>"


def body(*, first: str = "", second: str = "") -> list[dict[str, Any]]:
    """Two places for words, a part without any, and a text with a link."""
    return [
        {"type": "paragraph", "value": first, "id": FIRST}, heading("Missie"),
        {"type": "paragraph", "value": second, "id": SECOND},
        {"type": "free", "value": {"heading": "Slot", "anchor": "slot", "content": []}, "id": PART},
        {"type": "paragraph", "value": RICH, "id": "41111111-1111-4111-8111-111111111111"},
    ]  # fmt: skip


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """A publication in the making."""
    return make_publication(vdg, "Overdracht 2030", live=False)


@pytest.fixture
def chapter(publication: PublicationPage) -> ChapterPage:
    """A chapter in the making."""
    return make_chapter(publication, "Wonen", live=False, body=body())


def asked(chapter: ChapterPage, **fields: Any) -> tuple[Contribution, str]:
    """Somebody who was asked without address, and the address of their link on the site."""
    asker = fields.pop("asker", None) or make_user(f"vrager-{chapter.pk}", "VDG redactie")
    due_on = timezone.localdate() + timedelta(days=14)
    made = ask_contributor(
        chapters=[chapter], name="Jo Schrijver", email="", due_on=due_on, message="Graag kort.", asker=asker, **fields
    )
    return made.contributions[0], made.addresses[0][1].removeprefix("http://localhost")


def send(client: Client, address: str, texts: dict[str, str], *, was: dict[str, str] | None = None, **more: str) -> Any:
    """Press a button on the screen, having seen what `was` says, and nothing where it says nothing."""
    data = {f"tekst-{block}": text for block, text in texts.items()}
    data |= {f"was-{block}": (was or {}).get(block, "") for block in texts}
    return client.post(address, {"doen": "bewaren", **data, **more})


def stored(chapter: ChapterPage) -> list[Any]:
    """The newest version's text."""
    return list(ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object().body.raw_data)


def test_texts_are_written_saved_and_done(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    contribution, address = asked(chapter)

    page = client.get(address)
    saved = send(client, address, {FIRST: "Een alinea.\n\n- punt\n- nog een", PART: "Tot slot."})
    shown = client.get(saved.url).content.decode()
    done = send(client, address, {SECOND: "De missie."}, doen="klaar")

    blocks = stored(chapter)
    assert page.status_code == 200
    assert blocks[0]["value"] == "<p>Een alinea.</p><ul><li>punt</li><li>nog een</li></ul>"
    assert blocks[2]["value"] == "<p>De missie.</p>"
    assert [inner["value"] for inner in blocks[3]["value"]["content"]] == ["<p>Tot slot.</p>"]
    assert blocks[4]["value"] == RICH
    assert "Bewaard" in shown
    assert "Dank u wel" in client.get(done.url).content.decode()
    contribution.refresh_from_db()
    assert contribution.saved_at is not None
    assert contribution.done_at is not None
    assert not ChapterPage.objects.get(pk=chapter.pk).live
    names = PageLogEntry.objects.filter(page=chapter.pk, action__startswith="association.contribution").values_list(
        "action", flat=True
    )
    assert {name.rpartition(".")[2] for name in names} == {"ask", "write", "done"}


def test_only_the_chapter_is_shown(
    vdg: SiteSetUp, publication: PublicationPage, chapter: ChapterPage, client: Client
) -> None:
    make_chapter(publication, "Geheim ernaast", live=False, body=[paragraph("Ook geheim.")])
    _, address = asked(chapter)

    answer = client.get(address)

    html = answer.content.decode()
    assert "Geheim" not in html
    assert "Ook geheim" not in html
    assert "Overdracht 2030" not in html
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"], answer["Cache-Control"]) == (
        "noindex, nofollow", "no-referrer", "private, no-store"
    )  # fmt: skip
    assert not answer.cookies
    boxes = [box["name"] for box in BeautifulSoup(html, "html.parser").select("textarea")]
    assert boxes == [f"tekst-{FIRST}", f"tekst-{SECOND}", f"tekst-{PART}"]


def test_chapter_of_facts_alone_has_nothing_to_save_and_can_be_done(
    vdg: SiteSetUp, publication: PublicationPage, client: Client
) -> None:
    facts = make_chapter(publication, "Cijfers", live=False, body=[heading("Getallen")])
    contribution, address = asked(facts)

    buttons = BeautifulSoup(client.get(address).content, "html.parser").select("button[name=doen]")
    done = client.post(address, {"doen": "klaar"})

    contribution.refresh_from_db()
    assert [button["value"] for button in buttons] == ["klaar"]
    assert "Dank u wel" in client.get(done.url).content.decode()
    assert contribution.done_at is not None


def test_reading_writes_nothing(vdg: SiteSetUp, chapter: ChapterPage, client: Client, statements: Any) -> None:
    _, address = asked(chapter)

    with statements() as found:
        client.get(address)

    assert [text for text in found if text.split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []


def test_text_of_another_is_never_overwritten(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    _, address = asked(chapter)
    page = chapter.get_latest_revision_as_object()
    page.body = body(first="<p>Van het bureau.</p>")
    page.save_revision()

    answer = send(client, address, {FIRST: "Van de schrijver.", SECOND: "De missie."})

    html = answer.content.decode()
    assert stored(chapter)[0]["value"] == "<p>Van het bureau.</p>"
    assert stored(chapter)[2]["value"] == "<p>De missie.</p>"
    assert KeptText.objects.get().text == "Van de schrijver."
    assert "Van de schrijver." in html
    assert "Van het bureau." in html


def test_text_for_a_place_that_is_gone_or_locked_is_kept(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    _, address = asked(chapter)
    page = chapter.get_latest_revision_as_object()
    page.body = [paragraph("Alles anders.")]
    page.save_revision()

    send(client, address, {FIRST: "Van de schrijver."})
    send(client, address, {FIRST: "Van de schrijver."})
    ChapterPage.objects.filter(pk=chapter.pk).update(locked=True)
    send(client, address, {SECOND: "Nog iets."})

    assert sorted(KeptText.objects.values_list("text", flat=True)) == ["Nog iets.", "Van de schrijver."]


def test_editor_who_began_before_is_shown_both(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    from association.base.conflicts import is_older

    editor = make_user("redacteur", "VDG redactie")
    mine = chapter.save_revision(user=editor)
    loaded = {"loaded_revision_id": str(mine.pk), "loaded_revision_created_at": mine.created_at.isoformat()}
    _, address = asked(chapter)

    send(client, address, {FIRST: "Van de schrijver."})

    assert is_older(loaded, ChapterPage.objects.get(pk=chapter.pk).get_latest_revision(), editor)


def test_old_text_only_when_everybody_may_read_it(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    old = make_publication(vdg, "Overdracht 2026")
    source = make_chapter(old, "Wonen", body=[heading("Missie"), paragraph("De missie van toen.")])
    ChapterOrigin.objects.create(chapter=chapter, source=source)
    _, address = asked(chapter)

    before = client.get(address).content.decode()
    restrict(source)
    after = client.get(address).content.decode()

    assert "De missie van toen." in before
    assert "De missie van toen." not in after


@pytest.mark.parametrize("end", ["revoked", "expired", "sender", "account", "no account", "deleted"])
def test_dead_link_answers_410_in_words_and_tells_nothing(
    vdg: SiteSetUp, chapter: ChapterPage, client: Client, end: str
) -> None:
    asker, colleague = make_user("vrager", "VDG redactie"), make_user("bestuurder", "VDG bestuur")
    contribution, address = asked(chapter, asker=asker, user=colleague)
    if end == "revoked":
        revoke_contribution(contribution=contribution, user=asker)
    elif end == "expired":
        Contribution.objects.update(expires_at=timezone.now())
    elif end == "no account":
        colleague.delete()
    elif end == "deleted":
        delete_to_bin(page=chapter, user=make_user("chef", "VDG eindredactie"))
    else:
        person = asker if end == "sender" else colleague
        person.is_active = False
        person.save()

    answers = [client.get(address), send(client, address, {FIRST: "Te laat."})]

    assert [answer.status_code for answer in answers] == [410, 410]
    for answer in answers:
        html = answer.content.decode()
        assert "Deze link werkt niet meer" in html
        assert "Wonen" not in re.sub(r"<nav.*?</nav>", "", html, flags=re.DOTALL)
    assert "Te laat" not in str(stored(chapter))
    assert not KeptText.objects.exists()


def test_what_is_no_link_is_not_found(vdg: SiteSetUp, vgg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    _, address = asked(chapter)

    assert client.get("/meeschrijven/abc/").status_code == 404
    assert client.get("/meeschrijven/" + "x" * 3000 + "/").status_code in {404, 414}
    assert client.get(address, headers={"host": "vgg.localhost"}).status_code == 410
    ContributionLink.objects.all().delete()
    assert client.get(address).status_code == 410


def test_form_of_another_site_is_refused(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    _, address = asked(chapter)

    answer = client.post(address, {f"tekst-{FIRST}": "x"}, headers={"origin": "https://elders.example"})

    assert answer.status_code == 403
    assert stored(chapter)[0]["value"] == ""


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b < c", "x\0y", *ODD.values()])
def test_odd_text_is_text(vdg: SiteSetUp, chapter: ChapterPage, client: Client, text: str) -> None:
    _, address = asked(chapter)

    answer = send(client, address, {FIRST: text})

    assert answer.status_code in {200, 302}
    value = str(stored(chapter)[0]["value"])
    assert "<script" not in value
    assert "\0" not in value


def test_long_text_comes_back_with_what_was_typed(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    _, address = asked(chapter)
    text = "woord " * 4000

    html = send(client, address, {FIRST: text, SECOND: "De missie."}).content.decode()

    assert "Fout:" in html
    assert text.strip() in html
    assert "De missie." in html
    assert stored(chapter)[0]["value"] == ""


def test_secret_is_stored_nowhere(vdg: SiteSetUp, chapter: ChapterPage) -> None:
    _, address = asked(chapter)
    token = address.rstrip("/").rpartition("/")[2]

    assert len(token) > 60
    assert ContributionLink.objects.get().token_hash not in address
    assert not ContributionLink.objects.filter(token_hash__contains=token).exists()


def test_number_of_queries_does_not_depend_on_the_places(
    vdg: SiteSetUp, publication: PublicationPage, client: Client, statements: Any
) -> None:
    counts = []
    for number in (1, 12):
        many = make_chapter(publication, f"Hoofdstuk {number}", live=False, body=[paragraph("Tekst.")] * number)
        _, address = asked(many)
        client.get(address)
        with statements() as found:
            client.get(address)
        counts.append(len(found))

    assert counts[0] == counts[1]
    assert counts[0] <= 14


def test_no_page_takes_the_address_and_no_visitor_gets_a_kept_copy(
    vdg: SiteSetUp, chapter: ChapterPage, client: Client
) -> None:
    contribution, address = asked(chapter)
    client.get(address)
    Contribution.objects.filter(pk=contribution.pk).update(revoked_at=timezone.now())

    assert is_fixed(reverse("contribute", args=["geheim"]).split("/")[1])
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("end", ["expired", "revoked", "deleted"])
def test_text_for_a_link_that_closed_meanwhile_is_shown_to_copy(
    vdg: SiteSetUp, chapter: ChapterPage, client: Client, end: str
) -> None:
    contribution, address = asked(chapter)
    if end == "expired":
        Contribution.objects.update(expires_at=timezone.now())
    elif end == "revoked":
        revoke_contribution(contribution=contribution, user=contribution.created_by)
    else:
        chapter.delete()

    answer = send(client, address, {FIRST: "Uren werk."})

    assert answer.status_code == 410
    assert "Uren werk." in answer.content.decode()
    assert not KeptText.objects.exists()


def test_text_for_a_place_that_is_gone_comes_back_beside_another_error(
    vdg: SiteSetUp, chapter: ChapterPage, client: Client
) -> None:
    _, address = asked(chapter)

    answer = send(client, address, {"weg": "Voor niets geschreven?", SECOND: "x" * 20_001})

    assert "Voor niets geschreven?" in answer.content.decode()


def test_names_and_numbers_of_fields_are_bounded(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    _, address = asked(chapter)

    answer = send(
        client, address, {"w\0eg": "een", "w eg": "twee"} | {f"weg-{number}": "drie" for number in range(400)}
    )

    assert answer.status_code == 200
    assert KeptText.objects.count() == 300
    assert set(KeptText.objects.values_list("text", flat=True)) == {"drie"}


def test_text_that_cannot_be_changed_is_shown_as_it_reads(vdg: SiteSetUp, chapter: ChapterPage, client: Client) -> None:
    rich = "<p>Zie A &amp; B op 40 m<sup>2</sup>.</p>"
    other = make_chapter(
        chapter.publication, "Zorg", live=False, body=[{"type": "paragraph", "value": rich, "id": FIRST}]
    )
    _, address = asked(other)

    shown = BeautifulSoup(client.get(address).content, "html.parser").get_text(" ")

    assert "A & B op" in shown


def test_link_that_was_passed_on_by_hand_counts_as_work_of_who_did(
    vdg: SiteSetUp, chapter: ChapterPage, client: Client
) -> None:
    contribution, address = asked(chapter)

    send(client, address, {FIRST: "Zelf geschreven."})

    assert is_own_work(ChapterPage.objects.get(pk=chapter.pk), contribution.created_by)
