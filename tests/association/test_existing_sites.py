"""Migrations that give existing installations what new ones are set up with."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Task, Workflow

from association.portfolios.models import Portfolio
from association.review.queries import approvers_of, groups_tasks
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_portfolio_page, make_user


def run(name: str, step: str) -> None:
    """One step of a migration, on what is there now; twice, for it may have run in part."""
    migration = import_module(f"association.migrations.{name}")
    for _ in range(2):
        getattr(migration, step)(apps, None)


def test_existing_site_gets_its_workflow_with_its_own_readers(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    chief = make_user("lezer", "VDG eindredactie")
    make_user("vreemd", "VGG eindredactie")

    run("0004_reading_along", "start_workflows")

    page = make_page(vdg.home)
    workflow = page.get_workflow()
    readers = {group.name for task in groups_tasks(workflow) for group in task.groups.all()}
    assert readers == {"VDG beheer", "VDG eindredactie"}
    assert list(approvers_of(page)) == [chief]
    assert Workflow.objects.count() == 2


def test_existing_portfolio_gets_its_team_with_rights_on_its_page(vdg: SiteSetUp) -> None:
    page = make_portfolio_page(vdg)
    team = page.portfolio.team
    Portfolio.objects.update(team=None)
    Group.objects.filter(pk=team.pk).delete()

    run("0009_teams_of_existing_portfolios", "make_teams")

    made = Portfolio.objects.get(pk=page.portfolio_id).team
    assert made.name == team.name
    rights = GroupPagePermission.objects.filter(group=made).values_list("page", "permission__codename")
    assert set(rights) == {(page.pk, "add_page"), (page.pk, "change_page")}
    assert len(rights) == 2


def test_who_could_change_records_may_publish_them(vdg: SiteSetUp) -> None:
    Permission.objects.filter(codename__startswith="publish_", content_type__app_label="association").delete()
    own = Group.objects.create(name="Eigen groep")
    own.permissions.add(Permission.objects.get(codename="change_person"))

    run("0018_who_may_change_may_publish", "give_rights")

    may = {
        group.name: set(group.permissions.filter(codename__startswith="publish_").values_list("codename", flat=True))
        for group in Group.objects.all()
    }
    assert {name: rights for name, rights in may.items() if rights} == {
        "VDG beheer": {"publish_person", "publish_organization"},
        "VDG eindredactie": {"publish_person"},
        "Eigen groep": {"publish_person"},
    }
