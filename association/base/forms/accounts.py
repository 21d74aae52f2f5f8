"""Forms for accounts."""

from typing import Any

from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm


class UserEditForm(WagtailUserEditForm):
    """Wagtail's form for an existing account."""


class UserCreationForm(WagtailUserCreationForm):
    """Wagtail's form for a new account."""


class LoginForm(WagtailLoginForm):
    """Wagtail's form to log in to the admin; its password field has no Dutch name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Wachtwoord"
