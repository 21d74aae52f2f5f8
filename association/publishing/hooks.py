"""What publishing adds to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from association.publishing.views.versions import VersionNameView


@hooks.register("register_admin_urls")
def version_names() -> list[URLPattern]:
    """The form that gives a version a name; Wagtail lets in only who may enter the admin."""
    return [path("versies/<int:revision_id>/naam/", VersionNameView.as_view(), name="name_version")]
