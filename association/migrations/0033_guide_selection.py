"""Files of chosen chapters, which readers ask for."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import association.base.storage
import association.publications.models.files


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0032_rights_on_agenda"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Excerpt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wacht op de werker"),
                            ("running", "wordt gemaakt"),
                            ("done", "klaar"),
                            ("failed", "tegengehouden"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.CharField(blank=True, max_length=32)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("step", models.CharField(blank=True, max_length=120, verbose_name="bezig met")),
                ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="voortgang")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="waarom tegengehouden")),
                ("remarks", models.JSONField(blank=True, default=list, verbose_name="opmerkingen bij het maken")),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.CharField(max_length=64)),
                ("parts", models.JSONField(default=list, verbose_name="hoofdstukken")),
                ("choice", models.CharField(blank=True, max_length=400, verbose_name="keuze van de lezer")),
                (
                    "requested_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="gevraagd op"),
                ),
                ("client_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="excerpts",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "keuze uit een document",
                "verbose_name_plural": "keuzes uit documenten",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExcerptFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "pdf"), ("epub", "epub"), ("html", "webpagina in één bestand")],
                        default="pdf",
                        max_length=5,
                        verbose_name="soort",
                    ),
                ),
                ("chapters", models.JSONField(default=list, verbose_name="hoofdstukken")),
                ("collections", models.JSONField(default=list, verbose_name="collecties")),
                ("linked", models.JSONField(default=list, verbose_name="pagina's waarnaar verwezen wordt")),
                (
                    "file",
                    models.FileField(
                        storage=association.base.storage.private_storage,
                        upload_to=association.publications.models.files.file_path,
                        verbose_name="bestand",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="grootte in bytes")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="aantal pagina's")),
                ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gemaakt op")),
                (
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="association.excerpt",
                        verbose_name="keuze",
                    ),
                ),
            ],
            options={
                "verbose_name": "bestand van een keuze",
                "verbose_name_plural": "bestanden van keuzes",
                "ordering": ["excerpt", "kind", "-made_at"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="excerpt",
            constraint=models.UniqueConstraint(fields=("publication", "key"), name="excerpt_once"),
        ),
    ]
