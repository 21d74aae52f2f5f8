"""manage.py import_publication: a draft publication of a Word or ODT file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from association.publications.importing.build import Choices, make_publication, read_document
from association.publications.importing.errors import DocumentRefused
from association.publications.importing.places import NoPlace, index_of, place_of
from association.publications.importing.safety import LARGEST_FILE
from association.publications.models import PublicationSeries


class Command(BaseCommand):
    """Make a draft publication of a document, and say what became of everything in it."""

    help = (
        "Leest een Word- of ODT-document in als concept-publicatie met hoofdstukken en zegt wat er van alles geworden "
        "is. Er wordt niets gepubliceerd; nog een keer geeft een nieuw concept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND", help="het document: .docx of .odt")
        parser.add_argument(
            "--kind", required=True, choices=PublicationSeries.Kind.values, help="soort document, in het Engels"
        )
        parser.add_argument("--title", required=True, help="titel van de publicatie, bijvoorbeeld: Werkplan 2021")
        parser.add_argument("--site", default="", help="adres van de site (standaard: de eerste site)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["title"].strip():
            raise CommandError("De titel is leeg. Geef bijvoorbeeld: --title 'Werkplan 2021'")
        try:
            place = place_of(options["site"])
            made = make_publication(
                source=read_document(read_file(options["file"]), options["file"].name),
                choices=Choices(),
                title=options["title"],
                kind=options["kind"],
                index=index_of(place.site),
                association=place.association,
                collection=place.collection,
            )
        except (DocumentRefused, NoPlace) as error:
            raise CommandError(str(error)) from error
        for line in made.report.lines():
            self.stdout.write(line)
        self.stdout.write(
            f"Concept gemaakt: {made.publication.title}, {made.chapters} hoofdstukken en delen "
            f"(pagina {made.publication.pk}, {made.publication.url_path})."
        )


def read_file(path: Path) -> bytes:
    """The content of a file, no more of it than is ever read; CommandError when there is none."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CommandError(f"Het bestand {path} kan niet worden gelezen: {error.strerror}.") from error
