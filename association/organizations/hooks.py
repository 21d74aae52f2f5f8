"""What organizations add to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from association.base.rights import OrganizationPolicy
from association.organizations.models import Organization
from association.organizations.viewsets import BodyChooserViewSet, OrganizationViewSet, body_chooser

register_permission_policy(Organization, OrganizationPolicy(Organization))


@hooks.register("register_admin_viewset")
def organizations() -> OrganizationViewSet:
    """The organizations, with their members."""
    return OrganizationViewSet("organisaties")


@hooks.register("register_admin_viewset")
def bodies() -> BodyChooserViewSet:
    """Choosing a body in a text."""
    return body_chooser
