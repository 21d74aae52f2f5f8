"""The Django app of the site."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Start page, standard pages, navigation, search and dashboard."""

    name = "home"
    verbose_name = "Site"
