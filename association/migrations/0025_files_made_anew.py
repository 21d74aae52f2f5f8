"""Have the files of publications made anew, so that the kinds that are new to them are there too.

What readers are offered stays until the new files are ready. What was adopted stays as it is.
"""

from typing import Any

from django.db import migrations
from django.db.models import F


def ask_again(apps: Any, editor: Any) -> None:
    """Put what is done back in the row, but for publications that were adopted."""
    jobs, editions = (apps.get_model("association", name).objects for name in ("FileJob", "Edition"))
    adopted = editions.filter(status="adopted").values("publication")
    done = jobs.filter(state="done").exclude(publication__in=adopted)
    done.update(state="waiting", wanted=F("wanted") + 1, tries=0, leased_until=None)


class Migration(migrations.Migration):
    dependencies = [("association", "0024_files_of_every_kind")]

    operations = [
        # Backwards there is nothing to undo: files of kinds that are not known are not offered.
        migrations.RunPython(ask_again, migrations.RunPython.noop, elidable=True),
    ]
