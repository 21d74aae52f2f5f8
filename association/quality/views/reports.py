"""The reports: what is left to mend, and what changed."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django_filters import DateFilter, ModelChoiceFilter
from wagtail.admin.filters import ContentTypeFilter
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page
from wagtail.permissions import policy_registry

from association.base.models import Document, Image, PageMeta, User
from association.quality.links import files_in_drafts
from association.quality.models import Finding, PageLink
from association.quality.queries import (
    FILE_RIGHTS,
    broken_links,
    files_of,
    pages_of,
    undescribed,
    unused,
    with_text_key,
)
from association.quality.rules.checks import KINDS
from association.quality.views.report import (
    Field,
    OneOf,
    Report,
    ReportFilter,
    SiteFilter,
    edit_address,
    title_of,
    type_of,
)

SOON = timedelta(days=30)
RECENT = (("1", "vandaag"), ("7", "deze week"), ("31", "deze maand"))


def keepers(request: HttpRequest) -> QuerySet[User]:
    """Who looks after any of the pages that the user works on."""
    rows = PageMeta.objects.filter(page__in=pages_of(request.user).order_by().values("pk"))
    return User.objects.filter(pk__in=rows.values("responsible")).order_by("first_name", "username")


def page_kinds(request: HttpRequest) -> QuerySet[ContentType]:
    """The types of the pages that there are."""
    found: Any = ContentType.objects.filter(pk__in=Page.objects.filter(depth__gt=1).values("content_type"))
    return found.order_by("model")


def state_of(page: Page) -> str:
    """Whether readers see a page as it is now."""
    if not page.live:
        return "concept"
    return "geplaatst, met nieuwere wijzigingen" if page.has_unpublished_changes else "geplaatst"


def name_of(user: User | None) -> str:
    """A person's name, as colleagues know it."""
    return str(user.get_full_name() or user.get_username()) if user is not None else ""


class LinksFilter(ReportFilter):
    """Which broken links."""

    where = OneOf("Waarheen", [("inside", "pagina's van de site"), ("outside", "andere websites")], "choose")
    site = SiteFilter()

    def choose(self, rows: QuerySet[PageLink], name: str, value: str) -> QuerySet[PageLink]:
        """Links to pages, or to other websites."""
        return rows.filter(target__isnull=value == "inside")

    class Meta:
        model = PageLink
        fields: tuple[str, ...] = ()


class LinksReport(Report):
    """Links of published pages that lead nowhere."""

    page_title = "Gebroken links"
    header_icon = "link"
    slug = "links"
    model = PageLink
    filterset_class = LinksFilter
    nothing = "Alle links werken."
    default_ordering = "page__draft_title"
    fields = (
        Field("page", "Op de pagina", lambda row: title_of(row.page), "page__draft_title"),
        Field("text", "Woorden van de link", lambda row: row.text or "(zonder woorden)"),
        Field("target", "Adres", lambda row: row.target.url if row.target else "een pagina van de site"),
        Field("why", "Wat is er mis", lambda row: row.why),
        Field("checked", "Bekeken op", lambda row: row.target.checked_at if row.target else None),
    )

    def rows(self, user: Any) -> QuerySet[PageLink]:
        """Links on the pages that the user works on; of the page that a link leads to nothing is told."""
        return broken_links(pages_of(user)).select_related("page", "target")


class ReviewFilter(ReportFilter):
    """Which pages to read again."""

    when = OneOf("Wanneer", [("late", "te laat"), ("soon", "binnen 30 dagen")], "choose")
    responsible = ModelChoiceFilter(label="Verantwoordelijk", empty_label="Iedereen", queryset=keepers)
    site = SiteFilter()

    def choose(self, rows: QuerySet[PageMeta], name: str, value: str) -> QuerySet[PageMeta]:
        """Pages whose day has come, or comes."""
        today = timezone.localdate()
        return rows.filter(review_date__lte=today) if value == "late" else rows.filter(review_date__gt=today)

    class Meta:
        model = PageMeta
        fields: tuple[str, ...] = ()


