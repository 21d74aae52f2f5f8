"""The Django app of the domain."""

from django.apps import AppConfig


class AssociationConfig(AppConfig):
    """One app; its topics are folders."""

    name = "association"
    verbose_name = "Vereniging"

    def ready(self) -> None:
        """Connect what reacts to saving."""
        from association.base import page_cache, signals
        from association.news import sections

        signals.connect()
        page_cache.connect()
        sections.connect()
