"""Rights in the admin count for one's own association only: another's objects are planted and found by nobody else."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.permissions import policy_registry

from association.base.models import Brand
from association.base.rights import associations_of
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_user
from tests.factories.portfolios import portfolio_form
from tests.factories.staff import staff_client

VIEWS = ("edit", "history", "usage", "inspect")
Pair = tuple[SiteSetUp, SiteSetUp, Portfolio, Portfolio]


@pytest.fixture
def pair(vdg: SiteSetUp, vgg: SiteSetUp) -> Pair:
    """Both sites, each with a portfolio."""
    return vdg, vgg, make_portfolio(vdg, "Brinken en heide"), make_portfolio(vgg, "Wierden en wad")


@pytest.mark.parametrize("role", ["redactie", "eindredactie", "beheer"])
@pytest.mark.parametrize(("own", "other"), [("VDG", "VGG"), ("VGG", "VDG")])
def test_portfolio_list_shows_own_association_only(pair: Pair, own: str, other: str, role: str) -> None:
    names = {"VDG": "Brinken en heide", "VGG": "Wierden en wad"}
    client = staff_client(f"{own} {role}")

    for address in (reverse("portefeuilles:index"), reverse("portefeuilles:index") + "?q=en"):
        page = client.get(address).content.decode()

        assert (names[own] in page, names[other] in page) == (True, False)


@pytest.mark.parametrize(
    ("group", "own_answers"),
    [
        ("VDG redactie", (403, 403, 403, 200)),
        ("VDG eindredactie", (200, 200, 200, 200)),
        ("VDG beheer", (200, 200, 200, 200)),
    ],
)
def test_portfolio_views_refuse_another_associations(pair: Pair, group: str, own_answers: tuple[int, ...]) -> None:
    _, _, mine, theirs = pair
    client = staff_client(group)

    def answers(portfolio: Portfolio) -> tuple[int, ...]:
        found = [client.get(reverse(f"portefeuilles:{view}", args=[portfolio.pk])) for view in VIEWS]
        return tuple(403 if answer.status_code == 302 else answer.status_code for answer in found)

    assert answers(mine) == own_answers
    assert answers(theirs) == (403, 403, 403, 403)


def test_portfolio_post_cannot_change_or_take_another_associations(pair: Pair) -> None:
    vdg, vgg, mine, theirs = pair
    client = staff_client("VDG eindredactie")
    data = portfolio_form(mine, name="Gekaapt", slug="gekaapt")

    client.post(reverse("portefeuilles:edit", args=[theirs.pk]), {**data, "association": str(vdg.association.pk)})
    client.post(reverse("portefeuilles:edit", args=[mine.pk]), {**data, "association": str(vgg.association.pk)})
    client.post(
        reverse("portefeuilles:add"), {**data, "name": "Nieuw", "slug": "nieuw", "association": str(vgg.association.pk)}
    )

    found = Portfolio.objects.order_by("pk").values_list("association__slug", "name")
    assert list(found) == [("vdg", "Gekaapt"), ("vgg", "Wierden en wad"), ("vdg", "Nieuw")]


def test_portfolio_filter_names_own_association_only(pair: Pair) -> None:
    page = staff_client("VGG beheer").get(reverse("portefeuilles:index")).content.decode()

    assert "Vereniging van Groninger Gemeenten" in page
    assert "Vereniging van Drentse Gemeenten" not in page


def test_shared_organization_is_seen_by_all_and_changed_by_its_manager(pair: Pair) -> None:
    vdg, vgg, *_ = pair
    kind = Organization.Classification.PARTNER
    shared = Organization.objects.create(name="Landelijke bond", slug="bond", classification=kind)
    mine = Organization.objects.create(
        name="Drents fonds", slug="fonds", classification=kind, managed_by=vdg.association
    )
    theirs = Organization.objects.create(
        name="Gronings fonds", slug="gf", classification=kind, managed_by=vgg.association
    )
    client = staff_client("VDG beheer")

    page = client.get(reverse("organisaties:index")).content.decode()
    forms = [
        client.get(reverse("organisaties:edit", args=[item.pk])).status_code
        for item in (shared, mine, theirs, vdg.association, vgg.association)
    ]

    assert [item.name in page for item in (shared, mine, theirs)] == [True, True, False]
    assert [answer == 200 for answer in forms] == [False, True, False, True, False]


def test_organization_made_by_a_manager_belongs_to_their_association(pair: Pair) -> None:
    _, vgg, *_ = pair
    data = {
        "name": "Dorpenbond", "classification": "partner", "abbreviation": "", "website": "", "slug": "dorpenbond",
        "managed_by": str(vgg.association.pk), "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
    }  # fmt: skip

    staff_client("VDG beheer").post(reverse("organisaties:add"), data)

    made = Organization.objects.get(slug="dorpenbond")
    assert str(made.managed_by) == "Vereniging van Drentse Gemeenten"


def test_members_that_a_manager_cannot_see_are_kept(pair: Pair) -> None:
    vdg, vgg, *_ = pair
    kind = Organization.Classification.MUNICIPALITY
    mine = Organization.objects.create(
        name="Hogeveld", slug="hogeveld", classification=kind, managed_by=vdg.association
    )
    theirs = Organization.objects.create(
        name="Laagland", slug="laagland", classification=kind, managed_by=vgg.association
    )
    vdg.association.members.add(theirs)
    client = staff_client("VDG beheer")
    address = reverse("organisaties:edit", args=[vdg.association.pk])
    form = client.get(address).content.decode()
    data = {
        "name": vdg.association.name, "classification": "association", "abbreviation": "VDG", "website": "",
        "slug": "vdg", "members": [str(mine.pk)], "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
    }  # fmt: skip

    client.post(address, data)

    assert ("Hogeveld" in form, "Laagland" in form) == (True, False)
    assert set(vdg.association.members.all()) == {mine, theirs}


def test_brand_is_changed_by_the_association_that_wears_it(pair: Pair) -> None:
    vdg, vgg, *_ = pair
    client = staff_client("VDG beheer")

    page = client.get(reverse("huisstijl:index")).content.decode()

    assert (f"/huisstijl/edit/{vdg.brand.pk}/" in page, f"/huisstijl/edit/{vgg.brand.pk}/" in page) == (True, False)
    assert client.get(reverse("huisstijl:edit", args=[vdg.brand.pk])).status_code == 200
    assert client.get(reverse("huisstijl:edit", args=[vgg.brand.pk])).status_code != 200


def test_brand_worn_by_two_associations_is_no_ones_to_change(pair: Pair) -> None:
    vdg, vgg, *_ = pair
    user = make_user("beheerder", "VDG beheer")
    policy = policy_registry.get_by_type(Brand)
    before = policy.user_has_permission_for_instance(user, "change", vdg.brand)

    vgg.settings.brand = vdg.brand
    vgg.settings.save()

    assert (before, policy.user_has_permission_for_instance(user, "change", vdg.brand)) == (True, False)


def settings_address(setup: SiteSetUp) -> str:
    """The form of a site's settings."""
    return reverse("wagtailsettings:edit", args=["association", "sitesettings", setup.site.pk])


@pytest.mark.parametrize(("role", "may"), [("redactie", False), ("eindredactie", False), ("beheer", True)])
def test_site_settings_are_the_own_managers(pair: Pair, role: str, may: bool) -> None:
    vdg, vgg, *_ = pair
    client = staff_client(f"VDG {role}")

    assert (client.get(settings_address(vdg)).status_code == 200) is may
    assert client.get(settings_address(vgg)).status_code != 200


def test_site_settings_offer_no_other_brand_and_keep_their_association(pair: Pair) -> None:
    vdg, *_ = pair
    page: Any = staff_client("VDG beheer").get(settings_address(vdg))

    form = page.context["form"]

    assert form.fields["association"].disabled
    assert list(form.fields["brand"].queryset) == [vdg.brand]


def test_group_without_association_gives_no_right_on_the_register(pair: Pair) -> None:
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Los")
    group.permissions.add(*Permission.objects.filter(codename__in=["change_portfolio", "view_portfolio"]))
    user = make_user("los", "Los")
    policy = policy_registry.get_by_type(Portfolio)

    assert user.has_perm("association.change_portfolio")
    assert list(policy.instances_user_has_any_permission_for(user, ["change", "view"])) == []
    assert associations_of(user) == set()
