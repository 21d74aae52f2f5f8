"""Admin screens over the register, narrowed down to what somebody's associations may see and change."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, history, usage
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry
from wagtail.users.views import users

from association.base.access import colleagues
from association.base.brand_presets import TOKENS
from association.base.forms.accounts import UserCreationForm, UserEditForm
from association.base.forms.brands import BrandForm, field_name
from association.base.models import Brand
from association.base.rights import associations_of

ANY = ("add", "change", "delete", "view")
COLUMNS = 3


class OwnIndexView(generic.IndexView):
    """The list, with only what the user may see; links to a form only for what they may change.

    What the user may do is asked once, and not for each row; which rows they may change only of those on the screen.
    """

    shown: frozenset[Any] = frozenset()

    def get_base_queryset(self) -> QuerySet[Any]:
        """What the user may see or change, with what its columns name."""
        visible = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ANY)
        related = [field.name for field in self.model._meta.fields if field.many_to_one]
        columns = [name for name in related if name in self.list_display]
        found = super().get_base_queryset().filter(pk__in=visible.values("pk"))
        return found.select_related(*columns) if columns else found

    def get_table(self, object_list: Any) -> Any:
        """The table of the objects on the screen."""
        self.shown = frozenset(row.pk for row in object_list)
        return super().get_table(object_list)

    def those_for(self, action: str) -> set[Any]:
        """Keys of the objects on the screen with which the user may do something."""
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, [action])
        return set(allowed.filter(pk__in=self.shown).values_list("pk", flat=True))

    @cached_property
    def changeable(self) -> set[Any]:
        """Keys of the objects on the screen that the user may change."""
        return self.those_for("change")

    @cached_property
    def deletable(self) -> set[Any]:
        """Keys of the objects on the screen that the user may delete."""
        return self.those_for("delete")

    def user_has_permission(self, permission: str) -> bool:
        """Whether the user may do this with some object."""
        return self.user_has_any_permission((permission,))

    def user_has_any_permission(self, permissions: Iterable[str]) -> bool:
        """Whether the user may do one of these with some object."""
        wanted = frozenset(permissions)
        if wanted not in self.answers:
            self.answers[wanted] = bool(super().user_has_any_permission(wanted))
        return self.answers[wanted]

    @cached_property
    def answers(self) -> dict[frozenset[str], bool]:
        """What was asked before, for this request."""
        return {}

    def get_edit_url(self, instance: Any) -> str | None:
        """Address of the form, or None for what the user may only see."""
        return super().get_edit_url(instance) if instance.pk in self.changeable else None

    def get_delete_url(self, instance: Any) -> str | None:
        """Address of the question whether to delete, or None."""
        return super().get_delete_url(instance) if instance.pk in self.deletable else None


class OwnObject:
    """Refuses (403) an object with which the user may do none of `actions`."""

    own_actions: tuple[str, ...] = ("change",)

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The object; PermissionDenied for another association's."""
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]  # the view beside this class has it
        policy, request = self.permission_policy, self.request  # type: ignore[attr-defined]  # as above
        if not policy.user_has_any_permission_for_instance(request.user, self.own_actions, found):
            raise PermissionDenied
        return found


class OwnEditView(OwnObject, generic.EditView):
    """The form of an object that the user may change."""


class OwnDeleteView(OwnObject, generic.DeleteView):
    """The question whether to delete an object."""

    own_actions = ("delete",)


class OwnHistoryView(OwnObject, history.HistoryView):
    """What was done to an object that the user may change."""


class OwnUsageView(OwnObject, usage.UsageView):
    """Where an object that the user may change is used."""


class OwnInspectView(OwnObject, generic.InspectView):
    """An object that the user may see."""

    own_actions = ANY


class RegisterViewSet(ModelViewSet):
    """List, form, history and usage of a part of the register; its model has an AssociationPolicy."""

    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    inspect_view_class = OwnInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    # The database decides what matches: search goes over what the policy leaves.
    search_backend_name = None


def colour_panel(scheme: str, heading: str) -> MultiFieldPanel:
    """The colours of a scheme (`light` or `dark`), a few beside each other."""
    names = [field_name(scheme, token) for token in TOKENS]
    rows = [
        FieldRowPanel([FieldPanel(name) for name in names[start : start + COLUMNS]])
        for start in range(0, len(names), COLUMNS)
    ]
    return MultiFieldPanel(rows, heading=heading)


