"""All addresses of an installation."""

from django.conf import settings
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from association.base.access_views import guarded_addresses
from association.base.routing import serve as serve_page
from association.base.views import document_file
from home.views.history import history_addresses
from noaber.media import serve_media

urlpatterns = [
    *guarded_addresses("beheer/"),
    *history_addresses("beheer/"),
    path("beheer/", include(wagtailadmin_urls)),
    re_path(r"^documents/(?P<document_id>\d{1,18})/(?P<filename>.*)$", document_file),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("home.urls")),
    path("", include("association.urls")),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>.+)$", serve_media))
if settings.DEBUG:
    urlpatterns.append(re_path(r"^static/(?P<path>.+)$", serve_static))
urlpatterns += [
    # Wagtail's own, such as the form for a page's password; the last of them would serve pages.
    path("", include(wagtail_urls.urlpatterns[:-1])),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
]

handler400 = "home.views.errors.bad_request"
handler403 = "home.views.errors.permission_denied"
handler404 = "home.views.errors.page_not_found"
handler500 = "home.views.errors.server_error"
