"""manage.py set_up_site: a real installation's first command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Site

from association.base.models import AssociationGroup, Role
from association.base.site_settings import SiteSettings
from home.actions import SiteSetUp

OPTIONS = {"name": "Vereniging van Drentse Gemeenten", "abbreviation": "VDG", "host": "www.vdg.example"}


def set_up(**options: object) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("set_up_site", stdout=out, **{**OPTIONS, **options})
    return out.getvalue()


def test_command_makes_a_working_site(db: None, client: Client, settings: pytest.FixtureRequest) -> None:
    settings.ALLOWED_HOSTS = ["www.vdg.example"]  # type: ignore[attr-defined]

    said = set_up()

    assert "De site van VDG staat op https://www.vdg.example/" in said
    assert client.get("/", headers={"host": "www.vdg.example"}, secure=True).status_code == 200
    [site] = Site.objects.all()
    assert (site.hostname, site.port, site.is_default_site, site.site_name) == (
        "www.vdg.example",
        443,
        True,
        OPTIONS["name"],
    )
    own = SiteSettings.of(site)
    assert (own.name_line, own.name_main) == ("Vereniging van", "Drentse Gemeenten")
    assert AssociationGroup.objects.filter(association=own.association).count() == len(Role.values)


def test_second_run_changes_only_host_and_port(db: None) -> None:
    set_up()
    own = SiteSettings.objects.get()
    own.name_main = "Gemeenten in Drenthe"
    own.save()

    set_up(host="nieuw.vdg.example", port=8443)

    [site] = Site.objects.all()
    assert (site.hostname, site.port, site.is_default_site) == ("nieuw.vdg.example", 8443, True)
    assert SiteSettings.objects.get().name_main == "Gemeenten in Drenthe"


def test_second_site_is_not_the_default(db: None) -> None:
    set_up()

    set_up(
        name="Vereniging van Groninger Gemeenten",
        abbreviation="VGG",
        host="www.vgg.example",
        preset="vgg",
        portfolios="Thema's",
    )

    assert dict(Site.objects.values_list("hostname", "is_default_site")) == {
        "www.vdg.example": True,
        "www.vgg.example": False,
    }
    assert Site.objects.get(hostname="www.vgg.example").root_page.get_children().filter(slug="themas").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"name": "  "}, "De naam is leeg"),
        ({"slug": "Een Naam"}, "mag alleen kleine letters"),
        ({"host": "https://www.vdg.example/"}, "is geen adres van een site"),
        ({"host": "www vdg"}, "is geen adres van een site"),
        ({"port": 0}, "Poort 0 bestaat niet"),
        ({"port": 70000}, "Poort 70000 bestaat niet"),
        ({"preset": "paars"}, "Kies uit: vdg, vgg"),
    ],
)
def test_wrong_option_is_refused_in_plain_words(db: None, options: dict[str, object], sentence: str) -> None:
    before = Site.objects.count()

    with pytest.raises(CommandError, match=sentence):
        set_up(**options)

    assert Site.objects.count() == before


def test_address_of_another_site_is_refused(vdg: SiteSetUp) -> None:
    with pytest.raises(CommandError, match="is al van de site"):
        set_up(name="Iemand anders", abbreviation="IA", host="localhost", port=80)
