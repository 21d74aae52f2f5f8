"""manage.py import_page: a Word or ODT file as the draft of one page."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page, Site

from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from association.portfolios.pages import PortfolioIndexPage, PortfolioPage
from association.publications.importing.build import free_slug, is_free_below, read_document
from association.publications.importing.errors import DocumentRefused
from association.publications.importing.headings import bare, portfolio_name
from association.publications.importing.outline import own_title
from association.publications.importing.places import NoPlace, place_of
from association.publications.importing.safety import LARGEST_FILE
from association.publications.importing.single import LONGEST_TITLE, SinglePage, read_as_page
from home.pages import StandardPage


class Command(BaseCommand):
    """Make the draft of a page of a document, and say what became of everything in it."""

    help = (
        "Leest een Word- of ODT-document in als concept van één pagina. Onder het overzicht van portefeuilles wordt "
        "dat de pagina van de portefeuille met de naam van het document, elders een gewone pagina. Er wordt niets "
        "gepubliceerd."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND", help="het document: .docx of .odt")
        parser.add_argument("--parent", required=True, help="pad van de pagina erboven, bijvoorbeeld: /over-ons/")
        parser.add_argument("--site", default="", help="adres van de site (standaard: de eerste site)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            message = f"Het bestand {options['file']} kan niet worden gelezen: {error.strerror}."
            raise CommandError(message) from error
        try:
            place = place_of(options["site"])
            parent = find_parent(place.site, options["parent"])
            source = read_document(data, options["file"].name)
            # First what can go wrong: pictures that were stored stay when the rest is undone.
            page = page_for(own_title(source)[:LONGEST_TITLE], parent, place.association)
            with transaction.atomic():
                made = read_as_page(source=source, collection=place.collection)
                store(page, made, parent)
        except (DocumentRefused, NoPlace) as error:
            raise CommandError(str(error)) from error
        for line in made.report.lines():
            self.stdout.write(line)
        self.stdout.write(f"Concept gemaakt: {page.title} (pagina {page.pk}, {page.url_path}).")


def find_parent(site: Site, path: str) -> Any:
    """The page at a path of a site; NoPlace when there is none, or when no such page can stand below it."""
    wanted = "/".join(part for part in path.split("/") if part)
    address = site.root_page.url_path + (f"{wanted}/" if wanted else "")
    page = Page.objects.filter(url_path=address).specific().first()
    if page is None:
        raise NoPlace(f"Er is geen pagina op /{wanted}/. Geef het pad van een pagina die er is, zoals /over-ons/.")
    if not isinstance(page, PortfolioIndexPage) and not StandardPage.can_create_at(page):
        raise NoPlace(f"Onder {page.title} kan geen gewone pagina staan. Kies een andere pagina.")
    return page


def page_for(title: str, parent: Any, association: Organization) -> Any:
    """A new page, or the newest version of the page that the portfolio has; NoPlace when it cannot stand there."""
    if isinstance(parent, PortfolioIndexPage):
        portfolio = find_portfolio(title, association)
        existing = PortfolioPage.objects.filter(portfolio=portfolio).first()
        if existing is not None:
            return existing.get_latest_revision_as_object()
        page = PortfolioPage(title=title, portfolio=portfolio)
    else:
        page = StandardPage(title=title)
    page.slug = free_slug(title, "pagina", lambda slug: not is_free_below(parent, slug))
    try:
        page.check_place(parent)
    except ValidationError as error:
        raise NoPlace(" ".join(error.messages)) from error
    return page


def store(page: Any, made: SinglePage, parent: Any) -> None:
    """Store the text of a document as a draft."""
    page.body = json.dumps(made.blocks)
    if page.pk is None:
        page.live, page.has_unpublished_changes = False, True
        parent.add_child(instance=page)
    page.save_revision(clean=False)


def find_portfolio(title: str, association: Organization) -> Portfolio:
    """The portfolio with the title of a document; NoPlace, naming those there are, when there is none."""
    portfolios = list(Portfolio.objects.filter(association=association))
    wanted = {bare(title), bare(portfolio_name(title))}
    found = next((portfolio for portfolio in portfolios if bare(portfolio.name) in wanted), None)
    if found is None:
        known = ", ".join(portfolio.name for portfolio in portfolios) or "geen"
        raise NoPlace(f"Geen portefeuille heet {title}. De portefeuilles zijn: {known}.")
    return found
