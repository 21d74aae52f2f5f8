"""CHECKS 7: a public page that links to what became a draft or private shows the words without link.

Wherever an editor can write a link: in every formatted text of every page type, in cards, in feeds, on paper. The title of
the target is never filled in, and the editor is told.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction, get_page_models

from association.activities.pages import ActivityIndexPage
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.news.pages import NewsIndexPage
from association.newsletters.pages import NewsletterIssuePage
from association.quality.actions import check_page
from association.quality.queries import broken_links
from home.actions import SiteSetUp
from home.contact import ContactPage
from tests.factories.content import (
    add_page,
    make_news,
    make_page,
    make_portfolio_page,
    make_user,
    paragraph,
    restrict,
)
from tests.factories.glossary import make_glossary
from tests.factories.guides import make_guide, make_step
from tests.factories.hidden import GROUP, STATES
from tests.factories.meetings import make_event, make_meeting
from tests.factories.planted import relate
from tests.factories.publications import make_chapter, make_publication
from tests.factories.register import make_body
from tests.factories.staff import staff_client

SECRET = "zwanenzang"
WORDS = "lees hier verder"


@contextmanager
def undone() -> Iterator[None]:
    """Nothing of the block remains."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def link(page: Page, words: str = WORDS) -> str:
    """A sentence with a link to a page, as it is stored."""
    return f'<p>Zie <a linktype="page" id="{page.pk}">{words}</a> na.</p>'


def filled(block: Any, html: str) -> Any:
    """A block in stored form in which every formatted text is the given one; plain values are its first choice or a word."""
    if isinstance(block, RichTextBlock):
        return html
    if isinstance(block, TypedTableBlock):
        return {"columns": [{"type": "rich_text", "heading": "Kolom"}], "rows": [{"values": [html]}], "caption": ""}
    if isinstance(block, StreamBlock):
        return [
            {"type": name, "value": filled(child, html), "id": f"{name}-1"}
            for name, child in block.child_blocks.items()
            if holds_text(child)
        ]
    if isinstance(block, ListBlock):
        return [{"type": "item", "value": filled(block.child_block, html), "id": "a-1"}]
    if isinstance(block, StructBlock):
        return {name: filled(child, html) for name, child in block.child_blocks.items()}
    return plain(block)


def plain(block: Any) -> Any:
    """A value for a block that holds no formatted text."""
    kind = type(block).__name__
    if "Chooser" in kind:
        return None
    if kind == "BooleanBlock":
        return False
    if kind == "ChoiceBlock":
        choices = [key for key, _ in block.field.choices if key]
        return block.get_default() or choices[0]
    if kind == "IntegerBlock":
        return 1
    return {"DateBlock": "2026-03-12", "URLBlock": "https://vimeo.com/123456789", "EmailBlock": "a@vdg.example",
        "TimeBlock": "09:30", "MultipleChoiceBlock": [],
    }.get(kind, "Woord")  # fmt: skip


def holds_text(block: Any) -> bool:
    """Whether formatted text can stand in a block, however deep."""
    if isinstance(block, RichTextBlock | TypedTableBlock):
        return True
    if isinstance(block, ListBlock):
        return holds_text(block.child_block)
    return any(holds_text(child) for child in getattr(block, "child_blocks", {}).values())


