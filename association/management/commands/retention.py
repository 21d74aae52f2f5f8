"""manage.py retention: forget readers of newsletters and guides and people at events whose periods are over."""

from typing import Any

from django.core.management.base import BaseCommand

from association.guides.actions import forget_opinions
from association.meetings.signing_up.keeping import forgotten
from association.newsletters.subscribing.keeping import forget_readers


class Command(BaseCommand):
    """Forget now what the worker forgets by itself."""

    help = (
        "Wist wat over lezers van nieuwsbrieven en gidsen en over aanmeldingen voor bijeenkomsten niet langer bewaard "
        "wordt; de worker doet dit vanzelf."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for what, number in (forget_readers() | forgotten() | forget_opinions()).items():
            self.stdout.write(f"{what}: {number}")
