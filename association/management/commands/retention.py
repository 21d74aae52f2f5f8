"""manage.py retention: forget readers of newsletters whose periods are over."""

from typing import Any

from django.core.management.base import BaseCommand

from association.newsletters.subscribing.keeping import forget_readers


class Command(BaseCommand):
    """Forget now what the worker forgets at night."""

    help = "Wist wat over lezers van nieuwsbrieven niet langer bewaard wordt; de worker doet dit elke nacht."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, number in forget_readers().items():
            self.stdout.write(f"{what}: {number}")
