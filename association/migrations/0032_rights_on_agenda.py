"""Rights on kinds of events and holidays, for associations that exist already: as for a new one."""

from typing import Any

from django.db import migrations

ALL = ("add", "change", "delete", "view")
BY_ROLE = {"beheer": ALL, "eindredactie": ALL, "redactie": ("view",)}
NAMES = {"eventkind": "soort bijeenkomst", "holiday": "vakantie"}


def give_rights(apps: Any, schema_editor: Any) -> None:
    """Give the groups of every association their rights; Django would make the permissions after all migrations."""
    groups = list(apps.get_model("association", "AssociationGroup").objects.filter(role__in=BY_ROLE))
    if not groups:
        return
    permissions = apps.get_model("auth", "Permission").objects
    for model, name in NAMES.items():
        kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="association", model=model
        )
        known = {
            action: permissions.get_or_create(
                content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
            )[0]
            for action in ALL
        }
        for row in groups:
            row.group.permissions.add(*(known[action] for action in BY_ROLE[row.role]))


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0031_sign_up"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Backwards the permissions stay: without an agenda nothing asks for them.
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
