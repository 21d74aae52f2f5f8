"""Guides for who is new, with their steps, what readers said, and files of documents of every kind."""

import django.db.models.deletion
import django.utils.timezone
import wagtail.contrib.routable_page.models
from django.conf import settings
from django.db import migrations, models

import association.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0029_agenda"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="filejob",
            name="publication",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="file_job",
                to=settings.WAGTAIL_PAGE_MODEL,
                verbose_name="publicatie",
            ),
        ),
        migrations.AlterField(
            model_name="publicationfile",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="document_files",
                to=settings.WAGTAIL_PAGE_MODEL,
                verbose_name="publicatie",
            ),
        ),
        migrations.CreateModel(
            name="GuideIndexPage",
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
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Onder de titel, boven de keuze.",
                        max_length=600,
                        verbose_name="inleiding",
                    ),
                ),
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
                "verbose_name": "overzicht van startgidsen",
                "verbose_name_plural": "overzichten van startgidsen",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GuidePage",
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
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("raadslid", "Raadslid"),
                            ("wethouder", "Wethouder"),
                            ("burgemeester", "Burgemeester"),
                            ("griffier", "Griffier"),
                        ],
                        help_text="Leeg: voor iedereen. Wie deze rol kiest, ziet deze gids bovenaan.",
                        max_length=20,
                        verbose_name="voor wie",
                    ),
                ),
                ("body", association.base.fields.BodyField([], blank=True, verbose_name="tekst boven de stappen")),
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
                "verbose_name": "startgids",
                "verbose_name_plural": "startgidsen",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="GuideStepPage",
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
                (
                    "goal",
                    models.CharField(
                        help_text="Eén zin: wat weet of kan de lezer na deze stap?", max_length=250, verbose_name="doel"
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
                "verbose_name": "stap van een startgids",
                "verbose_name_plural": "stappen van startgidsen",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GuideOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_useful", models.BooleanField(verbose_name="nuttig")),
                ("remark", models.TextField(blank=True, max_length=600, verbose_name="toelichting")),
                (
                    "created_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="gezegd op"),
                ),
                ("client_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="association.guidesteppage",
                        verbose_name="stap",
                    ),
                ),
            ],
            options={
                "verbose_name": "mening over een stap",
                "verbose_name_plural": "meningen over stappen",
                "ordering": ["-created_at"],
            },
        ),
    ]
