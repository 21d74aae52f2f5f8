"""The Django app of the project itself: its static files and its checks."""

from django.apps import AppConfig


class NoaberConfig(AppConfig):
    """Checks that guard an installation."""

    name = "noaber"
    verbose_name = "Noaber"

    def ready(self) -> None:
        """Register the checks."""
        from noaber import checks

        checks.connect()
