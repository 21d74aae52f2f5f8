"""What publications add to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from association.base.rights import AssociationPolicy
from association.publications.models import PublicationSeries
from association.publications.viewsets import SeriesViewSet

register_permission_policy(PublicationSeries, AssociationPolicy(PublicationSeries, field="association"))


@hooks.register("register_admin_viewset")
def series() -> SeriesViewSet:
    """The series of publications."""
    return SeriesViewSet("reeksen")
