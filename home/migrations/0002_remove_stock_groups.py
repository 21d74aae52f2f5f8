"""Remove the groups and the workflow that Wagtail's own migrations make: they have English names and span all sites.

Only where nobody works with them: a group without members, a workflow that never started. There is no way back, and none
is needed.
"""

from django.db import migrations

GROUPS = ("Editors", "Moderators")
WORKFLOW = "Moderators approval"
TASK = "Moderators approval"


def remove(apps, schema_editor):
    """Delete what is untouched."""
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    WorkflowState = apps.get_model("wagtailcore", "WorkflowState")
    used = Group.objects.filter(name__in=GROUPS, user__isnull=False).exists()
    started = WorkflowState.objects.filter(workflow__name=WORKFLOW).exists()
    if used or started:
        return
    for workflow in Workflow.objects.filter(name=WORKFLOW):
        apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow=workflow).delete()
        apps.get_model("wagtailcore", "WorkflowTask").objects.filter(workflow=workflow).delete()
        workflow.delete()
    for task in Task.objects.filter(name=TASK):
        approval = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(task_ptr_id=task.pk)
        for row in approval:
            row.groups.clear()
        approval.delete()
        Task.objects.filter(pk=task.pk).delete()
    Group.objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    """After Wagtail's migrations that make them."""

    dependencies = [
        ("home", "0001_initial"),
        ("association", "0002_files_pages_and_register"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0002_initial_data"),
        ("wagtailimages", "0002_initial_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
