"""Development: the demonstration's data with Django's debug pages and unbundled static files."""

from noaber.settings.demo import *  # noqa: F403 - settings are a namespace
from noaber.settings.demo import STORAGES

DEBUG = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
