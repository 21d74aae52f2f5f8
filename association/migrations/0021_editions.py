import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import association.base.fields
import association.base.storage
import association.publications.models.files


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0020_activities"),
    ]

    operations = [
        migrations.AddField(
            model_name="chapterpage",
            name="awaits_edition",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.CreateModel(
            name="Edition",
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
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("making", "wordt vastgelegd"),
                            ("adopted", "vastgelegd"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="making",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("dated", models.DateField(verbose_name="versie van")),
                ("label", models.SlugField(max_length=40, verbose_name="adres")),
                ("title", models.CharField(max_length=255, verbose_name="titel")),
                ("summary", models.TextField(blank=True, verbose_name="samenvatting")),
                ("reference_date", models.DateField(verbose_name="peildatum")),
                (
                    "reference_wording",
                    models.CharField(blank=True, max_length=80, verbose_name="woorden bij de peildatum"),
                ),
                ("decisions", models.JSONField(blank=True, default=list, verbose_name="vastgesteld door")),
                ("signatory", models.CharField(blank=True, max_length=200, verbose_name="ondertekend door")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="plaats")),
                ("change_notes", models.TextField(blank=True, max_length=2000, verbose_name="wat er is gewijzigd")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="opmerking bij deze versie")),
                ("differences", models.JSONField(blank=True, default=list, verbose_name="verschillen in feiten")),
                ("accepted", models.JSONField(blank=True, default=list, verbose_name="toch vastgelegd")),
                ("facts", models.JSONField(blank=True, default=list, verbose_name="feiten")),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gevraagd op")),
                ("adopted_at", models.DateTimeField(blank=True, null=True, verbose_name="vastgelegd op")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="ingetrokken op")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="waarom ingetrokken")),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="association.edition",
                        verbose_name="vorige versie",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="association.publicationpage",
                        verbose_name="publicatie",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vastgelegd door",
                    ),
                ),
            ],
            options={
                "verbose_name": "versie van een publicatie",
                "verbose_name_plural": "versies van publicaties",
                "ordering": ["publication", "-adopted_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EditionVariant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="volgorde")),
                ("restrictions", models.JSONField(default=list, verbose_name="afscherming")),
                ("collections", models.JSONField(default=list, verbose_name="collecties")),
                ("chapters", models.JSONField(default=list, verbose_name="hoofdstukken")),
                ("offered", models.JSONField(default=list, verbose_name="bestanden")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="variants",
                        to="association.edition",
                        verbose_name="versie",
                    ),
                ),
            ],
            options={
                "verbose_name": "uitvoering van een versie",
                "verbose_name_plural": "uitvoeringen van een versie",
                "ordering": ["edition", "position"],
            },
        ),
        migrations.CreateModel(
            name="EditionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("pdf", "pdf"), ("epub", "epub")], max_length=5, verbose_name="soort"),
                ),
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
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="association.editionvariant",
                        verbose_name="uitvoering",
                    ),
                ),
            ],
            options={
                "verbose_name": "bestand van een versie",
                "verbose_name_plural": "bestanden van een versie",
                "ordering": ["variant", "kind"],
            },
        ),
        migrations.CreateModel(
            name="EditionAsset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                ("media_type", models.CharField(max_length=100, verbose_name="soort")),
                ("name", models.CharField(max_length=255, verbose_name="naam")),
                (
                    "file",
                    models.FileField(
                        storage=association.base.storage.private_storage,
                        upload_to=association.publications.models.files.file_path,
                        verbose_name="bestand",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="grootte in bytes")),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="association.editionvariant",
                        verbose_name="uitvoering",
                    ),
                ),
            ],
            options={
                "verbose_name": "beeld of bestand in een versie",
                "verbose_name_plural": "beelden en bestanden in een versie",
                "ordering": ["variant", "sha256"],
            },
        ),
        migrations.CreateModel(
            name="EditionArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_id_then", models.PositiveBigIntegerField(null=True, verbose_name="pagina")),
                ("order", models.PositiveSmallIntegerField(verbose_name="volgorde")),
                ("path", models.CharField(blank=True, max_length=255, verbose_name="adres")),
                ("level", models.PositiveSmallIntegerField(default=2, verbose_name="niveau")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="nummer")),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="nummer in woorden")),
                ("title", models.CharField(max_length=255, verbose_name="titel")),
                ("summary", models.TextField(blank=True, verbose_name="samenvatting")),
                ("html", models.TextField(verbose_name="tekst")),
                ("text", models.TextField(blank=True, verbose_name="tekst om in te zoeken")),
                ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                ("is_restricted", models.BooleanField(default=False, verbose_name="afgeschermd")),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="association.editionvariant",
                        verbose_name="uitvoering",
                    ),
                ),
            ],
            options={
                "verbose_name": "hoofdstuk van een versie",
                "verbose_name_plural": "hoofdstukken van een versie",
                "ordering": ["variant", "order"],
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(blank=True, max_length=255, verbose_name="hoofdstuk")),
                ("on_date", models.DateField(default=django.utils.timezone.localdate, verbose_name="op")),
                ("text", models.TextField(max_length=1000, verbose_name="verbetering")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="association.edition",
                        verbose_name="versie",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="door",
                    ),
                ),
            ],
            options={
                "verbose_name": "erratum",
                "verbose_name_plural": "errata",
                "ordering": ["on_date", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("publication", "label"), name="edition_label_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "making")), fields=("publication",), name="edition_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="editionvariant",
            constraint=models.UniqueConstraint(fields=("edition", "position"), name="edition_variant_once"),
        ),
        migrations.AddConstraint(
            model_name="editionfile",
            constraint=models.UniqueConstraint(fields=("variant", "kind"), name="edition_file_once"),
        ),
        migrations.AddConstraint(
            model_name="editionasset",
            constraint=models.UniqueConstraint(fields=("variant", "sha256"), name="edition_asset_once"),
        ),
        migrations.AddConstraint(
            model_name="editionarticle",
            constraint=models.UniqueConstraint(fields=("variant", "path"), name="edition_article_once"),
        ),
    ]
