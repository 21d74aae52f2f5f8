"""Terms with their explanation, the page that lists them, and the rights on them of associations that exist already."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import association.base.fields

# As home.actions gives them to a new association.
WRITING = ("add", "change", "view")
BY_ROLE = {"beheer": (*WRITING, "delete"), "eindredactie": (*WRITING, "delete"), "redactie": WRITING}


def give_rights(apps: Any, schema_editor: Any) -> None:
    """Give the groups of every association their rights; Django would make the permissions after all migrations."""
    groups = list(apps.get_model("association", "AssociationGroup").objects.filter(role__in=BY_ROLE))
    if not groups:
        return
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="association", model="term")
    permissions = apps.get_model("auth", "Permission").objects
    known = {
        action: permissions.get_or_create(
            content_type=kind, codename=f"{action}_term", defaults={"name": f"Can {action} begrip"}
        )[0]
        for action in BY_ROLE["beheer"]
    }
    for row in groups:
        row.group.permissions.add(*(known[action] for action in BY_ROLE[row.role]))


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0027_newsletters"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="GlossaryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Eén of twee zinnen: bovenaan de pagina, in lijsten en bij zoekmachines.",
                        max_length=400,
                        verbose_name="samenvatting",
                    ),
                ),
                ("body", association.base.fields.BodyField([], blank=True, verbose_name="tekst")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Bovenaan de pagina, in lijsten en bij delen op sociale media.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="association.image",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "begrippenlijst",
                "verbose_name_plural": "begrippenlijsten",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("abbreviation", models.CharField(max_length=40, verbose_name="afkorting of woord")),
                ("full_form", models.CharField(blank=True, max_length=200, verbose_name="volle vorm")),
                ("explanation", models.TextField(blank=True, max_length=400, verbose_name="uitleg")),
                ("other_names", models.TextField(blank=True, max_length=400, verbose_name="andere schrijfwijzen")),
                ("slug", models.SlugField(max_length=80, verbose_name="adres in de lijst")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="gewijzigd op")),
                (
                    "association",
                    models.ForeignKey(
                        limit_choices_to={"classification": "association"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="association.organization",
                        verbose_name="vereniging",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="terms",
                        to="association.portfolio",
                        verbose_name="portefeuille",
                    ),
                ),
            ],
            options={
                "verbose_name": "begrip",
                "verbose_name_plural": "begrippen",
                "ordering": ["association", "abbreviation", "pk"],
                "indexes": [models.Index(fields=["association", "updated_at"], name="term_changed")],
                "constraints": [
                    models.UniqueConstraint(fields=("association", "abbreviation"), name="term_once"),
                    models.UniqueConstraint(fields=("association", "slug"), name="term_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("explanation", ""), ("full_form", ""), _negated=True),
                        name="term_explained",
                        violation_error_message="Schrijf de volle vorm of een uitleg, of allebei.",
                    ),
                ],
            },
        ),
        # Backwards the permissions stay: without terms nothing asks for them.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
