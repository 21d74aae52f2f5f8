"""Screens of Wagtail's admin that would show what is another's, each with only what its user may come across.

Their addresses stand before Wagtail's own (`guarded_addresses`); names and templates stay Wagtail's.
"""

import json
from collections.abc import Callable
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser, workflows
from wagtail.admin.views.bulk_action.dispatcher import index as bulk_action
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.views.pages.workflow import ConfirmWorkflowCancellationView
from wagtail.admin.views.reports import aging_pages, audit_logging, locked_pages, page_types_usage
from wagtail.admin.views.reports import workflows as workflow_reports
from wagtail.contrib.forms import views as forms
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views import documents
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
    Site,
    Task,
    Workflow,
    WorkflowState,
    WorkflowTask,
    get_default_page_content_type,
)
from wagtail.permissions import policy_registry

from association.base.access import (
    allowed,
    colleagues,
    explorable_pages,
    known_tags,
    linkable,
    may_link_to,
    own_sites,
)
from association.base.exports import SafeExport
from association.base.models import Document, Image

View = Callable[..., HttpResponseBase]
TAGS = 10


def known_pages(request: HttpRequest) -> set[int]:
    """The numbers of the pages that the user may find in the admin; asked once per request."""
    if not hasattr(request, "known_pages"):
        numbers = explorable_pages(request.user).order_by().values_list("pk", flat=True)
        request.known_pages = set(numbers)  # type: ignore[attr-defined]  # ours, for this request
    return request.known_pages  # type: ignore[attr-defined]  # as above


class OwnTitleColumn(chooser.PageTitleColumn):
    """Titles; of what the user may lead to and not find, the published one."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> Any:
        """The cell."""
        if instance.pk not in known_pages(parent_context["request"]):
            instance.draft_title = instance.title
        return super().render_cell_html(instance, parent_context)


class OwnParentColumn(chooser.ParentPageColumn):
    """What a page lies below, when the user may find that."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        """With nothing for a parent that is kept from the user."""
        context = super().get_cell_context_data(instance, parent_context)
        parent = context.get("value")
        if parent is not None and parent.pk not in known_pages(parent_context["request"]):
            context["value"] = None
        return context


class OwnColumns:
    """A window to choose pages in, that names only what the user may know."""

    @property
    def columns(self) -> list[Any]:
        """Wagtail's columns, ours in place of two."""
        ours = {chooser.PageTitleColumn: OwnTitleColumn, chooser.ParentPageColumn: OwnParentColumn}
        found = list(super().columns)  # type: ignore[misc]  # the view beside this class has it
        for column in found:
            column.__class__ = ours.get(type(column), type(column))
        return found


class OwnSearchView(OwnColumns, chooser.SearchView):
    """The search for a page to choose."""


class OwnBrowseView(OwnColumns, chooser.BrowseView):
    """The tree in which a page is chosen; a page that the user may not choose is no place to look in."""

    parent_page: Any

    def get_object_list(self) -> QuerySet[Page]:
        """The pages below the one that was asked for; PermissionDenied when that is kept from the user."""
        if not self.parent_page.is_root() and not may_link_to(self.request.user, self.parent_page):
            if "parent_page_id" in self.kwargs:
                raise PermissionDenied
            self.parent_page = Page.get_first_root_node().specific
        return super().get_object_list()


class OwnChosenMultipleView(chooser.ChosenMultipleView):
    """What was chosen, as far as the user may choose it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Wagtail's answer, without the pages that are kept from the user."""
        numbers = [number for number in request.GET.getlist("id") if number.isdecimal()]
        pages = Page.objects.filter(linkable(request.user), pk__in=numbers)
        data = request.GET.copy()
        data.setlist("id", [str(number) for number in pages.values_list("pk", flat=True)])
        request.GET = data  # type: ignore[assignment]  # a QueryDict as well
        return super().get(request)

    def render_chosen_response(self, result: list[dict[str, Any]]) -> HttpResponse:
        """The published title of what the user may lead to and not find."""
        titles = dict(Page.objects.filter(pk__in=[item["id"] for item in result]).values_list("pk", "title"))
        for item in result:
            if item["id"] not in known_pages(self.request):
                item["adminTitle"] = titles[item["id"]]
        return super().render_chosen_response(result)


