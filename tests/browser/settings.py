"""The demonstration as users get it, with a few addresses more: pages for what goes wrong."""

from noaber.settings.demo import *  # noqa: F403 - settings are a namespace

ROOT_URLCONF = "tests.browser.urls"
