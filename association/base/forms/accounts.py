"""Forms for accounts."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from association.base.access import active_user


class OwnGroups:
    """A form in which who is no administrator makes none, and gives no group that they are not in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = active_user()
        if self.is_narrow:
            self.fields.pop("is_superuser", None)  # type: ignore[attr-defined]  # the form beside this class has them
            self.fields["groups"].queryset = self.giver.groups.all()  # type: ignore[attr-defined]  # as above

    @property
    def is_narrow(self) -> bool:
        """Whether somebody fills it in who is no administrator."""
        return self.giver is not None and not self.giver.is_superuser

    def clean_groups(self) -> Any:
        """The groups; those that the giver cannot see stay as they are."""
        chosen = self.cleaned_data["groups"]  # type: ignore[attr-defined]  # as above
        account = self.instance  # type: ignore[attr-defined]  # as above
        if not self.is_narrow or not account.pk:
            return chosen
        kept = account.groups.exclude(pk__in=self.giver.groups.values("pk"))
        return Group.objects.filter(pk__in=[group.pk for group in (*chosen, *kept)])


class UserEditForm(OwnGroups, WagtailUserEditForm):
    """Wagtail's form for an existing account."""


class UserCreationForm(OwnGroups, WagtailUserCreationForm):
    """Wagtail's form for a new account."""


class LoginForm(WagtailLoginForm):
    """Wagtail's form to log in to the admin; its password field has no Dutch name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Wachtwoord"
