"""Admin screens of records of which a change can wait (association.base.drafts)."""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, re_path, reverse
from django.utils.text import capfirst
from django.views.generic import View
from wagtail.admin.compare import TextDiff
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from association.base.draft_actions import drop_draft, hold, keep_as_draft, publish
from association.base.drafts import Drafted
from association.base.viewsets import OwnEditView, OwnHistoryView, OwnIndexView, OwnObject, RegisterViewSet

DRAFT = "action-draft"  # the button; every other one publishes, for who may
TAKEN = "Iemand anders gebruikte net hetzelfde adres. Kies een ander."
NOT_FOR_THIS = "U mag dit niet publiceren voor deze vereniging. Bewaar het als concept."
SHOWN = 80
PUBLISHED = "wagtail.publish"


class DraftIndexView(OwnIndexView):
    """The list, with a word at what waits."""

    @cached_property
    def columns(self) -> list[Any]:
        """As for every list; what waits stands behind the name."""
        found: list[Any] = super().columns
        return [*found, Column("draft_words", label="Concept", width="12%", classname="noaber-waits")]


class DraftForm:
    """A form with two ways to save: publishing, for who may, and keeping a draft."""

    template_name = "wagtailadmin/generic/draft_form.html"
    produced_error_message: str | None = None

    @property
    def may_publish(self) -> bool:
        """Whether the user may publish this; of something new, whether they may publish at all."""
        policy, request = self.permission_policy, self.request  # type: ignore[attr-defined]  # the view beside it
        record = getattr(self, "object", None)
        if record is None or record.pk is None:
            return bool(policy.user_has_permission(request.user, "publish"))
        return bool(policy.user_has_permission_for_instance(request.user, "publish", record))

    @property
    def keeps_draft(self) -> bool:
        """Whether what was sent in is to wait."""
        return DRAFT in self.request.POST or not self.may_publish  # type: ignore[attr-defined]  # as above

    def store(self, form: Any) -> HttpResponse | None:
        """Keep or publish; the form again where that cannot be."""
        request: HttpRequest = self.request  # type: ignore[attr-defined]  # as above
        is_new = form.instance.pk is None
        try:
            with transaction.atomic():
                if self.keeps_draft:
                    record = form.save(commit=False)
                    kept = keep_as_draft(record=record, user=request.user) is not None
                    messages.success(request, self.words_of_draft(record, kept=kept))
                else:
                    record = form.instance
                    publish(record=record, user=request.user, save=form.save)
                    if is_new and not self.may_publish_as_kept(record):
                        raise PermissionDenied
                    messages.success(request, f"Gepubliceerd: {record}.")
        except PermissionDenied:
            return self.again(form, None, NOT_FOR_THIS, is_new=is_new)
        except IntegrityError:
            return self.again(form, "slug", TAKEN, is_new=is_new)
        self.object = record
        return None

    def may_publish_as_kept(self, record: Drafted) -> bool:
        """Whether the user may publish something new, now that is known which association keeps it."""
        policy, request = self.permission_policy, self.request  # type: ignore[attr-defined]  # as above
        return bool(policy.user_has_permission_for_instance(request.user, "publish", record))

    def words_of_draft(self, record: Drafted, *, kept: bool) -> str:
        """What was done, for who keeps a draft."""
        if not kept:
            return f"Er wacht niets: {record} is zoals hij al gepubliceerd is."
        if not record.live:
            return f"Als concept bewaard: {record}. Niemand ziet het tot u het publiceert."
        return f"Als concept bewaard: {record}. Wat gepubliceerd is, blijft intussen staan."

    def again(self, form: Any, field: str | None, message: str, *, is_new: bool) -> HttpResponse:
        """The form with what is wrong; nothing was stored."""
        if is_new:
            form.instance.pk, form.instance._state.adding = None, True
        form.add_error(field if field in form.fields else None, message)
        answer: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]  # as above
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the buttons."""
        return {
            **super().get_context_data(**kwargs),  # type: ignore[misc]  # as above
            "may_publish": self.may_publish,
            # Wagtail's own message above the screen names what it found itself.
            "is_told_here": self.produced_error_message is None,
            "draft_action": DRAFT,
        }


class DraftAddView(DraftForm, generic.CreateView):
    """The form of something new."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it; who keeps a draft stays with it."""
        if refused := self.store(form):
            return refused
        return redirect(self.get_edit_url() if self.keeps_draft else self.get_success_url())

    @property
    def keeps_draft(self) -> bool:
        """As for every form; the right is asked before there is an object."""
        allowed = self.permission_policy.user_has_permission(self.request.user, "publish")
        return DRAFT in self.request.POST or not allowed


