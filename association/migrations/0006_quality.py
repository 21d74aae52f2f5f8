import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0005_recycle_bin"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="known_abbreviations",
            field=models.TextField(
                blank=True,
                default="VNG, VDG, VGG, B en W, btw, pdf, RTV, NS, EU, ANP, ov",
                help_text="Met komma's ertussen. Bij deze afkortingen vraagt de site niet om uitleg.",
                verbose_name="afkortingen die iedereen kent",
            ),
        ),
        migrations.CreateModel(
            name="LinkTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.TextField(verbose_name="adres")),
                ("url_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "nog niet bekeken"),
                            ("works", "werkt"),
                            ("broken", "werkt niet"),
                            ("unsure", "onzeker"),
                            ("skipped", "niet te bekijken"),
                        ],
                        db_index=True,
                        default="new",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="antwoord")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reden")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="keren mislukt")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="bekeken op")),
                (
                    "next_check_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="volgende keer"),
                ),
            ],
            options={
                "verbose_name": "adres buiten de site",
                "verbose_name_plural": "adressen buiten de site",
            },
        ),
        migrations.CreateModel(
            name="PageCheck",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="quality_check",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
                ("checked_at", models.DateTimeField(verbose_name="nagekeken op")),
                ("rules", models.PositiveSmallIntegerField(default=0, verbose_name="stand van de regels")),
            ],
            options={
                "verbose_name": "controle van een pagina",
                "verbose_name_plural": "controles van pagina's",
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_index=True, max_length=40, verbose_name="soort")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="wat")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="plaats")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="wagtailcore.revision",
                        verbose_name="versie",
                    ),
                ),
            ],
            options={
                "verbose_name": "aandachtspunt",
                "verbose_name_plural": "aandachtspunten",
                "ordering": ["page", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PageLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "target_page",
                    models.IntegerField(blank=True, db_index=True, null=True, verbose_name="nummer van de pagina"),
                ),
                ("text", models.CharField(blank=True, max_length=250, verbose_name="woorden van de link")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_out",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="association.linktarget",
                        verbose_name="adres",
                    ),
                ),
            ],
            options={
                "verbose_name": "link op een pagina",
                "verbose_name_plural": "links op pagina's",
            },
        ),
    ]
