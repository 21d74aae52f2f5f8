"""Addresses of the domain that are no pages."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import path, re_path

from association.base.views import brand_stylesheet, image_rendition, page_file
from association.guides.pages.index import SLUG as GUIDES
from association.guides.views.offline import worker_script
from association.guides.views.opinion import opinion
from association.guides.views.taking import take_steps
from association.meetings.views.signing import cancel, sign_up
from association.memberships.views.applying import apply_for
from association.newsletters.rules import addresses
from association.newsletters.views.leaving import unsubscribe_by_link
from association.newsletters.views.preferences import ask_preferences, erase_own_data, own_data_file, preferences
from association.newsletters.views.subscribing import confirm_request, subscribe
from association.publications.views.contributing import contribute
from association.publications.views.files import edition_asset
from association.review.views.reading import read

# What stands in mails, by its name.
NEWSLETTERS: dict[str, Callable[..., HttpResponseBase]] = {
    addresses.SUBSCRIBE: subscribe,
    addresses.CONFIRM: confirm_request,
    addresses.ASK_PREFERENCES: ask_preferences,
    addresses.PREFERENCES: preferences,
    addresses.OWN_DATA: own_data_file,
    addresses.ERASE: erase_own_data,
    addresses.UNSUBSCRIBE: unsubscribe_by_link,
}

urlpatterns = [
    path("huisstijl/<str:css_hash>.css", brand_stylesheet, name="brand_stylesheet"),
    path("beeld/<int:image_id>/<str:spec>/", image_rendition, name="image_rendition"),
    path("meelezen/<str:token>/", read, name="review_read"),
    path("meeschrijven/<str:token>/", contribute, name="contribute"),
    *(path(addresses.PATHS[name], view, name=name) for name, view in NEWSLETTERS.items()),
    re_path(
        r"^vastgelegd/(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z0-9]{1,8})$", edition_asset, name="edition_asset"
    ),
    path(f"{GUIDES}/bewaren.js", worker_script, name="guide_worker"),
    re_path(r"^(?P<path>[\w-]+(?:/[\w-]+)*)/nuttig/$", opinion, name="guide_opinion"),
    re_path(r"^(?P<path>[\w-]+(?:/[\w-]+)*)/heel/bestanden/$", take_steps, name="guide_files"),
    re_path(r"^(?P<path>[\w-]+(?:/[\w-]+)*)/vacatures/(?P<slug>[\w-]+)/aanmelden/$", apply_for, name="apply_for"),
    re_path(r"^(?P<path>[\w-]+(?:/[\w-]+)*)\.(?P<extension>pdf|epub|html|ics|csv|xlsx)$", page_file, name="page_file"),
    path("agenda/afmelden/<str:token>/", cancel, name="cancel_sign_up"),
    re_path(r"^(?P<path>[\w-]+(?:/[\w-]+)*)/(?P<rest>aanmelden|aangemeld)/$", sign_up, name="sign_up"),
]
