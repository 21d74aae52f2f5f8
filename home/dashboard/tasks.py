"""The panel "Wat wilt u doen?" on the first screen of the admin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from association.base.models import Document
from association.base.rights import associations_of
from association.base.site_settings import SiteSettings
from association.news.pages import NewsIndexPage, NewsPage
from association.newsletters.models import Newsletter
from association.newsletters.pages import NewsletterIndexPage
from association.portfolios.models import Portfolio
from association.portfolios.pages import PortfolioPage
from association.publications.pages import PublicationIndexPage

MOST = 5  # buttons that stand beside each other


@dataclass(frozen=True)
class Task:
    """One button; `icon` is a name of the admin's icons."""

    label: str
    help: str
    url: str
    icon: str


def sites_of(request: HttpRequest) -> list[SiteSettings]:
    """The settings of the sites that the user works for; the site of the address comes first."""
    user, here = request.user, Site.find_for_request(request)
    found = SiteSettings.objects.select_related("site__root_page", "association").exclude(association=None)
    if not user.is_superuser:
        found = found.filter(association_id__in=associations_of(user))
    return sorted(found, key=lambda own: (here is None or own.site_id != here.pk, own.site_id))


def own_portfolio(own: SiteSettings, user: Any) -> Iterator[Task]:
    """Straight into the page of the portfolio that the user looks after (the process lead); a button for each."""
    pages = PortfolioPage.objects.filter(
        portfolio__team__user=user, portfolio__association=own.association, path__startswith=own.site.root_page.path
    )
    found = [page for page in pages.order_by("title")[:MOST] if page.permissions_for_user(user).can_edit()]
    for page in found:
        label = f"Mijn {own.portfolio_word.lower()}" if len(found) == 1 else page.title
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Task(label, page.title if len(found) == 1 else "Uw eigen pagina bijwerken", address, "edit")


def place_news(own: SiteSettings, user: Any) -> Iterator[Task]:
    """To an empty news item."""
    index = NewsIndexPage.objects.child_of(own.site.root_page).first()
    if index is not None and index.permissions_for_user(user).can_add_subpage():
        address = reverse("wagtailadmin_pages:add", args=["association", NewsPage._meta.model_name, index.pk])
        yield Task("Nieuws plaatsen", "Titel, tekst, foto, klaar", address, "doc-full")


def new_issue(own: SiteSettings, user: Any) -> Iterator[Task]:
    """To the next number of a newsletter; where there is one."""
    if own.association is None or not Newsletter.objects.filter(association=own.association).exists():
        return
    archive = NewsletterIndexPage.objects.child_of(own.site.root_page).first()
    if archive is not None and archive.permissions_for_user(user).can_add_subpage():
        yield Task("Nieuwsbrief maken", "Met alles sinds het vorige nummer", reverse("new_issue"), "mail")


def change_page(own: SiteSettings, user: Any) -> Iterator[Task]:
    """To the tree of the site."""
    root = own.site.root_page
    if root.permissions_for_user(user).can_edit():
        yield Task(
            "Pagina wijzigen", "Zoek of kies uit de boom", reverse("wagtailadmin_explore", args=[root.pk]), "edit"
        )


def publish_document(own: SiteSettings, user: Any) -> Iterator[Task]:
    """To the import of a Word file, and to a publication that is written here."""
    documents = PublicationIndexPage.objects.child_of(own.site.root_page).first()
    if documents is not None and documents.permissions_for_user(user).can_add_subpage():
        yield Task("Document publiceren", "Van Word naar web en pdf", reverse("import_document"), "doc-full-inverse")
        yield Task("Nieuwe publicatie", "Hoofdstukken en feiten staan klaar", reverse("new_publication"), "openquote")


def place_file(own: SiteSettings, user: Any) -> Iterator[Task]:
    """To the upload of documents."""
    if policy_registry.get_by_type(Document).user_has_permission(user, "add"):
        yield Task("Bestand plaatsen", "Om te lezen of te bewaren", reverse("wagtaildocs:add_multiple"), "upload")


def make_page(own: SiteSettings, user: Any) -> Iterator[Task]:
    """To an empty page of text, right below the start page."""
    root = own.site.root_page
    if root.permissions_for_user(user).can_add_subpage():
        address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", root.pk])
        yield Task("Pagina maken", "Tekst, beelden en tabellen", address, "plus-inverse")


def change_portfolios(own: SiteSettings, user: Any) -> Iterator[Task]:
    """To the register of portfolios; for who runs the site."""
    if policy_registry.get_by_type(Portfolio).user_has_permission(user, "change"):
        yield Task(
            f"{own.portfolios_word} bijhouden", "De lijst van de vereniging", reverse("portefeuilles:index"), "table"
        )


# What somebody comes for most often stands first; what is in the menu as well comes last, for who may do little else.
ORDER: tuple[Callable[[SiteSettings, Any], Iterator[Task]], ...] = (
    own_portfolio, place_news, change_page, publish_document, new_issue, make_page, place_file, change_portfolios,
)  # fmt: skip


def tasks_for(own: SiteSettings, user: Any) -> list[Task]:
    """The buttons for one site that the user has the rights for, at most five."""
    return [task for kind in ORDER for task in kind(own, user)][:MOST]


class TasksPanel(Component):
    """What people come for, as large buttons; per site for who works for several."""

    name = "tasks"
    template_name = "home/dashboard.html"
    order = 50

    def __init__(self, sites: list[SiteSettings]) -> None:
        self.sites = sites

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The sites with their buttons; a site without any is left out."""
        user = parent_context["request"].user
        groups = [
            {"name": own.association.abbreviation, "tasks": tasks_for(own, user)}
            for own in self.sites
            if own.association
        ]
        return {"groups": [group for group in groups if group["tasks"]]}


def within(sites: list[SiteSettings], pages: Any) -> Any:
    """Of a query for pages, those of the sites; what lies in no site (as the recycle bin) is nobody's work."""
    wanted = Page.objects.none()
    for own in sites:
        wanted |= Page.objects.filter(path__startswith=own.site.root_page.path)
    return pages & wanted
