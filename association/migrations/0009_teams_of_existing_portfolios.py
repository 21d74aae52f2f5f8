"""Portfolios that exist already get their group, with rights on their page and chapters."""

from typing import Any

from django.db import migrations

RIGHTS = ("add_page", "change_page")
LONGEST_NAME = 150


def make_teams(apps: Any, schema_editor: Any) -> None:
    """A group per portfolio, as `association.portfolios.actions` makes it."""
    models = {name: apps.get_model("association", name) for name in ("Portfolio", "PortfolioPage", "ChapterPage")}
    group_model = apps.get_model("auth", "Group")
    right_model = apps.get_model("wagtailcore", "GroupPagePermission")
    rights = apps.get_model("auth", "Permission").objects.filter(
        codename__in=RIGHTS, content_type__app_label="wagtailcore"
    )
    for portfolio in models["Portfolio"].objects.filter(team=None).select_related("association"):
        name = f"{portfolio.association.abbreviation} procesregie: {portfolio.name}"[:LONGEST_NAME]
        portfolio.team, _ = group_model.objects.get_or_create(name=name)
        portfolio.save(update_fields=["team"])
        for model in ("PortfolioPage", "ChapterPage"):
            for number in models[model].objects.filter(portfolio=portfolio).values_list("page_ptr_id", flat=True):
                for permission in rights:
                    right_model.objects.get_or_create(group=portfolio.team, page_id=number, permission=permission)


class Migration(migrations.Migration):
    dependencies = [("association", "0008_portfolio_teams")]

    # Back: the groups stay, and mean nothing.
    operations = [migrations.RunPython(make_teams, migrations.RunPython.noop)]
