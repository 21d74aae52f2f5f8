"""What the general part adds to the admin: the brands, and privacy that goes along with a copy."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from association.base.actions import copy_privacy
from association.base.models import Brand
from association.base.rights import BrandPolicy
from association.base.viewsets import BrandViewSet

register_permission_policy(Brand, BrandPolicy(Brand))


@hooks.register("register_admin_viewset")
def brands() -> BrandViewSet:
    """The brands, among the settings."""
    return BrandViewSet("huisstijl")


@hooks.register("after_copy_page")
def keep_privacy(request: HttpRequest, page: Any, new_page: Page) -> None:
    """A copy of a part of the site keeps from readers what the original keeps."""
    copy_privacy(source=page, copy=new_page, user=request.user)
