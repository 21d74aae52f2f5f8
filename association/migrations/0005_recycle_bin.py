import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0004_reading_along"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecycleBin",
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
            ],
            options={
                "verbose_name": "prullenbak",
                "verbose_name_plural": "prullenbakken",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DeletedPage",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="deletion",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
                ("parent_title", models.CharField(blank=True, max_length=255, verbose_name="stond onder")),
                ("slug", models.CharField(max_length=255, verbose_name="adres")),
                ("pages", models.PositiveIntegerField(default=1, verbose_name="aantal pagina's")),
                ("states", models.JSONField(default=dict, verbose_name="stand van de pagina's")),
                (
                    "deleted_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="verwijderd op"
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verwijderd door",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deleted_children",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="stond onder",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "verwijderde pagina",
                "verbose_name_plural": "verwijderde pagina's",
                "ordering": ["-deleted_at"],
            },
        ),
        migrations.CreateModel(
            name="GoneAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=750, verbose_name="adres")),
                ("gone_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="weg sinds")),
                (
                    "deletion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="addresses",
                        to="association.deletedpage",
                        verbose_name="verwijderde pagina",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gone_addresses",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "vervallen adres",
                "verbose_name_plural": "vervallen adressen",
                "constraints": [models.UniqueConstraint(fields=("site", "path"), name="gone_address_once")],
            },
        ),
    ]
