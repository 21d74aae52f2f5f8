"""The Django app of the domain."""

from django.apps import AppConfig


class AssociationConfig(AppConfig):
    """One app; its topics are folders."""

    name = "association"
    verbose_name = "Vereniging"

    def ready(self) -> None:
        """Connect what reacts to saving."""
        from association.base import signals
        from association.news import sections

        signals.connect()
        sections.connect()
