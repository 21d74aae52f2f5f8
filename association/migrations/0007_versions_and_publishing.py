import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0006_quality"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="four_eyes",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Bij deze soorten pagina's plaatst niemand wat hij zelf schreef: een ander leest mee en plaatst.",
                verbose_name="twee paar ogen",
            ),
        ),
        migrations.CreateModel(
            name="VersionNote",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="note",
                        serialize=False,
                        to="wagtailcore.revision",
                        verbose_name="versie",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="naam van de versie")),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="wat is er gewijzigd")),
                ("is_public", models.BooleanField(default=False, verbose_name="toon dit aan lezers")),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="geplaatst op")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="version_notes",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
            ],
            options={
                "verbose_name": "notitie bij een versie",
                "verbose_name_plural": "notities bij versies",
            },
        ),
        migrations.CreateModel(
            name="PublishFailure",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="publish_failure",
                        serialize=False,
                        to="wagtailcore.revision",
                        verbose_name="versie",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reden")),
                ("attempts", models.PositiveIntegerField(default=1, verbose_name="pogingen")),
                ("failed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="mislukt op")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="gemeld op")),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publish_failures",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
            ],
            options={
                "verbose_name": "mislukte plaatsing",
                "verbose_name_plural": "mislukte plaatsingen",
                "ordering": ["-failed_at"],
            },
        ),
    ]
