"""manage.py tick: all upkeep that is due, once."""

from typing import Any

from django.core.management.base import BaseCommand

from home.upkeep import tick


class Command(BaseCommand):
    """Do the upkeep that is due; the worker does this every minute."""

    help = "Doet het onderhoud: gepland publiceren, verlopen pagina's weghalen, formulieren mailen en opruimen."

    def handle(self, *args: Any, **options: Any) -> None:
        tick()