def texts_in(model: Any) -> list[str]:
    """The fields of a page type that hold formatted text."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, RichTextField) or (isinstance(field, StreamField) and holds_text(field.stream_block))
    ]


def fill(page: Any, html: str) -> None:
    """Put the text in every place of a page that can hold it, and publish."""
    page = type(page).objects.get(pk=page.pk)
    for name in texts_in(type(page)):
        field = page._meta.get_field(name)
        setattr(page, name, html if isinstance(field, RichTextField) else json.dumps(filled(field.stream_block, html)))
    page.save_revision().publish()


@pytest.fixture
def every_page(vdg: SiteSetUp) -> dict[str, Any]:
    """A page of every type that holds formatted text, by its address; not those that are filled by themselves."""
    chapter = make_chapter(make_publication(vdg, slug="stuk"), slug="deel")
    pages: list[Any] = [
        make_page(vdg.home, slug="pagina"), make_news(vdg, slug="bericht"), make_portfolio_page(vdg), chapter,
        chapter.publication, add_page(vdg.home, ContactPage(title="Vraag", slug="vraag")),
    ]  # fmt: skip
    overview = add_page(vdg.home, OrganizationIndexPage(title="Wie zit waar", slug="organisatie"))
    pages += [
        overview,
        add_page(vdg.home, ActivityIndexPage(title="Activiteiten", slug="activiteiten")),
        add_page(overview, BodyPage(title="Bestuur", slug="bestuur", organization=make_body(vdg.association))),
    ]
    guide = make_guide(vdg, "Gids")
    body = make_body(vdg.association)
    pages += [make_meeting(vdg, body), make_event(vdg), make_glossary(vdg), guide, make_step(guide, "Stap")]
    return {str(page.get_url()): page for page in pages}


def test_every_page_type_with_formatted_text_is_looked_at(every_page: dict[str, Any]) -> None:
    ours = {
        model
        for model in get_page_models()
        if texts_in(model) and model.__module__.split(".")[0] in {"association", "home"}
    }

    # What was sent stays as it was sent; how it is rendered, tests/association/newsletters/composing/ asks.
    assert ours == {type(page) for page in every_page.values()} | {NewsletterIssuePage}


def linked_to(visitor: Client, path: str, target: Page) -> tuple[int, int, bool]:
    """How often the words stand on a page, how often as a link to the target, and whether it tells anything else of it."""
    html = visitor.get(path).content.decode()
    main: Any = BeautifulSoup(html, "html.parser").find("main")
    links = [tag for tag in main.find_all("a", href=True) if WORDS in tag.text and target.slug in tag["href"]]
    return main.text.count(WORDS), len(links), SECRET in html or f'id="{target.pk}"' in html


def test_link_in_any_text_becomes_plain_words_in_every_state(
    vdg: SiteSetUp, client: Client, every_page: dict[str, Any]
) -> None:
    target = make_page(vdg.home, f"De {SECRET}", slug=f"{SECRET}-doel")
    paths = [*every_page, "/publicaties/stuk/volledig/"]
    for page in every_page.values():
        fill(page, link(target))
    before = {path: linked_to(client, path, target) for path in paths}
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", GROUP))

    wrong: list[Any] = [(path, found) for path, found in before.items() if not 0 < found[0] == found[1]]
    for name, change in STATES.items():
        # All states hide in one way, so one page stands for all types; two go through every place.
        for path in paths if name in {"draft", "group"} else paths[:1]:
            with undone():
                change(Page.objects.get(pk=target.pk))
                found, seen = linked_to(client, path, target), linked_to(member, path, target)
            if found != (before[path][0], 0, False):
                wrong.append((name, path, found))
            if name == "group" and seen != before[path]:
                wrong.append((name, path, "member", seen))

    assert not wrong, wrong
    # Each text of each block, and those that stand in blocks within blocks.
    assert sum(words for words, *_ in before.values()) > 50


def test_cards_and_related_pages_leave_out_what_is_hidden_and_never_show_its_title(
    vdg: SiteSetUp, client: Client
) -> None:
    target = make_page(vdg.home, f"De {SECRET}", slug=f"{SECRET}-doel", summary=f"Over {SECRET}")
    card = {"title": "", "text": "", "page": target.pk, "address": ""}
    cards = {"type": "links", "value": {"items": [{"type": "item", "value": card, "id": "a"}]}}
    empty = f'<p>Voor<a linktype="page" id="{target.pk}"></a>na</p>'
    page = make_page(vdg.home, slug="wegwijzer", body=[cards, {"type": "paragraph", "value": empty}])
    relate(page, target)

    def shown() -> tuple[bool, bool]:
        html = client.get("/wegwijzer/").content.decode()
        return SECRET in html, "Voor" in html

    before = shown()
    after = {}
    for name, change in STATES.items():
        with undone():
            change(Page.objects.get(pk=target.pk))
            after[name] = shown()

    assert before == (True, True)
    assert after == dict.fromkeys(STATES, (False, True))


def test_address_typed_as_text_to_a_hidden_page_is_told_to_the_editor(vdg: SiteSetUp, client: Client) -> None:
    """Such a link is the editor's own text; it leads to a log-in or to nothing, so it stands among the broken links."""
    target = make_page(vdg.home, f"De {SECRET}", slug="doel")
    typed = ["/doel/", "http://localhost/doel/", "/doel", "/doel/?a=b#c"]
    page = make_page(vdg.home, "Wegwijzer", body=[paragraph(f'<a href="{address}">{address}</a>') for address in typed])
    check_page(page.pk)
    editor = staff_client("VDG eindredactie")

    told = {}
    for name, change in STATES.items():
        with undone():
            change(Page.objects.get(pk=target.pk))
            panel = editor.get(reverse("quality_page", args=[page.pk])).content.decode()
            report = editor.get(reverse("quality_links")).content.decode()
            told[name] = (
                broken_links().count(),
                panel.count("leidt voor bezoekers nergens heen"),
                report.count("Wegwijzer") > 0,
            )

    assert broken_links().count() == 0
    assert told == dict.fromkeys(STATES, (len(typed), len(typed), True))


def test_editor_is_warned_of_a_link_to_what_became_private_without_its_title(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    """Also when the target is another's: the warning names the words of the link only."""
    foreign = make_page(vgg.home, f"De {SECRET}", slug="elders")
    page = make_page(vdg.home, "Wegwijzer", body=[{"type": "paragraph", "value": link(foreign)}])
    check_page(page.pk)
    restrict(foreign, PageViewRestriction.GROUPS, "VGG bestuur")
    editor = staff_client("VDG eindredactie")

    texts = [
        editor.get(address).content.decode()
        for address in (
            reverse("quality_page", args=[page.pk]),
            reverse("quality_links"),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reverse("wagtailadmin_home"),
        )
    ]

    assert [WORDS in text for text in texts[:2]] == [True, True]
    assert [SECRET in text for text in texts] == [False] * 4


def test_feed_holds_no_link_to_what_is_hidden(vdg: SiteSetUp, client: Client) -> None:
    target = make_page(vdg.home, f"De {SECRET}", slug=f"{SECRET}-doel")
    item = make_news(vdg, "Bericht", body=[{"type": "paragraph", "value": link(target)}])
    relate(item, target)
    index = NewsIndexPage.objects.child_of(vdg.home).get()

    found = {}
    for name, change in STATES.items():
        with undone():
            change(Page.objects.get(pk=target.pk))
            found[name] = [
                SECRET in client.get(f"{index.get_url()}feed/{kind}").content.decode() for kind in ("", "atom/")
            ]

    assert "Bericht" in client.get(f"{index.get_url()}feed/").content.decode()
    assert found == {name: [False, False] for name in STATES}