class BrandViewSet(RegisterViewSet):
    """The brands of the associations."""

    model = Brand
    icon = "sliders"
    menu_label = "Huisstijl"
    add_to_settings_menu = True
    menu_order = 110
    inspect_view_enabled = False
    list_display = ("name", "get_shape_display", "get_header_display")
    search_fields = ("name",)
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("mark"), FieldPanel("logo", widget=AdminImageChooser)]),
                    FieldRowPanel([FieldPanel("shape"), FieldPanel("header"), FieldPanel("weight")]),
                ],
                heading="Merk en vorm",
            ),
            colour_panel("light", "Kleuren: licht"),
            colour_panel("dark", "Kleuren: donker"),
        ],
        base_form_class=BrandForm,
    )


class OwnAccountsView(users.IndexView):
    """The accounts that the user may manage: all for administrators, else those of the own association."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Wagtail's list, narrowed down."""
        found: QuerySet[Any] = super().get_base_queryset()
        return found.filter(pk__in=colleagues(self.request.user).values("pk"))


class OwnAccount:
    """Refuses (403) an account that the user may not manage."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The account; PermissionDenied for one of another association or of an administrator."""
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]  # the view beside this class has it
        user = self.request.user  # type: ignore[attr-defined]  # as above
        if not colleagues(user).filter(pk=found.pk).exists():
            raise PermissionDenied
        return found


class AccountHistoryView(OwnAccount, users.HistoryView):
    """What was done with an account."""


class AccountUsageView(OwnAccount, usage.UsageView):
    """Where an account is used."""


class AccountViewSet(users.UserViewSet):
    """Wagtail's screens of accounts; who is no administrator manages the accounts of the own association only."""

    index_view_class = OwnAccountsView
    history_view_class = AccountHistoryView
    usage_view_class = AccountUsageView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:
        """Our forms, which give no more than their user has."""
        return UserEditForm if for_update else UserCreationForm


LARGEST_KEY = 2**63 - 1


class OwnChoices:
    """Narrows a chooser down to what those who work for the user's associations may name, and to what is `offered`."""

    offered: Any = None

    def get_object_list(self) -> QuerySet[Any]:
        """What may be chosen."""
        model, request = self.model_class, self.request  # type: ignore[attr-defined]  # the view beside this class
        found: QuerySet[Any] = model.objects.all()
        if not request.user.is_superuser:
            policy: Any = policy_registry.get_by_type(model)
            mine = model.objects.filter(policy.owned(associations_of(request.user), {"choose"}))
            found = found.filter(pk__in=mine.values("pk"))
        return found.filter(self.offered) if self.offered is not None else found

    def get_objects(self, pks: Iterable[Any]) -> QuerySet[Any]:
        """Those of the keys that may be chosen; what is no key is left out."""
        numbers = [int(key) for key in pks if str(key).isdecimal() and int(key) <= LARGEST_KEY]
        return self.get_object_list().filter(pk__in=numbers)

    def get_object(self, pk: Any) -> Any:
        """The object with a key; Http404 for one that may not be chosen."""
        found = self.get_objects([pk]).first()
        if found is None:
            raise Http404
        return found


class OwnChooseView(OwnChoices, chooser.ChooseView):
    """The list in the window."""


class OwnChooseResultsView(OwnChoices, chooser.ChooseResultsView):
    """The list, after searching or turning the page."""


class OwnChosenView(OwnChoices, chooser.ChosenView):
    """One that was chosen."""


class OwnChosenMultipleView(OwnChoices, chooser.ChosenMultipleView):
    """Several that were chosen."""


class OwnChooserViewSet(ChooserViewSet):
    """The window in which editors choose an object of the register; `offered` is a condition on it."""

    offered: Any = None
    register_widget = False
    per_page = 20
    choose_another_text = "Kies een ander"
    edit_item_text = "Wijzigen"
    search_tab_label = "Zoeken"

    def own(self, view: type) -> Any:
        """A view with the condition of this viewset."""
        return self.construct_view(type(view.__name__, (view,), {"offered": self.offered}))

    @property
    def choose_view(self) -> Any:
        """The list in the window."""
        view = type("Choose", (OwnChooseView,), {"offered": self.offered})
        return self.construct_view(view, icon=self.icon, page_title=self.page_title, search_tab_label="Zoeken")

    def get_urlpatterns(self) -> list[Any]:
        """The addresses of the window, in which nothing is made."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]

    @property
    def choose_results_view(self) -> Any:
        """The list alone."""
        return self.own(OwnChooseResultsView)

    @property
    def chosen_view(self) -> Any:
        """One that was chosen."""
        return self.own(OwnChosenView)

    @property
    def chosen_multiple_view(self) -> Any:
        """Several that were chosen."""
        return self.own(OwnChosenMultipleView)
