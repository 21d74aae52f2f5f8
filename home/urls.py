"""Addresses of the site that are no pages."""

from django.urls import path

from home.views.account import LoginView, log_out
from home.views.lists import favicon, robots_txt, security_txt, site_map, sitemap_xml, status
from home.views.search import search

urlpatterns = [
    path("zoeken/", search, name="search"),
    path("sitemap/", site_map, name="site_map"),
    path("inloggen/", LoginView.as_view(), name="login"),
    path("uitloggen/", log_out, name="logout"),
    path("sitemap.xml", sitemap_xml, name="sitemap_xml"),
    path("favicon.ico", favicon, name="favicon"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("status/", status, name="status"),
]
