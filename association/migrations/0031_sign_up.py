"""Who signed up for an event."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("association", "0030_guides"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="naam")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                ("email_key", models.CharField(blank=True, editable=False, max_length=254)),
                ("organization", models.CharField(blank=True, max_length=120, verbose_name="organisatie")),
                ("choices", models.JSONField(blank=True, default=dict, verbose_name="sessies")),
                ("diet", models.CharField(blank=True, max_length=200, verbose_name="dieetwens")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "ontvangen"),
                            ("placed", "heeft een plek"),
                            ("waiting", "op de wachtlijst"),
                            ("cancelled", "afgemeld"),
                            ("double", "was al aangemeld"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("client_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="aangemeld op")),
                ("queued_at", models.DateTimeField(editable=False, null=True)),
                ("placed_at", models.DateTimeField(editable=False, null=True, verbose_name="plek gekregen op")),
                ("cancelled_at", models.DateTimeField(editable=False, null=True, verbose_name="afgemeld op")),
                ("erased_at", models.DateTimeField(editable=False, null=True, verbose_name="gewist op")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ups",
                        to="association.eventpage",
                        verbose_name="bijeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name": "aanmelding voor een bijeenkomst",
                "verbose_name_plural": "aanmeldingen voor bijeenkomsten",
                "ordering": ["queued_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SignUpChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("added", "toegevoegd"),
                            ("cancelled", "afgemeld"),
                            ("restored", "teruggezet"),
                            ("placed", "plek gegeven"),
                        ],
                        max_length=10,
                        verbose_name="wat",
                    ),
                ),
                ("reason", models.CharField(max_length=250, verbose_name="reden")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="op")),
                (
                    "sign_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="association.signup",
                        verbose_name="aanmelding",
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
                "verbose_name": "wijziging van een aanmelding",
                "verbose_name_plural": "wijzigingen van aanmeldingen",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SignUpNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=150, verbose_name="onderwerp")),
                ("text", models.TextField(max_length=5000, verbose_name="tekst")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="op")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="association.eventpage",
                        verbose_name="bijeenkomst",
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
                "verbose_name": "bericht aan wie zich aanmeldde",
                "verbose_name_plural": "berichten aan wie zich aanmeldde",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SignUpMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("placed", "u hebt een plek"),
                            ("waiting", "u staat op de wachtlijst"),
                            ("moved_up", "er kwam een plek vrij"),
                            ("known", "u was al aangemeld"),
                            ("cancelled", "u bent afgemeld"),
                            ("notice", "bericht van het bureau"),
                        ],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("token_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gevraagd op")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="verstuurd op")),
                ("refused_at", models.DateTimeField(null=True, verbose_name="geweigerd op")),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "sign_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="association.signup",
                        verbose_name="aanmelding",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="association.signupnotice",
                        verbose_name="bericht",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail over een aanmelding",
                "verbose_name_plural": "mails over aanmeldingen",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["event", "state"], name="sign_up_of_event"),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["client_hash", "created_at"], name="sign_up_of_client"),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("placed", "waiting")), models.Q(("email_key", ""), _negated=True)),
                fields=("event", "email_key"),
                name="signs_up_once",
            ),
        ),
        migrations.AddIndex(
            model_name="signupmail",
            index=models.Index(
                condition=models.Q(("refused_at", None), ("sent_at", None)),
                fields=["next_try_at"],
                name="sign_up_mail_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="signupmail",
            constraint=models.UniqueConstraint(fields=("sign_up", "notice"), name="notice_once"),
        ),
        migrations.AddConstraint(
            model_name="signupmail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token_hash", ""), _negated=True),
                fields=("token_hash",),
                name="sign_up_secret_once",
            ),
        ),
    ]
