"""What the glossary adds to the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry, register_permission_policy

from association.base.rights import AssociationPolicy
from association.base.viewsets import ANY
from association.glossary.importing.carrying import READ_IN
from association.glossary.importing.undoing import TAKEN_BACK
from association.glossary.models import Term
from association.glossary.views.importing import ReadTermsView, TakeBackView, TermsTableView
from association.glossary.views.unexplained import KnownView, UnexplainedView
from association.glossary.viewsets import TermChooserViewSet, TermViewSet, term_chooser

register_permission_policy(Term, AssociationPolicy(Term, field="association"))


@hooks.register("register_admin_viewset")
def terms() -> TermViewSet:
    """The register of terms."""
    return TermViewSet("begrippen")


@hooks.register("register_admin_viewset")
def choosing() -> TermChooserViewSet:
    """Choosing a term in a text."""
    return term_chooser


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """Terms from a table, what pages use without explanation, and what everybody knows."""
    return [
        path("begrippen/inlezen/", TermsTableView.as_view(), name="terms_import"),
        path("begrippen/inlezen/lees-in/", ReadTermsView.as_view(), name="terms_read_in"),
        path("begrippen/inlezen/draai-terug/", TakeBackView.as_view(), name="terms_take_back"),
        path("begrippen-zonder-uitleg/", UnexplainedView.as_view(), name="unexplained"),
        path("begrippen-zonder-uitleg/<int:number>/bekend/", KnownView.as_view(), name="known_word"),
    ]


class UnexplainedMenuItem(MenuItem):
    """In the menu of who may see terms."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return bool(policy_registry.get_by_type(Term).user_has_any_permission(request.user, ANY))


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    """Among the reports."""
    return UnexplainedMenuItem(
        "Afkortingen zonder uitleg", reverse("unexplained"), name="unexplained", icon_name="warning", order=103
    )


@hooks.register("register_log_actions")
def words_of_log(actions: Any) -> None:
    """What the history says of a term from a table."""
    actions.register_action(READ_IN, "Uit een tabel inlezen", "Ingelezen uit een tabel")
    actions.register_action(TAKEN_BACK, "Inlezen terugdraaien", "Inlezen teruggedraaid")


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """The look of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/glossary.css"))