class ReviewReport(Report):
    """Pages to read again now, or within a month."""

    page_title = "Opnieuw nalezen"
    header_icon = "calendar-check"
    slug = "review"
    model = PageMeta
    filterset_class = ReviewFilter
    nothing = "Er is de komende dertig dagen niets om na te lezen."
    default_ordering = "review_date"
    fields = (
        Field("page", "Pagina", lambda row: title_of(row.page), "page__draft_title"),
        Field("type", "Soort", lambda row: type_of(row.page)),
        Field("date", "Opnieuw nalezen op", lambda row: row.review_date, "review_date"),
        Field("late", "Dagen te laat", lambda row: max(0, (timezone.localdate() - row.review_date).days)),
        Field("responsible", "Verantwoordelijk", lambda row: name_of(row.responsible)),
    )

    def rows(self, user: Any) -> QuerySet[PageMeta]:
        """The pages that the user works on."""
        due = PageMeta.objects.filter(review_date__lte=timezone.localdate() + SOON)
        return due.filter(page__in=pages_of(user).order_by().values("pk")).select_related("page", "responsible")


class TextsFilter(ReportFilter):
    """Which findings."""

    code = OneOf("Soort", [(code, kind.name) for code, kind in KINDS.items()], "choose")
    site = SiteFilter()

    def choose(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Findings of one kind."""
        return rows.filter(code=value)

    class Meta:
        model = Finding
        fields: tuple[str, ...] = ()


class TextsReport(Report):
    """What there is to mend in the texts of published pages."""

    page_title = "Kwaliteit van teksten"
    header_icon = "glasses"
    slug = "texts"
    model = Finding
    filterset_class = TextsFilter
    nothing = "Er is niets gevonden om te verbeteren."
    default_ordering = "page__draft_title"
    fields = (
        Field("page", "Pagina", lambda row: title_of(row.page), "page__draft_title"),
        Field("kind", "Soort", lambda row: row.name, "code"),
        Field("detail", "Wat", lambda row: row.detail),
        Field("advice", "Hoe lost u het op", lambda row: row.advice),
    )

    def rows(self, user: Any) -> QuerySet[Finding]:
        """Findings on the published pages that the user works on."""
        own = pages_of(user).order_by().values("pk")
        return Finding.objects.filter(page__live=True, page__in=own).select_related("page")

    def address_of(self, row: Finding) -> str | None:
        """The editor of the page, at the block."""
        address = edit_address(row.page, self.request.user)
        return f"{address}{anchor_of(row.place)}" if address else None


class ChangedFilter(ReportFilter):
    """What changed."""

    since = OneOf("Sinds", list(RECENT), "choose", empty_label="deze week")
    content_type = ContentTypeFilter(label="Soort", empty_label="Alle soorten", queryset=page_kinds)
    site = SiteFilter("path")

    def choose(self, rows: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """Pages that changed within so many days."""
        return rows.filter(latest_revision_created_at__gt=timezone.now() - timedelta(days=int(value)))

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """A week, when nothing else was asked for."""
        rows: QuerySet[Page] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("since") else self.choose(rows, "since", "7")

    class Meta:
        model = Page
        fields: tuple[str, ...] = ()


class ChangedReport(Report):
    """Pages that were written in lately."""

    page_title = "Deze week gewijzigd"
    header_icon = "history"
    slug = "changed"
    model = Page
    filterset_class = ChangedFilter
    nothing = "Er is deze week niets gewijzigd."
    default_ordering = "-latest_revision_created_at"
    fields = (
        Field("title", "Pagina", title_of, "draft_title"),
        Field("type", "Soort", type_of),
        Field("changed", "Gewijzigd op", lambda row: row.latest_revision_created_at, "latest_revision_created_at"),
        Field("by", "Door", lambda row: name_of(row.latest_revision.user) if row.latest_revision else ""),
        Field("state", "Stand", state_of),
    )

    def rows(self, user: Any) -> QuerySet[Page]:
        """The pages that the user works on."""
        month = timezone.now() - timedelta(days=31)
        own = Page.objects.filter(pk__in=pages_of(user).order_by().values("pk"), latest_revision_created_at__gt=month)
        return own.select_related("latest_revision__user")

    def address_of(self, row: Page) -> str | None:
        """The editor of the page."""
        return edit_address(row, self.request.user)


class FilesReport(Report):
    """A report on pictures or documents."""

    @classmethod
    def may_see(cls, user: Any) -> bool:
        """Whether the user works with such files."""
        return bool(policy_registry.get_by_type(cls.model).user_has_any_permission(user, list(FILE_RIGHTS)))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The rows, of which is known which the user may change; one query for all."""
        files = list(object_list)
        policy = policy_registry.get_by_type(self.model)
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        self.changeable = set(mine.filter(pk__in=[item.pk for item in files]).values_list("pk", flat=True))
        return files

    def address_of(self, row: Any) -> str | None:
        """Where the file is changed, for who may."""
        name = "wagtailimages:edit" if self.model is Image else "wagtaildocs:edit"
        return reverse(name, args=[row.pk]) if row.pk in self.changeable else None


class ImagesFilter(ReportFilter):
    """Which pictures."""

    what = OneOf("Wat", [("undescribed", "zonder beschrijving"), ("unused", "nergens gebruikt")], "choose")

    def choose(self, rows: QuerySet[Image], name: str, value: str) -> QuerySet[Image]:
        """Pictures without description, or that nothing shows."""
        return undescribed(rows) if value == "undescribed" else rows.filter(is_unused=True)

    class Meta:
        model = Image
        fields: tuple[str, ...] = ()


class ImagesReport(FilesReport):
    """Pictures without description, and pictures that nothing shows."""

    page_title = "Beelden zonder beschrijving of gebruik"
    header_icon = "image"
    slug = "images"
    model = Image
    filterset_class = ImagesFilter
    nothing = "Elk beeld heeft een beschrijving en wordt gebruikt."
    default_ordering = "-created_at"
    fields = (
        Field("title", "Titel", lambda row: row.title, "title"),
        Field("description", "Beschrijving", lambda row: row.description or "(geen)"),
        Field("used", "Gebruikt", lambda row: "nee" if row.is_unused else "ja"),
        Field("collection", "Collectie", lambda row: row.collection.name),
        Field("placed", "Geplaatst op", lambda row: row.created_at, "created_at"),
    )

    def rows(self, user: Any) -> QuerySet[Image]:
        """The pictures of the user's collections."""
        own = marked(Image, user)
        return own.filter(Q(description="") | Q(is_unused=True)).select_related("collection")


class DocumentsFilter(ReportFilter):
    """Which documents."""

    before = DateFilter(label="Geplaatst vóór", field_name="created_at", lookup_expr="lt", widget=AdminDateInput)

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()


class DocumentsReport(FilesReport):
    """Documents that no page links to."""

    page_title = "Ongebruikte documenten"
    header_icon = "doc-full-inverse"
    slug = "documents"
    model = Document
    filterset_class = DocumentsFilter
    nothing = "Elk document wordt gebruikt."
    default_ordering = "-created_at"
    fields = (
        Field("title", "Titel", lambda row: row.title, "title"),
        Field("file", "Bestand", lambda row: row.filename),
        Field("collection", "Collectie", lambda row: row.collection.name),
        Field("placed", "Geplaatst op", lambda row: row.created_at, "created_at"),
        Field("by", "Door", lambda row: name_of(row.uploaded_by_user)),
    )

    def rows(self, user: Any) -> QuerySet[Document]:
        """The documents of the user's collections."""
        return marked(Document, user).filter(is_unused=True).select_related("collection", "uploaded_by_user")


def marked(model: type[Image] | type[Document], user: Any) -> QuerySet[Any]:
    """The files of a user's collections, each with whether nothing uses it (`is_unused`)."""
    own = model._default_manager.filter(pk__in=files_of(user, model).order_by().values("pk"))
    drafted = files_in_drafts().get(model, set())
    free = Case(
        When(unused(model) & ~Q(pk__in=drafted), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    return with_text_key(own).annotate(is_unused=free)


def anchor_of(place: str) -> str:
    """Where a place stands in the editor: a block by its id, a field by its name."""
    if not place:
        return ""
    return f"#block-{place}-section" if "-" in place else f"#id_{place}"


REPORTS: tuple[type[Report], ...] = (
    LinksReport,
    ReviewReport,
    TextsReport,
    ChangedReport,
    ImagesReport,
    DocumentsReport,
)
