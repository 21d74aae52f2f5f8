"""manage.py verify_editions: whether every frozen byte agrees with its hash."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from association.publications.adopting.verifying import damages
from association.publications.models import Edition


class Command(BaseCommand):
    """Say what of the adopted editions changed; exit 1 when anything did."""

    help = "Kijkt of alles in de vastgelegde versies nog precies is zoals het was."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(damages())
        for line in found:
            self.stderr.write(line)
        if found:
            sys.exit(1)
        amount = Edition.objects.exclude(status=Edition.Status.MAKING).count()
        self.stdout.write(f"Alles klopt: {amount} {'versie' if amount == 1 else 'versies'} nagekeken.")
