"""manage.py send_newsletters: the part of the worker that sends newsletters, alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from association.newsletters.sending import release
from association.newsletters.sending.worker import Sender


class Command(BaseCommand):
    """Send what is due and stop; safe to run twice at once."""

    help = "Verzendt de nieuwsbrieven die aan de beurt zijn. Hetzelfde doet het proces 'worker' steeds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", required=True, help="tot er niets meer aan de beurt is")

    def handle(self, *args: Any, **options: Any) -> None:
        sender = Sender()
        try:
            handled = sender.run_once()
        finally:
            sender.close()
        if release.held_mark() is not None:
            self.stdout.write(
                "Deze installatie is een kopie of is teruggezet. Geef het verzenden eerst vrij in het beheer."
            )
        self.stdout.write(f"Behandeld: {handled} {'mail' if handled == 1 else 'mails'}.")
