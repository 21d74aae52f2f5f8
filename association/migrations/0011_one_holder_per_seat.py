"""PostgreSQL refuses two holders of one seat at once; on SQLite the actions do, which write under its one lock."""

from typing import Any

from django.db import migrations

ADD = """
ALTER TABLE association_membership ADD CONSTRAINT membership_one_holder_per_seat EXCLUDE USING gist (
    int8range(post_id, post_id, '[]') WITH &&,
    int4range(seat::int, seat::int, '[]') WITH &&,
    daterange(start_date, end_date) WITH &&
) WHERE (capacity = 'appointed' OR empty <> '')
"""
DROP = "ALTER TABLE association_membership DROP CONSTRAINT membership_one_holder_per_seat"


def add(apps: Any, schema_editor: Any) -> None:
    """The constraint, which Django's own would make for every database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps: Any, schema_editor: Any) -> None:
    """Without it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("association", "0010_register_of_seats")]

    operations = [migrations.RunPython(add, drop)]
