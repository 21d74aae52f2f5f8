"""manage.py load_demo: the demonstration content; running it again adds only what is missing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demonstration.accounts import NotADemonstration, make_accounts
from home.demonstration.desk import fill_desk
from home.demonstration.load import load_demonstration
from home.demonstration.names import ACCOUNT_NAMES, PASSWORD


class Command(BaseCommand):
    """Load the two demonstration sites, their accounts and the work that waits for these."""

    help = "Laadt de demonstratie: de sites van VDG en VGG met hun accounts. Veilig om te herhalen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="poort van beide sites (standaard 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dit zijn de instellingen van een echte site; de demonstratie wordt hier niet geladen.")
        loaders = load_demonstration(port=options["port"], say=self.stdout.write)
        try:
            make_accounts(("VDG", "VGG"))
        except NotADemonstration as error:
            raise CommandError(str(error)) from error
        for loader in loaders:
            fill_desk(loader)
        self.stdout.write(f"Accounts: {', '.join(ACCOUNT_NAMES)}; wachtwoord {PASSWORD}")
