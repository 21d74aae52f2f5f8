import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

READERS = ("beheer", "eindredactie")


def start_workflows(apps, schema_editor):
    """Give each association's site that exists already its workflow, as new ones get it (set_up_review)."""
    content_types = apps.get_model("contenttypes", "ContentType")
    kind, _ = content_types.objects.get_or_create(app_label="association", model="reviewtask")
    for own in apps.get_model("association", "SiteSettings").objects.exclude(association=None):
        home, name = own.site.root_page, own.association.abbreviation or own.association.name
        if apps.get_model("wagtailcore", "WorkflowPage").objects.filter(page_id=home.pk).exists():
            continue
        workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=f"Laten meelezen ({name})"[:255])
        task = apps.get_model("association", "ReviewTask").objects.create(
            name=f"Meelezen ({name})"[:255], content_type_id=kind.pk
        )
        rows = apps.get_model("association", "AssociationGroup").objects.filter(
            association=own.association, role__in=READERS
        )
        task.groups.set(list(rows.values_list("group_id", flat=True)))
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow_id=workflow.pk, task_id=task.pk, sort_order=0
        )
        apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow_id=workflow.pk, page_id=home.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0003_publications_with_chapters_and_files"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "meelezen",
                "verbose_name_plural": "meelezen",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="ReviewRequest",
            fields=[
                (
                    "workflow_state",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="review_request",
                        serialize=False,
                        to="wagtailcore.workflowstate",
                        verbose_name="ronde",
                    ),
                ),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="graag vóór")),
                ("question", models.TextField(blank=True, max_length=1000, verbose_name="vraag")),
                ("reminded_at", models.DateTimeField(editable=False, null=True, verbose_name="herinnerd op")),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_requests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="wie leest mee",
                    ),
                ),
            ],
            options={
                "verbose_name": "verzoek om mee te lezen",
                "verbose_name_plural": "verzoeken om mee te lezen",
            },
        ),
        migrations.CreateModel(
            name="ReviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                ("question", models.TextField(blank=True, max_length=1000, verbose_name="vraag")),
                ("publish_on_agreement", models.BooleanField(default=False, verbose_name="na akkoord meteen plaatsen")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gemaakt op")),
                ("expires_at", models.DateTimeField(verbose_name="geldig tot")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="geopend op")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("agree", "akkoord"), ("remark", "opmerking")],
                        max_length=10,
                        verbose_name="antwoord",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="beantwoord op")),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="toelichting")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gevraagd door",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_links",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="pagina",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_links",
                        to="wagtailcore.revision",
                        verbose_name="versie",
                    ),
                ),
                (
                    "workflow_state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_links",
                        to="wagtailcore.workflowstate",
                        verbose_name="ronde",
                    ),
                ),
            ],
            options={
                "verbose_name": "link om mee te lezen",
                "verbose_name_plural": "links om mee te lezen",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heading", models.CharField(max_length=250, verbose_name="kop")),
                ("anchor", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField(max_length=5000, verbose_name="opmerking")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="geschreven op")),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="association.reviewlink",
                        verbose_name="link",
                    ),
                ),
            ],
            options={
                "verbose_name": "opmerking bij een kop",
                "verbose_name_plural": "opmerkingen bij koppen",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_request", models.BooleanField(default=False)),
                ("recipient", models.EmailField(max_length=254, verbose_name="aan")),
                ("subject", models.CharField(max_length=250, verbose_name="onderwerp")),
                ("text", models.TextField(verbose_name="tekst")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="association.reviewlink",
                        verbose_name="link",
                    ),
                ),
                (
                    "workflow_state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.workflowstate",
                        verbose_name="ronde",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail over meelezen",
                "verbose_name_plural": "mails over meelezen",
                "ordering": ["pk"],
            },
        ),
        # Data beside the schema, so that it happens once: who takes the workflow away later keeps it so.
        migrations.RunPython(start_workflows, migrations.RunPython.noop),
    ]
