"""Texts of editors are shown as text in every screen of the admin, also to a superuser."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Comment, Task, Workflow

from association.base.models import Document, Image, User, VersionNote
from association.quality.models import Finding, LinkTarget, PageLink
from association.removal.actions.bin import delete_to_bin
from association.review.actions import make_link
from association.review.models import ReviewLink, ReviewRemark
from home.actions import SiteSetUp
from home.contact import ContactField, ContactPage
from tests.factories.content import (
    add_page,
    make_document,
    make_image,
    make_news,
    make_page,
    make_portfolio,
    make_portfolio_page,
)
from tests.factories.posting import body, plain_state, post_page, staff_client
from tests.factories.publications import make_publication
from tests.factories.register import make_body, make_membership, make_person, make_post

EVIL = "\"><img src=x onerror=alert(1)><script>alert(1)</script>'{{7*7}}"
MARK = "alert(1)"


def runs(html: str) -> list[str]:
    """Elements in which the text became markup, and attributes that it broke open."""
    page = BeautifulSoup(html, "html.parser")
    scripts = [str(tag)[:80] for tag in page.find_all("script") if tag.string and tag.string.strip() == MARK]
    images = [str(tag) for tag in page.find_all("img") if tag.get("onerror") or tag.get("src") == "x"]
    return scripts + images


@pytest.fixture
def evil(vdg: SiteSetUp) -> dict[str, Any]:
    """A page, its versions, a picture, a document, a portfolio and a comment that all carry the text."""
    client = staff_client(first_name=EVIL[:100], last_name=EVIL[:100])
    collection = Collection.get_first_root_node().add_child(name=EVIL)
    image = make_image(title=EVIL, description=EVIL, credit=EVIL, collection=collection)
    image.tags.add(EVIL)
    document = make_document(title=EVIL, name="stuk.txt", collection=collection)
    Document.objects.update(file_name=EVIL)
    stored = {"caption": EVIL, "columns": [{"type": "text", "heading": EVIL}], "rows": [{"values": [EVIL]}]}
    blocks = [{"type": "table", "value": {"caption": EVIL, "note": EVIL, "row_headers": True, "table": stored}},
              {"type": "quote", "value": {"text": EVIL, "source": EVIL}}]  # fmt: skip
    page = make_page(
        vdg.home, title=EVIL, summary=EVIL, image=image, body=blocks, seo_title=EVIL, search_description=EVIL
    )
    news = make_news(vdg, title=EVIL, caption=EVIL)
    portfolio = make_portfolio(vdg, EVIL[:110])
    make_portfolio_page(vdg, portfolio, title=EVIL)
    post_page(
        client,
        page,
        {
            "title": EVIL + " twee",
            **body(("paragraph", plain_state(EVIL)), ("heading", {"text": EVIL, "level": "2", "anchor": ""})),
        },
    )
    user = client.session["_auth_user_id"]
    Comment.objects.create(page=page, user_id=user, text=EVIL, contentpath="title", position="")
    add_upkeep(page, User.objects.get(pk=user))
    delete_to_bin(page=make_page(vdg.home, title=EVIL), user=User.objects.get(pk=user))
    body_of_seats = add_register(vdg, page)
    return {
        "client": client,
        "page": page,
        "news": news,
        "image": image,
        "document": document,
        "portfolio": portfolio,
        "setup": vdg,
        "collection": collection,
        "body": body_of_seats,
        "form": ContactPage.objects.get(title=EVIL),
        "publication": make_publication(vdg, EVIL),
    }


def add_register(setup: SiteSetUp, page: Any) -> Any:
    """A redirect, a form with help texts and what was sent in, names of a workflow and a brand, and a body with its seat."""
    Redirect.objects.create(old_path=f"/{EVIL}"[:200], redirect_page=page, site=setup.site)
    form = ContactPage(title=EVIL, slug="vraag")
    form.form_fields = [ContactField(label=EVIL[:60], field_type="singleline", help_text=EVIL, sort_order=1)]
    add_page(setup.home, form)
    FormSubmission.objects.create(page=form, form_data={form.form_fields.first().clean_name: EVIL})
    Workflow.objects.update(name=EVIL)
    Task.objects.update(name=EVIL)
    setup.brand.name = EVIL[:60]
    setup.brand.save()
    body_of_seats = make_body(setup.association, EVIL)
    make_membership(make_post(body_of_seats, label=EVIL), make_person(EVIL, variants=EVIL), party=EVIL[:60])
    return body_of_seats


def add_upkeep(page: Any, user: User) -> None:
    """A reader without account and the answer, a named version with a note, and a finding, all with the text."""
    make_link(page=page, user=user, name=EVIL, email="", question=EVIL)
    link = ReviewLink.objects.get()
    ReviewLink.objects.update(answer=ReviewLink.Answer.REMARK, answered_at=link.created_at, text=EVIL)
    ReviewRemark.objects.create(link=link, heading=EVIL, text=EVIL)
    VersionNote.objects.update_or_create(
        revision=page.get_latest_revision(), defaults={"page": page, "name": EVIL[:80], "text": EVIL}
    )
    Finding.objects.create(page=page, code="summary", detail=EVIL)
    target = LinkTarget.objects.create(url=f"https://x.example/{EVIL}", url_hash="x", state=LinkTarget.State.BROKEN)
    PageLink.objects.create(page=page, target=target, text=EVIL)


def addresses(evil: dict[str, Any]) -> dict[str, str]:
    """Every screen that shows the text: address and, after a space, nothing more."""
    page, home, image, document = evil["page"], evil["setup"].home, evil["image"], evil["document"]
    first, last = page.revisions.order_by("pk").first(), page.revisions.order_by("pk").last()
    return {
        "dashboard": reverse("wagtailadmin_home"),
        "listing": reverse("wagtailadmin_explore", args=[home.pk]),
        "search": reverse("wagtailadmin_pages:search") + "?q=alert",
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "history": reverse("wagtailadmin_pages:history", args=[page.pk]),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, last.pk]),
        "usage": reverse("wagtailadmin_pages:usage", args=[page.pk]),
        "delete": reverse("wagtailadmin_pages:delete", args=[page.pk]),
        "move": reverse("wagtailadmin_pages:move", args=[page.pk]),
        "copy": reverse("wagtailadmin_pages:copy", args=[page.pk]),
        "unpublish": reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        "site history": reverse("wagtailadmin_reports:site_history"),
        "aging": reverse("wagtailadmin_reports:aging_pages"),
        "page chooser": reverse("wagtailadmin_choose_page_child", args=[home.pk]),
        "page chooser search": reverse("wagtailadmin_choose_page_search") + "?q=alert",
        "images": reverse("wagtailimages:index"),
        "image edit": reverse("wagtailimages:edit", args=[image.pk]),
        "image delete": reverse("wagtailimages:delete", args=[image.pk]),
        "image usage": reverse("wagtailimages:image_usage", args=[image.pk]),
        "image chooser": reverse("wagtailimages_chooser:choose"),
        "image chosen": reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        "documents": reverse("wagtaildocs:index"),
        "document edit": reverse("wagtaildocs:edit", args=[document.pk]),
        "document chooser": reverse("wagtaildocs_chooser:choose"),
        "collections": reverse("wagtailadmin_collections:index"),
        "portfolios": reverse("portefeuilles:index"),
        "portfolio edit": reverse("portefeuilles:edit", args=[evil["portfolio"].pk]),
        "account": reverse("wagtailadmin_account"),
        "users": reverse("wagtailusers_users:index"),
        "readers": reverse("review_ask", args=[page.pk]),
        "bin": reverse("recycle_bin"),
        "texts": reverse("quality_texts"),
        "links": reverse("quality_links"),
        "changed": reverse("quality_changed"),
        "version": reverse("name_version", args=[page.get_latest_revision().pk]),
        "bulk delete": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}",
        "bulk move": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}",
        "redirects": reverse("wagtailredirects:index"),
        "forms": reverse("wagtailforms:index"),
        "submissions": reverse("wagtailforms:list_submissions", args=[evil["form"].pk]),
        "form edit": reverse("wagtailadmin_pages:edit", args=[evil["form"].pk]),
        "workflows": reverse("wagtailadmin_workflows:index"),
        "tasks": reverse("wagtailadmin_workflows:task_index"),
        "brands": reverse("huisstijl:index"),
        "series": reverse("reeksen:index"),
        "publications": reverse("publications"),
        "publication": reverse("publication", args=[evil["publication"].pk]),
        "organizations": reverse("organisaties:index"),
        "bodies": reverse("seats"),
        "seats": reverse("seats_of_body", args=[evil["body"].pk]),
        "people": reverse("personen:index"),
        "page privacy": reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
    }


def content(response: Any) -> str:
    """The HTML of an answer; that of a window comes inside JSON."""
    if response["Content-Type"].startswith("application/json"):
        return str(response.json().get("html", ""))
    return str(response.content.decode())


def test_text_of_editors_runs_in_no_screen_of_the_admin(evil: dict[str, Any]) -> None:
    client: Client = evil["client"]
    seen = set()

    for name, address in addresses(evil).items():
        response = client.get(address)
        html = content(response)

        assert response.status_code == 200, name
        assert runs(html) == [], name
        if MARK in html:
            seen.add(name)

    assert {"dashboard", "listing", "search", "history", "compare", "delete", "site history", "page chooser", "images", "image chooser",
            "documents", "document chooser", "collections", "portfolios", "users",
            "readers", "bin", "texts", "links", "changed", "version", "bulk delete", "bulk move", "redirects", "forms",
            "submissions", "workflows", "tasks", "brands", "publications", "publication", "organizations", "bodies", "seats",
            "people"} <= seen  # fmt: skip


def test_messages_after_a_change_show_the_title_as_text(evil: dict[str, Any]) -> None:
    client: Client = evil["client"]
    page = evil["page"]

    for address in (
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
    ):
        response = client.post(address, follow=True)
        html = response.content.decode()

        assert response.status_code == 200
        assert MARK in html
        assert runs(html) == []


def test_text_of_editors_is_escaped_on_the_public_site(evil: dict[str, Any]) -> None:
    visitor = Client(headers={"host": "localhost"})

    for address in (
        "/",
        evil["page"].get_url(),
        evil["news"].get_url(),
        "/nieuws/",
        "/sitemap/",
        "/portefeuilles/",
        "/zoeken/?q=alert",
    ):
        html = visitor.get(address).content.decode()

        assert MARK in html, address
        assert runs(html) == [], address
    for address in ("/nieuws/feed/", "/nieuws/feed/atom/", "/sitemap.xml"):
        assert b"<img" not in visitor.get(address).content, address
    assert Image.objects.get(pk=evil["image"].pk).title == EVIL


def test_runs_finds_markup_that_came_through() -> None:
    assert len(runs(f'<p title="{EVIL}">')) == 2
