"""What newsletters add to the admin: one menu, filled by parts."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

MENU = "register_newsletters_menu_item"
menu = Menu(register_hook_name=MENU)


class NewslettersMenuItem(SubmenuMenuItem):
    """In the menu of who may see any part of it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether anything stands in it."""
        return bool(menu.menu_items_for_request(request))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Below the activities."""
    return NewslettersMenuItem("Nieuwsbrieven", menu, name="nieuwsbrieven", icon_name="mail", order=316)
