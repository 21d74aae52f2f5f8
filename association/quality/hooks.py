"""What quality adds to the admin: findings beside the editor, rules in the content checker, and the reports."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem

from association.quality.views.checker import QualityCheckerItem
from association.quality.views.panel import page_panel
from association.quality.views.report import Report
from association.quality.views.reports import REPORTS

FIRST_ORDER = 100


@hooks.register("insert_global_admin_css")
def quality_css() -> SafeString:
    """The look of the findings."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/quality.css"))


@hooks.register("insert_editor_js")
def quality_js() -> SafeString:
    """What fetches the findings, also each time that the editor saved by itself."""
    return format_html('<script src="{}" defer></script>', static("js/quality.js"))


@hooks.register("construct_wagtail_userbar")
def own_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Wagtail's content checker gets our rules."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = QualityCheckerItem(in_editor=item.in_editor)


@hooks.register("register_admin_urls")
def quality_addresses() -> list[URLPattern]:
    """The findings on a page, and each report with the address of its rows alone."""
    found = [path("kwaliteit/pagina/<int:number>/", page_panel, name="quality_page")]
    for report in REPORTS:
        address = f"kwaliteit/{ADDRESSES[report.slug]}/"
        found.append(path(address, report.as_view(), name=f"quality_{report.slug}"))
        found.append(path(f"{address}rijen/", report.as_view(results_only=True), name=f"quality_{report.slug}_results"))
    return found


ADDRESSES = {
    "links": "links",
    "review": "nalezen",
    "texts": "teksten",
    "changed": "gewijzigd",
    "images": "beelden",
    "documents": "documenten",
}


class ReportMenuItem(MenuItem):
    """A report in the menu of who may have something in it."""

    def __init__(self, report: type[Report], order: int) -> None:
        name = f"quality_{report.slug}"
        super().__init__(report.page_title, reverse(name), name=name, icon_name=report.header_icon, order=order)
        self.report = report

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may see the report."""
        return self.report.may_see(request.user)


def add_to_menu(report: type[Report], order: int) -> None:
    """Put a report in the menu."""
    hooks.register("register_reports_menu_item", lambda: ReportMenuItem(report, order))


for number, kind in enumerate(REPORTS):
    add_to_menu(kind, FIRST_ORDER + number)
