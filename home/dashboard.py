"""The panel "Wat wilt u doen?" on the first screen of the admin."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Site
from wagtail.permissions import policy_registry

from association.base.models import Document
from association.base.rights import associations_of
from association.base.site_settings import SiteSettings
from association.news.pages import NewsIndexPage, NewsPage
from association.publications.pages import PublicationIndexPage


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


def tasks_for(own: SiteSettings, user: Any) -> list[Task]:
    """The buttons for one site that the user has the rights for."""
    tasks = []
    root = own.site.root_page
    index = NewsIndexPage.objects.child_of(root).first()
    if index is not None and index.permissions_for_user(user).can_add_subpage():
        address = reverse("wagtailadmin_pages:add", args=["association", NewsPage._meta.model_name, index.pk])
        tasks.append(Task("Nieuws plaatsen", "Titel, tekst, beeld, klaar", address, "doc-full"))
    documents = PublicationIndexPage.objects.child_of(root).first()
    if documents is not None and documents.permissions_for_user(user).can_add_subpage():
        address = reverse("import_document")
        tasks.append(Task("Document publiceren", "Van Word naar web en pdf", address, "doc-full-inverse"))
    if root.permissions_for_user(user).can_edit():
        address = reverse("wagtailadmin_explore", args=[root.pk])
        tasks.append(Task("Pagina wijzigen", "Zoek of kies uit de lijst", address, "edit"))
    if policy_registry.get_by_type(Document).user_has_permission(user, "add"):
        address = reverse("wagtaildocs:add_multiple")
        tasks.append(Task("Bestand plaatsen", "Om te lezen of te bewaren", address, "upload"))
    return tasks


class TasksPanel(Component):
    """What people come for, as large buttons; per site for who works for several."""

    name = "tasks"
    template_name = "home/dashboard.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The sites with their buttons; a site without any is left out."""
        request = parent_context["request"]
        groups = [
            {"name": own.association.abbreviation, "tasks": tasks_for(own, request.user)}
            for own in sites_of(request)
            if own.association
        ]
        return {"groups": [group for group in groups if group["tasks"]]}
