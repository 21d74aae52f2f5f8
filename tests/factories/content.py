"""Sites, pages, pictures and accounts."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.models import Collection, Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from association.base.models import Document, Image, User
from association.base.site_settings import SiteSettings
from association.news.pages import NewsIndexPage, NewsPage
from association.portfolios.models import Portfolio
from association.portfolios.pages import PortfolioIndexPage, PortfolioPage
from home.actions import SiteSetUp, set_up_site
from home.pages import HomePage, StandardPage
from tests.factories.snapshots import remembered

numbers = count(1)


def make_vdg() -> SiteSetUp:
    """The VDG's site on `localhost`."""
    return remembered("vdg", set_up_vdg, lambda: found_site("vdg"))  # type: ignore[no-any-return]


def make_vgg() -> SiteSetUp:
    """The VGG's site on `vgg.localhost`."""
    return remembered("vgg", set_up_vgg, lambda: found_site("vgg"), upon="vdg")  # type: ignore[no-any-return]


def set_up_vdg() -> SiteSetUp:
    """The VDG's site, made in the way of the product."""
    return set_up_site(
        name="Vereniging van Drentse Gemeenten", abbreviation="VDG", slug="vdg", host="localhost", port=80,
        preset="vdg", is_default=True, name_lines=("Vereniging van", "Drentse Gemeenten"),
    )  # fmt: skip


def set_up_vgg() -> SiteSetUp:
    """The VGG's site, made in the way of the product."""
    return set_up_site(
        name="Vereniging van Groninger Gemeenten", abbreviation="VGG", slug="vgg", host="vgg.localhost", port=80,
        preset="vgg", is_default=False, name_lines=("Vereniging van", "Groninger Gemeenten"),
        portfolios_title="Thema's", portfolios_slug="themas",
    )  # fmt: skip


def found_site(slug: str) -> SiteSetUp:
    """A site that is there."""
    own = SiteSettings.objects.select_related("association", "brand", "site").get(association__slug=slug)
    home = HomePage.objects.get(pk=own.site.root_page_id)
    own.site.root_page = home
    collection = Collection.objects.get(name=own.association.abbreviation, depth=2)
    return SiteSetUp(own.association, own.brand, home, own.site, own, collection)


def add_page(parent: Page, page: Any, *, live: bool = True) -> Any:
    """Put a page below a parent, published unless `live` is false; returns it fresh from the database."""
    parent = Page.objects.get(pk=parent.pk)
    page.live = False
    with not_indexed():
        parent.add_child(instance=page)
    if live:
        with not_indexed():
            revision = page.save_revision()
        revision.publish()
    else:
        page.save_revision()
    return type(page).objects.get(pk=page.pk)


@contextmanager
def not_indexed() -> Iterator[None]:
    """Leave the indexes of words and of references alone: the page is stored once more, and they are made then."""
    with (
        disable_reference_index_auto_update(),
        patch("modelsearch.signal_handlers.insert_or_update_object_task"),
    ):
        yield


def make_page(
    parent: Page, title: str = "", *, live: bool = True, body: list[dict[str, Any]] | None = None, **fields: Any
) -> StandardPage:
    """A page of text; `body` is a stream in its stored form."""
    number = next(numbers)
    page = StandardPage(title=title or f"Pagina {number}", slug=fields.pop("slug", f"pagina-{number}"), **fields)
    page.body = json.dumps(body or [])
    return add_page(parent, page, live=live)  # type: ignore[no-any-return]


def make_news(
    setup: SiteSetUp,
    title: str = "",
    *,
    live: bool = True,
    day: date = date(2026, 3, 12),
    portfolios: tuple[Portfolio, ...] = (),
    body: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> NewsPage:
    """A news item below the site's news index."""
    number = next(numbers)
    index = NewsIndexPage.objects.child_of(setup.home).get()
    page = NewsPage(
        title=title or f"Bericht {number}", slug=fields.pop("slug", f"bericht-{number}"), date=day, **fields
    )
    page.body = json.dumps(body or [])
    page.portfolios = list(portfolios)
    return add_page(index, page, live=live)  # type: ignore[no-any-return]


def make_portfolio(setup: SiteSetUp, name: str = "", **fields: Any) -> Portfolio:
    """A portfolio in the register of the site's association."""
    number = next(numbers)
    return Portfolio.objects.create(
        association=setup.association, name=name or f"Portefeuille {number}", slug=fields.pop("slug", f"portefeuille-{number}"),
        order=number, **fields,
    )  # fmt: skip


def make_portfolio_page(
    setup: SiteSetUp, portfolio: Portfolio | None = None, *, live: bool = True, **fields: Any
) -> PortfolioPage:
    """The page of a portfolio, made with it when it is not given."""
    portfolio = portfolio or make_portfolio(setup)
    index = PortfolioIndexPage.objects.child_of(setup.home).get()
    page = PortfolioPage(title=fields.pop("title", portfolio.name), slug=portfolio.slug, portfolio=portfolio, **fields)
    return add_page(index, page, live=live)  # type: ignore[no-any-return]


def picture_file(size: tuple[int, int] = (64, 36), kind: str = "PNG", **options: Any) -> bytes:
    """A small picture as a file."""
    data = io.BytesIO()
    Pillow.new("RGB", size, (28, 82, 64)).save(data, kind, **options)
    return data.getvalue()


def make_image(
    title: str = "Beeld", *, collection: Collection | None = None, size: tuple[int, int] = (64, 36), **fields: Any
) -> Image:
    """A picture with a description."""
    image = Image(title=title, description=fields.pop("description", "Een groen vlak"), **fields)
    if collection:
        image.collection = collection
    image.file = ContentFile(picture_file(size), name="beeld.png")
    image.save()
    return image


def make_document(
    title: str = "Stuk", *, name: str = "stuk.txt", content: bytes = b"tekst", collection: Collection | None = None
) -> Document:
    """A document with a file."""
    document = Document(title=title, file_size=len(content))
    if collection:
        document.collection = collection
    document.file = ContentFile(content, name=name)
    document.save()
    return document


def make_user(name: str = "iemand", *groups: str, **fields: Any) -> User:
    """An account in groups such as `VDG redactie`; its password is its name."""
    user = User.objects.create_user(name, f"{name}@example.org", name, **fields)
    user.groups.add(*Group.objects.filter(name__in=groups))
    return user


def restrict(
    page: Page, kind: str = PageViewRestriction.LOGIN, *groups: str, password: str = ""
) -> PageViewRestriction:
    """Keep a page and all below it for accounts (LOGIN), members of groups (GROUPS) or who knows a word (PASSWORD)."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
    restriction.groups.add(*Group.objects.filter(name__in=groups))
    return restriction


def paragraph(text: str) -> dict[str, Any]:
    """A paragraph in its stored form."""
    return {"type": "paragraph", "value": f"<p>{text}</p>"}
