"""Forms for accounts."""

from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm


class UserEditForm(WagtailUserEditForm):
    """Wagtail's form for an existing account."""


class UserCreationForm(WagtailUserCreationForm):
    """Wagtail's form for a new account."""
