"""Admin screens over the register, narrowed down to what somebody's associations may see and change."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.images.widgets import AdminImageChooser
from wagtail.users.views import users

from association.base.access import colleagues
from association.base.brand_presets import TOKENS
from association.base.forms.accounts import UserCreationForm, UserEditForm
from association.base.forms.brands import BrandForm, field_name
from association.base.models import Brand

ANY = ("add", "change", "delete", "view")
COLUMNS = 3


class OwnIndexView(generic.IndexView):
    """The list, with only what the user may see; links to a form only for what they may change."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """What the user may see or change."""
        visible = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ANY)
        return super().get_base_queryset().filter(pk__in=visible.values("pk"))

    @cached_property
    def changeable(self) -> set[Any]:
        """Keys of the objects that the user may change."""
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return set(allowed.values_list("pk", flat=True))

    @cached_property
    def deletable(self) -> set[Any]:
        """Keys of the objects that the user may delete."""
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["delete"])
        return set(allowed.values_list("pk", flat=True))

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
