"""Give the roots of pages and collections, which Wagtail's migrations call "Root", a name that editors can read."""

from django.db import migrations

PAGES, FILES = "Alle sites", "Alle bestanden"


def name(apps, schema_editor):
    """Rename what still has its first name."""
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title="Root").update(title=PAGES, draft_title=PAGES)
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name=FILES)


def restore(apps, schema_editor):
    """Give the first names back."""
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=PAGES).update(title="Root", draft_title="Root")
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name=FILES).update(name="Root")


class Migration(migrations.Migration):
    """After the groups."""

    dependencies = [("home", "0002_remove_stock_groups")]

    operations = [migrations.RunPython(name, restore)]