class DraftEditView(DraftForm, OwnEditView):
    """The form of a record: opens on the change that waits."""

    discard_url_name = revisions_compare_url_name = revisions_revert_url_name = ""

    def opened(self, row: Drafted) -> Any:
        """The version in the form."""
        return row.get_latest_revision_as_object()

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The record as it stands in the form; PermissionDenied for another association's."""
        row = super().get_object(*args, **kwargs)
        self.row = hold(row) if self.request.method == "POST" else row
        found = self.opened(self.row)
        self.before, self.seen = found.version(), fingerprint(self.row)
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it; nobody else changes the record meanwhile."""
        with transaction.atomic():
            answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def is_valid(self, form: Any) -> bool:
        """Also whether the record is still as it was when the form was opened."""
        fine = super().is_valid(form)
        seen = self.request.POST.get("seen", "")
        if not seen or seen == self.seen:
            return bool(fine)
        form.add_error(None, self.words_of_conflict(form))
        self.produced_error_message = None
        return False

    def words_of_conflict(self, form: Any) -> list[str]:
        """What differs from what somebody else stored meanwhile."""
        told = (
            "Iemand anders wijzigde dit terwijl u bezig was. Wat u invulde, staat hieronder nog. "
            "Bewaar opnieuw als dat klopt."
        )
        if form.errors:
            return [told]
        mine = form.save(commit=False).version()
        return [told, *differences(self.row, mine, self.before)]

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it; who keeps a draft stays with it."""
        if refused := self.store(form):
            return refused
        return redirect(self.get_edit_url() if self.keeps_draft else self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what waits, and since when."""
        row = self.row
        waiting = row.latest_revision if row.has_unpublished_changes else None
        return {
            **super().get_context_data(**kwargs),
            "row": row,
            "seen": self.seen,
            "waiting": waiting,
            "overtaken": [label_of(row, name) for name in row.overtaken()],
            "discard_url": reverse(self.discard_url_name, args=[quote(row.pk)]) if waiting else "",
            "compare_url": reverse(self.revisions_compare_url_name, args=[quote(row.pk), "live", "latest"])
            if waiting and row.live
            else "",
        }


class DraftRevertView(DraftEditView):
    """The form on an earlier version, to go back to it."""

    revision_id: int

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Which version."""
        self.revision_id = kwargs["revision_id"]
        super().setup(request, *args, **kwargs)

    def opened(self, row: Drafted) -> Any:
        """The earlier version; Http404 for one that is not of this record."""
        self.revision = get_object_or_404(row.revisions, pk=self.revision_id)
        return self.revision.as_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the day of the version."""
        return {
            **super().get_context_data(**kwargs),
            "earlier": self.revision,
            "action_url": reverse(self.revisions_revert_url_name, args=[quote(self.row.pk), self.revision_id]),
        }


class DraftCompareView(OwnObject, PermissionCheckedMixin, generic.RevisionsCompareView):
    """Two versions of a record beside each other."""

    permission_required = "change"
    edit_label = "Wijzigen"
    history_label = "Geschiedenis"

    def _get_comparison(self, revision_a: Any, revision_b: Any) -> list[Any]:
        """Wagtail's, with the links of versions and the days."""
        handler = self.get_edit_handler().get_bound_panel(instance=self.object, request=self.request, form=None)
        found = []
        for compare in handler.get_comparison():
            one = compare(revision_a, revision_b)
            if one.is_field and one.field.name in self.object.links:
                one.val_a, one.val_b = revision_a.linked(one.field.name), revision_b.linked(one.field.name)
            if one.has_changed():
                found.append(one)
        return [*found, *self.periods(revision_a, revision_b)]

    def periods(self, one: Any, other: Any) -> Iterator[Any]:
        """The days from and until which it holds, where these differ."""
        for name, label in (("first_words", "Van"), ("last_words", "Tot en met")):
            compared = Words(label, getattr(one, name, ""), getattr(other, name, ""))
            if compared.has_changed():
                yield compared


class DraftActionColumn(history.ActionColumn):
    """What was done; a version is a draft only as long as it waits."""

    def get_status(self, instance: Any, parent_context: Any) -> str | None:
        """Wagtail's, which calls the newest version a draft also when it was published."""
        if instance.action != PUBLISHED and not self.object.has_unpublished_changes:
            return None
        found: str | None = super().get_status(instance, parent_context)
        return found


class DraftHistoryView(OwnHistoryView):
    """What was done to a record, with its versions."""

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's, with our own words at a version."""
        first, *others = super().columns
        own = DraftActionColumn(
            first.name,
            label=first.label,
            object=self.object,
            url_names=first.url_names,
            user_can_unschedule=first.user_can_unschedule,
        )
        return [own, *others]


class DiscardView(OwnObject, PermissionCheckedMixin, BaseObjectMixin, View):
    """Throws away the change that waits (POST)."""

    http_method_names = ("post",)
    permission_required = "change"
    index_url_name = edit_url_name = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw it away; back to the form, or to the list when the whole record was a draft."""
        name, was_live = str(self.object), self.object.live
        try:
            dropped = drop_draft(record=self.object, user=request.user)
        except ProtectedError:
            messages.error(request, f"{name} wordt ergens gebruikt, en blijft dus staan.")
            return redirect(self.edit_url_name, quote(pk))
        if dropped:
            messages.success(request, f"Concept weggegooid: {name}.")
        return redirect(self.edit_url_name, quote(pk)) if was_live else redirect(self.index_url_name)


class Words:
    """Two texts beside each other, as Wagtail compares fields."""

    is_field, is_child_relation = True, False

    def __init__(self, label: str, one: str, other: str) -> None:
        self.label, self.one, self.other = label, one, other

    def field_label(self) -> str:
        """The words before it."""
        return self.label

    def has_changed(self) -> bool:
        """Whether they differ."""
        return self.one != self.other

    def htmldiff(self) -> str:
        """What went and what came."""
        changes = [(kind, text) for kind, text in (("deletion", self.one), ("addition", self.other)) if text]
        return str(TextDiff(changes).to_html())


def fingerprint(row: Drafted) -> str:
    """The same as long as neither the record nor what waits is changed."""
    waiting = row.latest_revision if row.has_unpublished_changes else None
    known = [row.version(), row.live, waiting and [waiting.pk, waiting.created_at.isoformat()]]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def label_of(row: Drafted, name: str) -> str:
    """What a field is called on screen."""
    field: Any = row._meta.get_field(name)
    if name in row.rows:
        return capfirst(str(field.related_model._meta.verbose_name_plural))
    return capfirst(str(field.verbose_name))


def shown(row: Drafted, name: str, value: Any) -> str:
    """A value of a version, in words."""
    field: Any = row._meta.get_field(name)
    if value in (None, ""):
        return "niets"
    if field.remote_field:
        return str(field.related_model._base_manager.filter(pk=value).first() or "niets")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(dict(field.flatchoices).get(value, value))[:SHOWN]


def differences(row: Drafted, mine: dict[str, Any], stored: dict[str, Any]) -> Iterator[str]:
    """In words, where what somebody filled in differs from what is stored."""
    for name, value in mine.items():
        if value == stored[name]:
            continue
        if name in row.rows or name in row.links:
            yield f"{label_of(row, name)}: nu anders bewaard dan u koos."
        else:
            now, own = shown(row, name, stored[name]), shown(row, name, value)
            yield f"{label_of(row, name)}: nu bewaard '{now}', u vulde in '{own}'."


class DraftViewSet(RegisterViewSet):
    """List, form, versions and history of records of which a change can wait."""

    index_view_class = DraftIndexView
    add_view_class = DraftAddView
    edit_view_class = DraftEditView
    history_view_class = DraftHistoryView
    compare_view_class: type[DraftCompareView] = DraftCompareView
    discard_view_class: type[DiscardView] = DiscardView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """With the addresses of versions."""
        names = ("revisions_revert", "revisions_compare", "discard")
        known = {f"{name}_url_name": self.get_url_name(name) for name in names}
        found: dict[str, Any] = super().get_common_view_kwargs(**{**known, **kwargs})
        return found

    @property
    def revert_view(self) -> Any:
        """The form on an earlier version; who may not open the form of a record, may not open this either."""
        view = type("Revert", (DraftRevertView, self.edit_view_class), {})
        return self.construct_view(view, **self.get_edit_view_kwargs())

    def get_urlpatterns(self) -> list[URLPattern]:
        """With the versions."""
        compare = self.construct_view(self.compare_view_class, edit_handler=self._edit_handler)
        return [
            *super().get_urlpatterns(),
            path("history/<int:pk>/revisions/<int:revision_id>/revert/", self.revert_view, name="revisions_revert"),
            re_path(
                r"^history/(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
                r"(?P<revision_id_b>live|latest|\d+)/$",
                compare,
                name="revisions_compare",
            ),
            path("discard/<int:pk>/", self.construct_view(self.discard_view_class), name="discard"),
        ]
