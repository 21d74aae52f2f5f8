"""What all reports have in common: columns that are exported as they are shown, and rights."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from association.base.exports import SafeExport
from association.quality.queries import WORKING, pages_of


@dataclass(frozen=True)
class Field:
    """A column of a report: its name in addresses, the words above it, its value, and what it is sorted by."""

    name: str
    label: str
    value: Callable[[Any], Any]
    sort_key: str | None = None


class Report(SafeExport, ReportView):
    """A report on pages; a subclass says `fields` (the first is the title, and leads to `address_of` a row) and rows.

    `rows` gives the rows of a user, in a fixed number of queries; nothing of a page that is not the user's work.
    """

    fields: ClassVar[tuple[Field, ...]] = ()
    slug = ""
    nothing = "Er is niets gevonden."
    is_searchable = False
    table_classname = "listing quality-report"

    @classmethod
    def may_see(cls, user: Any) -> bool:
        """Whether the report can have something for a user."""
        return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, set(WORKING)))

    def rows(self, user: Any) -> QuerySet[Any]:
        """The rows that a user may see."""
        raise NotImplementedError

    def address_of(self, row: Any) -> str | None:
        """Where the title of a row leads; None where the user may not go there."""
        return edit_address(row.page, self.request.user)

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Whether the user may see the report."""
        return self.may_see(self.request.user)

    any_permission_required = WORKING

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of who asks."""
        return self.rows(self.request.user)

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """The rows, narrowed down once."""
        found: QuerySet[Any] = self.get_queryset()
        return found

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows in the order that was asked for; equal ones in a fixed order."""
        return queryset.order_by(self.ordering, "pk") if self.ordering else queryset

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The columns of the table."""
        first, *others = self.fields
        return [
            TitleColumn(
                first.name, label=first.label, accessor=first.value, get_url=self.address_of, sort_key=first.sort_key
            ),
            *(Column(item.name, label=item.label, accessor=item.value, sort_key=item.sort_key) for item in others),
        ]

    @property
    def list_export(self) -> list[str]:
        """The columns of the export."""
        return [item.name for item in self.fields]

    @property
    def export_headings(self) -> dict[str, str]:
        """The words above the columns of the export."""
        return {item.name: item.label for item in self.fields}

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """One row of the export."""
        return {field.name: field.value(item) for field in self.fields}

    @property
    def index_url_name(self) -> str:
        """The name of the report's address."""
        return f"quality_{self.slug}"

    @property
    def index_results_url_name(self) -> str:
        """The name of the address that gives only the rows."""
        return f"quality_{self.slug}_results"

    def get_filename(self) -> str:
        """The name of an export, without extension."""
        return f"{self.get_page_title().lower().replace(' ', '-')}-{timezone.localdate():%Y-%m-%d}"

    @cached_property
    def no_results_message(self) -> str:
        """What stands in the place of an empty table."""
        return "Er is niets dat aan uw keuze voldoet." if self.is_filtering else self.nothing


class SiteFilter(ModelChoiceFilter):
    """A choice among the sites that the user works on as a whole."""

    def __init__(self, field_name: str = "page__path") -> None:
        super().__init__(
            label="Site", empty_label="Alle sites", queryset=own_sites, method=self.narrow, widget=forms.Select
        )
        self.path_field = field_name

    def narrow(self, rows: QuerySet[Any], name: str, site: Site) -> QuerySet[Any]:
        """The rows of one site."""
        return rows.filter(**{f"{self.path_field}__startswith": site.root_page.path})


class OneOf(ChoiceFilter):
    """A choice among a few words, each with the condition that it stands for."""

    def __init__(self, label: str, choices: list[tuple[str, str]], method: str, empty_label: str = "Alles") -> None:
        super().__init__(label=label, choices=choices, method=method, empty_label=empty_label, widget=forms.RadioSelect)


class ReportFilter(WagtailFilterSet):
    """The filters of a report."""


def own_sites(request: HttpRequest) -> QuerySet[Site]:
    """The sites whose start page is among the pages that the user works on."""
    return Site.objects.filter(root_page__in=pages_of(request.user).order_by().values("pk")).select_related("root_page")


def edit_address(page: Page, user: Any) -> str | None:
    """Where a page is edited, for who may; no query once the user's rights are known."""
    if not page.permissions_for_user(user).can_edit():
        return None
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def title_of(page: Page) -> str:
    """A page's title in its newest version."""
    return str(page.draft_title or page.title)


def type_of(page: Page) -> str:
    """The name of a page's type."""
    kind = page.specific_class
    return str(kind._meta.verbose_name).capitalize() if kind is not None else ""
