"""What the general part adds to the admin: the brands."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from association.base.models import Brand
from association.base.rights import BrandPolicy
from association.base.viewsets import BrandViewSet

register_permission_policy(Brand, BrandPolicy(Brand))


@hooks.register("register_admin_viewset")
def brands() -> BrandViewSet:
    """The brands, among the settings."""
    return BrandViewSet("huisstijl")
