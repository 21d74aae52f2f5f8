import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wagtail.contrib.routable_page.models
from django.conf import settings
from django.db import migrations, models

import association.base.fields
import association.base.storage
import association.publications.models.files


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0019_words_of_stoplights"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "association",
                    models.ForeignKey(
                        limit_choices_to={"classification": "association"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="association.organization",
                        verbose_name="vereniging",
                    ),
                ),
                (
                    "bodies",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities_of_body",
                        to="association.organization",
                        verbose_name="overleggen",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities_of_partner",
                        to="association.organization",
                        verbose_name="partners",
                    ),
                ),
                (
                    "predecessors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="successors",
                        to="association.activity",
                        verbose_name="voortgekomen uit",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="activities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="wie vult in",
                    ),
                ),
            ],
            options={
                "verbose_name": "activiteit",
                "verbose_name_plural": "activiteiten",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ActivityIndexPage",
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
                "verbose_name": "overzicht van activiteiten",
                "verbose_name_plural": "overzichten van activiteiten",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="ActivityYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="jaar",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                ("title", models.CharField(max_length=250, verbose_name="titel")),
                (
                    "distinguisher",
                    models.CharField(
                        blank=True,
                        help_text="Alleen als meer activiteiten zo heten.",
                        max_length=150,
                        verbose_name="onderscheid",
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="Leeg: de naam van de eerste portefeuille.",
                        max_length=120,
                        verbose_name="kopje",
                    ),
                ),
                ("goal", models.TextField(blank=True, verbose_name="doel")),
                ("results", models.TextField(blank=True, verbose_name="beoogde resultaten")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="years",
                        to="association.activity",
                        verbose_name="activiteit",
                    ),
                ),
                (
                    "portfolios",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activity_years",
                        to="association.portfolio",
                        verbose_name="portefeuilles",
                    ),
                ),
            ],
            options={
                "verbose_name": "activiteit in een jaar",
                "verbose_name_plural": "activiteiten per jaar",
                "ordering": ["year", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ActivityReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.CharField(
                        choices=[("H1", "eerste halfjaar"), ("H2", "tweede halfjaar"), ("Y", "heel jaar")],
                        max_length=2,
                        verbose_name="periode",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="voortgang")),
                (
                    "stoplight",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("green", "loopt als gepland"),
                            ("orange", "vergt aandacht"),
                            ("red", "bijstelling of heroverweging"),
                        ],
                        max_length=10,
                        verbose_name="stoplicht",
                    ),
                ),
                ("not_held", models.BooleanField(default=False, verbose_name="niet doorgegaan")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="waarom niet")),
                (
                    "activity_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="association.activityyear",
                        verbose_name="activiteit in een jaar",
                    ),
                ),
            ],
            options={
                "verbose_name": "voortgang",
                "verbose_name_plural": "voortgang",
                "ordering": ["activity_year", "period"],
            },
        ),
        migrations.CreateModel(
            name="ActivityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.CharField(max_length=20, verbose_name="vak")),
                ("before", models.TextField(blank=True, verbose_name="eerst")),
                ("after", models.TextField(blank=True, verbose_name="daarna")),
                ("is_kept_aside", models.BooleanField(default=False, verbose_name="apart bewaard")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="op")),
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
                (
                    "activity_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="association.activityyear",
                        verbose_name="activiteit",
                    ),
                ),
            ],
            options={
                "verbose_name": "wijziging van een activiteit",
                "verbose_name_plural": "wijzigingen van activiteiten",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportingRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                (
                    "period",
                    models.CharField(
                        choices=[("H1", "eerste halfjaar"), ("H2", "tweede halfjaar"), ("Y", "heel jaar")],
                        max_length=2,
                        verbose_name="periode",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="uiterlijk op")),
                (
                    "message",
                    models.TextField(
                        blank=True,
                        help_text="Staat in de mail. Mag leeg blijven.",
                        max_length=1000,
                        verbose_name="bericht",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting_rounds",
                        to="association.organization",
                        verbose_name="vereniging",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gevraagd door",
                    ),
                ),
            ],
            options={
                "verbose_name": "invulronde",
                "verbose_name_plural": "invulrondes",
                "ordering": ["-due_on"],
            },
        ),
        migrations.CreateModel(
            name="RoundMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("first", "uitnodiging"), ("soon", "herinnering"), ("late", "te laat")],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="verstuurd op")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="association.reportinground",
                        verbose_name="invulronde",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="aan",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail van een invulronde",
                "verbose_name_plural": "mails van invulrondes",
            },
        ),
        migrations.AddConstraint(
            model_name="activityyear",
            constraint=models.UniqueConstraint(
                fields=("activity", "year"),
                name="activity_once_a_year",
                violation_error_message="Deze activiteit staat al bij dat jaar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activityreport",
            constraint=models.UniqueConstraint(fields=("activity_year", "period"), name="activity_report_once"),
        ),
        migrations.AddConstraint(
            model_name="activityreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("not_held", False), ("stoplight", ""), _connector="OR"),
                name="activity_not_held_no_light",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportinground",
            constraint=models.UniqueConstraint(fields=("association", "year", "period"), name="reporting_round_once"),
        ),
        migrations.AddConstraint(
            model_name="roundmail",
            constraint=models.UniqueConstraint(fields=("round", "user", "kind"), name="round_mail_once"),
        ),
    ]
