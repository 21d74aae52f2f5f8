"""What sending adds to the admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from association.base.rights import AssociationPolicy
from association.newsletters.hooks.menu import MENU
from association.newsletters.models import Mailing, SenderSettings
from association.newsletters.rights import may_any
from association.newsletters.sending.mailbox import folder
from association.newsletters.views.mailbox import MailboxView, MailPageView, MailView
from association.newsletters.views.mailings import MailingsView, MailingView
from association.newsletters.views.sending import RecordsView, ReleaseView, SenderSettingsView

SEES, SENDS, SETS = ("view_mailing", "send_mailing"), ("send_mailing",), ("change_sendersettings",)

register_permission_policy(Mailing, AssociationPolicy(Mailing, field="association"))
register_permission_policy(SenderSettings, AssociationPolicy(SenderSettings, field="association"))


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The screens."""
    return [
        path("verzendingen/", MailingsView.as_view(), name="mailings"),
        path("verzendingen/<int:number>/", MailingView.as_view(), name="mailing"),
        path("verzendingen/vrijgeven/", ReleaseView.as_view(), name="sender_release"),
        path("verzendingen/instellingen/", SenderSettingsView.as_view(), name="sender_settings"),
        path("verzendingen/e-mail-nakijken/", RecordsView.as_view(), name="sender_records"),
        path("postvak/", MailboxView.as_view(), name="mailbox"),
        path("postvak/<str:name>/", MailView.as_view(), name="mailbox_mail"),
        path("postvak/<str:name>/opgemaakt/", MailPageView.as_view(), name="mailbox_page"),
    ]


class SendingMenuItem(MenuItem):
    """In the menu of who has one of some rights."""

    def __init__(self, label: str, address: str, order: int, icon: str, codes: tuple[str, ...]) -> None:
        super().__init__(label, reverse(address), name=address, icon_name=icon, order=order)
        self.codes = codes

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return may_any(request.user, *self.codes)


@hooks.register(MENU)
def mailings_item() -> MenuItem:
    """What was sent and what is on its way."""
    return SendingMenuItem("Verzendingen", "mailings", 200, "mail", SEES)


@hooks.register(MENU)
def settings_item() -> MenuItem:
    """How fast and when."""
    return SendingMenuItem("Instellingen", "sender_settings", 700, "cog", SETS)


@hooks.register(MENU)
def records_item() -> MenuItem:
    """Whether receivers trust it."""
    return SendingMenuItem("E-mail nakijken", "sender_records", 710, "check", SENDS)


class MailboxMenuItem(SendingMenuItem):
    """Only in the demonstration."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is such a mailbox, and the user may look in it."""
        return folder() is not None and super().is_shown(request)


@hooks.register(MENU)
def mailbox_item() -> MenuItem:
    """What the demonstration sent."""
    return MailboxMenuItem("Postvak (proef)", "mailbox", 720, "mail", SEES)


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """The look of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/mailings.css"))
