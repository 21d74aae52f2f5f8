"""Rights that come with drafts: who may change persons or organizations today may publish them too."""

from typing import Any

from django.db import migrations

MODELS = ("person", "organization")


def give_rights(apps: Any, schema_editor: Any) -> None:
    """Give every group that may change records the right to publish them; what it has already stays as it is."""
    permissions = apps.get_model("auth", "Permission").objects
    for name in MODELS:
        change = permissions.filter(content_type__app_label="association", codename=f"change_{name}").first()
        if change is None:
            # A new installation: Django makes the permissions after all migrations, the site gives them.
            continue
        publish, _ = permissions.get_or_create(
            content_type=change.content_type,
            codename=f"publish_{name}",
            defaults={"name": f"Can publish {'persoon' if name == 'person' else 'organisatie'}"},
        )
        for group in change.group_set.all():
            group.permissions.add(publish)


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0017_drafts_of_persons_and_organizations"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Backwards the permissions stay: without the drafts nothing asks for them.
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
