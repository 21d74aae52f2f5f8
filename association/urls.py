"""Addresses of the domain that are no pages."""

from django.urls import path, re_path

from association.base.views import brand_stylesheet, image_rendition, page_file
from association.memberships.views.applying import apply_for
from association.publications.views.contributing import contribute
from association.publications.views.files import edition_asset
from association.review.views.reading import read

urlpatterns = [
    path("huisstijl/<str:css_hash>.css", brand_stylesheet, name="brand_stylesheet"),
    path("beeld/<int:image_id>/<str:spec>/", image_rendition, name="image_rendition"),
    path("meelezen/<str:token>/", read, name="review_read"),
    path("meeschrijven/<str:token>/", contribute, name="contribute"),
    re_path(
        r"^vastgelegd/(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z0-9]{1,8})$", edition_asset, name="edition_asset"
    ),
    re_path(r"^(?P<path>[\w-]+(?:/[\w-]+)*)/vacatures/(?P<slug>[\w-]+)/aanmelden/$", apply_for, name="apply_for"),
    re_path(r"^(?P<path>[\w-]+(?:/[\w-]+)*)\.(?P<extension>pdf|epub|html|ics|csv)$", page_file, name="page_file"),
]
