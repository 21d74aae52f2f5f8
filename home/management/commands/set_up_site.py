"""manage.py set_up_site: the site of an association on a real installation."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify
from wagtail.models import Site

from association.base.brand_presets import PRESETS
from home.actions import set_up_site

HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.ASCII)
LAST_PORT = 65535


class Command(BaseCommand):
    """Make the site of an association, or give it another host and port."""

    help = (
        "Maakt de site van een vereniging, klaar voor de redactie. Bestaat die al, dan veranderen alleen host en poort."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="naam, bijvoorbeeld: Vereniging van Drentse Gemeenten")
        parser.add_argument("--abbreviation", required=True, help="afkorting, bijvoorbeeld: VDG")
        parser.add_argument("--host", required=True, help="adres zonder https://, bijvoorbeeld: www.example.org")
        parser.add_argument("--port", type=int, default=443, help="poort (standaard 443)")
        parser.add_argument("--slug", default="", help="korte naam in kleine letters (standaard: de afkorting)")
        parser.add_argument("--preset", default="vdg", help=f"huisstijl om mee te beginnen: {', '.join(PRESETS)}")
        parser.add_argument(
            "--name-line", default="Vereniging van", help="eerste regel van de naam in de kop van de site"
        )
        parser.add_argument("--name-main", default="", help="tweede regel (standaard: de rest van de naam)")
        parser.add_argument(
            "--portfolios", default="Portefeuilles", help="woord voor portefeuilles, bijvoorbeeld: Thema's"
        )
        parser.add_argument(
            "--default",
            action="store_true",
            help="ook voor adressen die bij geen site horen; de eerste site is dat vanzelf",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name, line = options["name"].strip(), options["name_line"].strip()
        slug = options["slug"] or slugify(options["abbreviation"])
        host = options["host"].strip().lower()
        complain_about(name=name, slug=slug, host=host, port=options["port"], preset=options["preset"])
        refuse_taken(slug, host, options["port"])
        made = set_up_site(
            name=name,
            abbreviation=options["abbreviation"].strip(),
            slug=slug,
            host=host,
            port=options["port"],
            preset=options["preset"],
            is_default=options["default"] or is_first(slug),
            name_lines=(line, options["name_main"].strip() or name.removeprefix(line).strip()),
            portfolios_title=options["portfolios"],
            portfolios_slug=slugify(options["portfolios"]),
        )
        self.stdout.write(f"De site van {made.association.abbreviation} staat op {made.site.root_url}/")
        self.stdout.write("Maak een account met: createsuperuser. Geef redacteuren daarna hun groepen in het beheer.")


def complain_about(*, name: str, slug: str, host: str, port: int, preset: str) -> None:
    """CommandError, in words that say what to do, for a value that cannot be right."""
    if not name:
        raise CommandError("De naam is leeg. Geef bijvoorbeeld: --name 'Vereniging van Drentse Gemeenten'")
    if slug != slugify(slug) or not slug:
        raise CommandError(
            f"De korte naam {slug!r} mag alleen kleine letters, cijfers en streepjes hebben. Geef: --slug"
        )
    if not HOST.fullmatch(host):
        raise CommandError(
            f"{host!r} is geen adres van een site. Geef het zonder https:// en zonder pad: www.example.org"
        )
    if not 0 < port <= LAST_PORT:
        raise CommandError(
            f"Poort {port} bestaat niet. Kies er een van 1 tot en met {LAST_PORT}; voor https is dat 443."
        )
    if preset not in PRESETS:
        raise CommandError(f"De huisstijl {preset!r} is er niet. Kies uit: {', '.join(PRESETS)}.")


def refuse_taken(slug: str, host: str, port: int) -> None:
    """CommandError when another site has this host and port."""
    other = Site.objects.filter(hostname=host, port=port).exclude(root_page__slug=slug).first()
    if other and other.root_page.content_type.model == "homepage":
        raise CommandError(f"{host} met poort {port} is al van de site {other.site_name!r}. Kies een ander adres.")


def is_first(slug: str) -> bool:
    """Whether there is no other default site than this one and than the welcome page of a new installation."""
    others = Site.objects.filter(is_default_site=True).exclude(root_page__slug=slug)
    return not others.filter(root_page__content_type__model="homepage").exists()
