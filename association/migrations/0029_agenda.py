"""Meetings, events and when they are held; kinds of events and holidays."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.contrib.routable_page.models
from django.conf import settings
from django.db import migrations, models

import association.base.fields
import association.base.rules.days


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0028_glossary"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaIndexPage",
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
                "verbose_name": "agenda",
                "verbose_name_plural": "agenda's",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="EventKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="naam")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="volgorde")),
                (
                    "association",
                    models.ForeignKey(
                        limit_choices_to={"classification": "association"},
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="event_kinds",
                        to="association.organization",
                        verbose_name="vereniging",
                    ),
                ),
            ],
            options={
                "verbose_name": "soort bijeenkomst",
                "verbose_name_plural": "soorten bijeenkomsten",
                "ordering": ["association", "order", "name"],
            },
        ),
        migrations.CreateModel(
            name="EventPage",
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
                ("for_whom", models.CharField(blank=True, max_length=150, verbose_name="voor wie")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="plaats")),
                ("video_link", models.URLField(blank=True, verbose_name="link om online mee te doen")),
                ("body", association.base.fields.BodyField([], blank=True, verbose_name="tekst")),
                ("programme", association.base.fields.BodyField([], blank=True, verbose_name="programma")),
                (
                    "sign_up",
                    models.CharField(
                        choices=[
                            ("none", "aanmelden is niet nodig"),
                            ("link", "aanmelden gaat via een andere website of per mail"),
                            ("form", "aanmelden met het formulier op deze pagina"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="aanmelden",
                    ),
                ),
                (
                    "sign_up_address",
                    models.CharField(
                        blank=True,
                        help_text="Een webadres of een e-mailadres.",
                        max_length=300,
                        verbose_name="adres om aan te melden",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True, help_text="Leeg: geen grens.", null=True, verbose_name="aantal plaatsen"
                    ),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True, help_text="Leeg: tot het begint.", null=True, verbose_name="aanmelden kan tot"
                    ),
                ),
                ("asks_diet", models.BooleanField(default=False, verbose_name="vraag naar dieetwensen")),
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
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="association.eventkind",
                        verbose_name="soort",
                    ),
                ),
                (
                    "partners",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="events", to="association.organization", verbose_name="partners"
                    ),
                ),
                (
                    "portfolios",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="events", to="association.portfolio", verbose_name="hoort bij"
                    ),
                ),
            ],
            options={
                "verbose_name": "bijeenkomst",
                "verbose_name_plural": "bijeenkomsten",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="van")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="tot")),
                (
                    "start_precision",
                    models.CharField(
                        choices=[("day", "dag"), ("month", "maand"), ("year", "jaar")],
                        default=association.base.rules.days.Precision["DAY"],
                        max_length=5,
                        verbose_name="van, precies tot op",
                    ),
                ),
                (
                    "end_precision",
                    models.CharField(
                        choices=[("day", "dag"), ("month", "maand"), ("year", "jaar")],
                        default=association.base.rules.days.Precision["DAY"],
                        max_length=5,
                        verbose_name="tot, precies tot op",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="naam")),
                (
                    "association",
                    models.ForeignKey(
                        limit_choices_to={"classification": "association"},
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="association.organization",
                        verbose_name="vereniging",
                    ),
                ),
            ],
            options={
                "verbose_name": "vakantie",
                "verbose_name_plural": "vakanties",
                "ordering": ["start_date", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingPage",
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
                ("place", models.CharField(blank=True, max_length=200, verbose_name="plaats")),
                ("video_link", models.URLField(blank=True, verbose_name="link om online mee te doen")),
                ("is_public", models.BooleanField(default=False, verbose_name="openbaar: iedereen mag erbij zijn")),
                ("body", association.base.fields.BodyField([], blank=True, verbose_name="tekst")),
                ("items", association.base.fields.BodyField([], blank=True, verbose_name="agendapunten")),
                (
                    "shows_attendance",
                    models.BooleanField(default=False, verbose_name="laat op de site zien wie er waren"),
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
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="association.organization",
                        verbose_name="overleg of bestuur",
                    ),
                ),
                (
                    "portfolios",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Wat bij het overleg hoort, komt vanzelf mee.",
                        related_name="meetings",
                        to="association.portfolio",
                        verbose_name="gaat ook over",
                    ),
                ),
            ],
            options={
                "verbose_name": "vergadering",
                "verbose_name_plural": "vergaderingen",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Voor wie niet in het register staat.",
                        max_length=150,
                        verbose_name="naam",
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=120, verbose_name="rol")),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("invited", "genodigd"),
                            ("present", "aanwezig"),
                            ("excused", "afgemeld"),
                            ("absent", "afwezig"),
                        ],
                        default="invited",
                        max_length=10,
                        verbose_name="was er",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="association.organization",
                        verbose_name="namens",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="association.person",
                        verbose_name="persoon",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="association.meetingpage",
                        verbose_name="vergadering",
                    ),
                ),
            ],
            options={
                "verbose_name": "deelnemer",
                "verbose_name_plural": "deelnemers",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Moment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Alleen bij meer dan één bijeenkomst, zoals Avond 2: geld.",
                        max_length=120,
                        verbose_name="naam",
                    ),
                ),
                ("start", models.DateTimeField(db_index=True, verbose_name="begint")),
                ("end", models.DateTimeField(verbose_name="eindigt")),
                ("is_all_day", models.BooleanField(default=False, verbose_name="hele dag, of tijd nog niet bekend")),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="Leeg: de plaats van de pagina.", max_length=200, verbose_name="plaats"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "gaat door"), ("cancelled", "gaat niet door"), ("moved", "verplaatst")],
                        default="planned",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Staat erbij als het niet doorgaat of verplaatst is.",
                        max_length=200,
                        verbose_name="reden of toelichting",
                    ),
                ),
                ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="kenmerk")),
                ("sequence", models.PositiveIntegerField(default=0, editable=False, verbose_name="volgnummer")),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="gewijzigd op"
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moments",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
            ],
            options={
                "verbose_name": "moment",
                "verbose_name_plural": "momenten",
                "ordering": ["start", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="eventkind",
            constraint=models.UniqueConstraint(fields=("association", "name"), name="event_kind_once"),
        ),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_date", None), ("end_date", None), ("start_date__lt", models.F("end_date")), _connector="OR"
                ),
                name="holiday_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="moment",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__gt", models.F("start"))), name="moment_ends_after_start"
            ),
        ),
    ]
