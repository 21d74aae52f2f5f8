"""Wagtail's app for accounts, with our screens."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """The same app; an account is managed by administrators and by its own association."""

    user_viewset = "association.base.viewsets.AccountViewSet"