class OwnExternalLinkView(chooser.ExternalLinkView):
    """An address that was typed in; it becomes a link to a page only when the user may choose that page."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Wagtail's answer, or the address as it was typed in."""
        answer = super().post(request)
        data = json.loads(answer.content)
        found = data.get("internal") or data.get("result") or {}
        number = found.get("id")
        if number is None or Page.objects.filter(linkable(request.user), pk=number).exists():
            return answer
        return self.render_chosen_response(self.get_result_data())


def tags(request: HttpRequest, **kwargs: Any) -> JsonResponse:
    """Tags that begin with what was typed, of files that the user may find."""
    term = request.GET.get("term", "")
    found = known_tags(request.user).filter(name__istartswith=term) if term else known_tags(request.user).none()
    return JsonResponse(list(found.order_by("name").values_list("name", flat=True)[:TAGS]), safe=False)


def bulk(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponseBase:
    """What is done with several objects together, without those that the user may not find (403 when none is left).

    "All" stands for what the list shows, which the user may find; of pages it names what lies below one of them.
    """
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    asked = request.GET.getlist("id")
    if "all" in asked:
        asked = [str(key) for key in all_below(request, model, action)]
    kept = allowed(request.user, model, asked)
    place = request.POST.get("chooser", "") if issubclass(model, Page) else ""
    if not kept or (place and not allowed(request.user, Page, [place])):
        raise PermissionDenied
    data = request.GET.copy()
    data.setlist("id", sorted(kept, key=int))
    request.GET = data  # type: ignore[assignment]  # a QueryDict as well
    request.META["QUERY_STRING"] = data.urlencode()
    return bulk_action(request, app_label, model_name, action)


def all_below(request: HttpRequest, model: Any, action: str) -> list[int]:
    """The keys that "all" stands for, by Wagtail's own reckoning."""
    from wagtail.admin.views.bulk_action.registry import bulk_action_registry

    kind = bulk_action_registry.get_bulk_action_class(model._meta.app_label, model._meta.model_name, action)
    if kind is None:
        raise Http404
    parent = request.GET.get("childOf")
    if parent is not None and not parent.isdecimal():
        raise Http404
    if parent and issubclass(model, Page) and not explorable_pages(request.user).filter(pk=parent).exists():
        raise PermissionDenied
    found = kind(request, model).get_all_objects_in_listing_query(parent)
    return [getattr(item, "pk", item) for item in found]


class OwnCancellationView(ConfirmWorkflowCancellationView):
    """The question whether to stop a page's round of reading; for who may edit the page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Wagtail's question; PermissionDenied for another's page."""
        permissions = self.object.permissions_for_user(request.user)
        if not (permissions.can_edit() or permissions.can_publish()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def for_managers_of_workflows(view: View) -> View:
    """A screen of tasks, for who may set up how pages are read along with."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for model in (Workflow, Task):
            policy = policy_registry.get_by_type(model)
            if policy.user_has_any_permission(request.user, {"add", "change"}):
                return view(request, *args, **kwargs)
        raise PermissionDenied

    return guarded


class OwnChoices:
    """Filters that offer what the user may come across: colleagues, and the rounds of pages that they may edit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user  # type: ignore[attr-defined]  # the filter set beside this class has it
        if not user.is_superuser:
            for name, found in self.own_choices(user).items():
                if name in self.filters:  # type: ignore[attr-defined]  # as above
                    self.filters[name].queryset = found  # type: ignore[attr-defined]  # as above

    def own_choices(self, user: Any) -> dict[str, QuerySet[Any]]:
        """What each filter may offer."""
        pages = workflow_reports.get_editable_page_ids_query(self.request)  # type: ignore[attr-defined]  # as above
        rounds = WorkflowState.objects.filter(base_content_type=get_default_page_content_type(), object_id__in=pages)
        people = colleagues(user)
        workflows = Workflow.objects.filter(pk__in=rounds.values("workflow"))
        tasks = Task.objects.filter(pk__in=WorkflowTask.objects.filter(workflow__in=workflows).values("task"))
        return {"requested_by": people, "locked_by": people, "workflow": workflows, "task": tasks}


class OwnHistoryFilterSet(audit_logging.SiteHistoryReportFilterSet):
    """Filters of the history: names of colleagues only."""

    def get_users_queryset(self) -> Any:
        """Who did something that the user may see."""
        return super().get_users_queryset().filter(pk__in=colleagues(self.request.user).values("pk"))


class OwnLogEntriesView(SafeExport, audit_logging.LogEntriesView):
    """Wagtail's report; it knows whose a page is, but not whose a portfolio or a file is, so it shows pages only."""

    filterset_class = OwnHistoryFilterSet

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What the user's filters leave; everything but pages is for superusers."""
        if queryset.model is ModelLogEntry and not self.request.user.is_superuser:
            queryset = queryset.none()
        return super().filter_queryset(queryset)


class OwnWorkflowFilterSet(OwnChoices, workflow_reports.WorkflowReportFilterSet):
    """Filters of rounds."""

    class Meta(workflow_reports.WorkflowReportFilterSet.Meta):
        pass


class OwnTasksFilterSet(OwnChoices, workflow_reports.WorkflowTasksReportFilterSet):
    """Filters of the steps of rounds."""

    class Meta(workflow_reports.WorkflowTasksReportFilterSet.Meta):
        pass


class OwnLockedFilterSet(OwnChoices, locked_pages.LockedPagesReportFilterSet):
    """Filters of locked pages."""

    class Meta(locked_pages.LockedPagesReportFilterSet.Meta):
        pass


class OwnWorkflowView(SafeExport, workflow_reports.WorkflowView):
    """The report of rounds."""

    filterset_class = OwnWorkflowFilterSet


class OwnWorkflowTasksView(SafeExport, workflow_reports.WorkflowTasksView):
    """The report of the steps of rounds."""

    filterset_class = OwnTasksFilterSet


class OwnLockedPagesView(SafeExport, locked_pages.LockedPagesView):
    """The report of locked pages."""

    filterset_class = OwnLockedFilterSet


class OwnPageTypesFilterSet(page_types_usage.PageTypesUsageReportFilterSet):
    """Filters of page types: the sites on which the user works, for who works on several."""

    class Meta(page_types_usage.PageTypesUsageReportFilterSet.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        if "site" not in self.filters or user.is_superuser:
            return
        names = [(site.root_page.path, str(site)) for site in own_sites(user)]
        if len(names) > 1:
            self.filters["site"].extra["choices"] = names
        else:
            self.sites_filter_enabled = False
            del self.filters["site"]


class OwnPageTypesView(SafeExport, page_types_usage.PageTypesUsageReportView):
    """The report of page types: the numbers of the whole, and the last page changed that the user may find."""

    filterset_class = OwnPageTypesFilterSet

    def get_queryset(self) -> QuerySet[Any]:
        """The page types, with the last page of one's own."""
        found: QuerySet[Any] = super().get_queryset()
        if self.request.user.is_superuser:
            return found
        mine = explorable_pages(self.request.user).filter(content_type=OuterRef("pk"))
        last = mine.order_by("-latest_revision_created_at", "title", "-pk").values("pk")[:1]
        return found.annotate(last_edited_page_id=Subquery(last))


class SafeAgingPagesView(SafeExport, aging_pages.AgingPagesView):
    """The report of pages that were not published for long."""


class OwnPeople(OwnChoices):
    """Filters of lists of pages: colleagues who have or changed one that the user may find, and the user's sites."""

    def own_choices(self, user: Any) -> dict[str, QuerySet[Any]]:
        """What each filter may offer."""
        pages, people = explorable_pages(user).order_by(), colleagues(user)
        edits = PageLogEntry.objects.filter(action="wagtail.edit", page__in=pages.values("pk")).order_by()
        return {
            "owner": people.filter(pk__in=pages.values("owner")),
            "edited_by": people.filter(pk__in=edits.values("user")),
            "site": Site.objects.filter(pk__in=[site.pk for site in own_sites(user)]),
        }


class OwnPageFilterSet(OwnPeople, GenericPageFilterSet):
    """Filters of the explorer."""

    class Meta(GenericPageFilterSet.Meta):
        pass


class OwnFormPageFilterSet(OwnPeople, forms.FormPageFilterSet):
    """Filters of the list of forms."""

    class Meta(forms.FormPageFilterSet.Meta):
        pass


class OwnFormPagesView(forms.FormPagesListView):
    """The list of forms."""

    filterset_class = OwnFormPageFilterSet


class SafeSubmissionsView(SafeExport, forms.SubmissionsListView):
    """What was sent in with a form; a page type of forms names this view itself."""


class NotInUse:
    """A part of Wagtail's interface for programs that its screens do not use, and that knows no rights (404)."""

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise Http404


class NoDocuments(NotInUse, DocumentsAdminAPIViewSet):
    """No list of documents."""


class NoImages(NotInUse, ImagesAdminAPIViewSet):
    """No list of pictures."""


class PagesToRead(PagesAdminAPIViewSet):
    """Pages for the menu of the explorer, to read only.

    Wagtail's actions (copy, move, publish, delete …) would go past every hook of the screens: the bin, locks, four
    eyes, and privacy that goes along. No screen uses them.
    """

    actions: ClassVar[dict[str, Any]] = {}


class OwnTagFilters:
    """A list of files whose filter names the tags of files that the user may find."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)  # type: ignore[call-arg]  # the filter set takes it
        if "tag" in self.filters:  # type: ignore[attr-defined]  # the filter set beside this class has them
            names = known_tags(request.user, self._meta.model).order_by("name").values_list("name", flat=True)  # type: ignore[attr-defined]  # as above
            self.filters["tag"].extra["choices"] = [(name, name) for name in names[:TAGS]]  # type: ignore[attr-defined]  # as above


class OwnImagesFilterSet(OwnTagFilters, images.ImagesFilterSet):
    """Filters of pictures."""

    class Meta(images.ImagesFilterSet.Meta):
        model = Image


class OwnDocumentsFilterSet(OwnTagFilters, documents.DocumentsFilterSet):
    """Filters of documents."""

    class Meta(documents.DocumentsFilterSet.Meta):
        model = Document


class OwnImagesView(images.IndexView):
    """The list of pictures."""

    filterset_class = OwnImagesFilterSet


class OwnDocumentsView(documents.IndexView):
    """The list of documents."""

    filterset_class = OwnDocumentsFilterSet


class OwnImageChooseView(image_chooser.ImageChooseView):
    """The window in which a picture is chosen."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the tags of pictures that the user may find."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["popular_tags"] = known_tags(self.request.user, Image).order_by("name")[:TAGS]
        return context


class ImageChooser(image_chooser.ImageChooserViewSet):
    """Wagtail's chooser of pictures with our window; only its address for choosing is used."""

    choose_view_class = OwnImageChooseView


def guarded_addresses(prefix: str) -> list[URLPattern]:
    """The addresses of these screens below a prefix, to stand before Wagtail's own."""
    choose = ImageChooser("wagtailimages_chooser", model=Image, url_prefix="images/chooser").choose_view
    views: dict[str, Any] = {
        "choose-page/": OwnBrowseView.as_view(),
        "choose-page/search/": OwnSearchView.as_view(),
        "choose-page/<int:parent_page_id>/": OwnBrowseView.as_view(),
        "choose-page/chosen-multiple/": OwnChosenMultipleView.as_view(),
        "choose-external-link/": OwnExternalLinkView.as_view(),
        "tag-autocomplete/": tags,
        "tag-autocomplete/<slug:app_name>/<slug:model_name>/": tags,
        "bulk/<str:app_label>/<str:model_name>/<str:action>/": bulk,
        "pages/workflow/confirm_cancellation/<int:page_id>/": OwnCancellationView.as_view(),
        "workflows/task_chooser/": for_managers_of_workflows(workflows.TaskChooserView.as_view()),
        "workflows/task_chooser/results/": for_managers_of_workflows(workflows.TaskChooserResultsView.as_view()),
        "workflows/task_chooser/<int:task_id>/": for_managers_of_workflows(workflows.task_chosen),
        "images/chooser/": choose,
    }
    lists: dict[str, Any] = {
        "reports/site-history/": OwnLogEntriesView,
        "reports/workflow/": OwnWorkflowView,
        "reports/workflow_tasks/": OwnWorkflowTasksView,
        "reports/locked/": OwnLockedPagesView,
        "reports/page-types-usage/": OwnPageTypesView,
        "reports/aging-pages/": SafeAgingPagesView,
        "forms/": OwnFormPagesView,
        "images/": OwnImagesView,
        "documents/": OwnDocumentsView,
    }
    for route, view in lists.items():
        views[route] = view.as_view()
        views[f"{route}results/"] = view.as_view(results_only=True)
    return [path(prefix + route, require_admin_access(view)) for route, view in views.items()]
