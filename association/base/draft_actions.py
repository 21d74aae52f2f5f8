"""Keeping a change to a record of the register as a draft, publishing it, and throwing it away."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from association.base.drafts import BASE, Drafted

DISCARD = "noaber.discard_draft"


def hold(record: Drafted) -> Any:
    """The row, which nobody else changes until the end of the transaction."""
    return type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)


def add_version(record: Drafted, user: Any, content: dict[str, Any]) -> Revision:
    """A version of a record with some content; one that waited before is an old version now."""
    kind = ContentType.objects.get_for_model(type(record))
    waiting = Revision.objects.for_instance(record).filter(content__has_key=BASE)
    for earlier in waiting:
        earlier.content.pop(BASE)
        Revision.objects.filter(pk=earlier.pk).update(content=earlier.content)
    return Revision.objects.create(
        content_type=kind,
        base_content_type=kind,
        object_id=str(record.pk),
        user=user,
        content={"pk": record.pk, **content},
        object_str=str(record),
    )


def keep_what_was(stored: Drafted) -> Revision | None:
    """The version that the row is now; made where the register changed it since. None for what was never live."""
    if not stored.live:
        return None
    known: Revision | None = stored.live_revision
    values = stored.version()
    if known is None or {name: known.content.get(name) for name in values} != values:
        known = add_version(stored, None, values)
        set_state(stored, live_revision=known)
    return known


def set_state(record: Drafted, **state: Any) -> None:
    """Store the state of a record alone, on the row and on the object."""
    type(record)._base_manager.filter(pk=record.pk).update(**state)
    for name, value in state.items():
        setattr(record, name, value)


@transaction.atomic
def keep_as_draft(*, record: Drafted, user: Any) -> Revision | None:
    """Keep the values of a record as a draft; the row stays as it is, unless it is a first draft itself.

    None when nothing differs from the row: then nothing waits any more.
    """
    is_new = record.pk is None
    if is_new:
        record.live, record.has_unpublished_changes = False, True
    if not record.live:
        # What nobody may choose yet is no use of anything either, and the job would not find it.
        with disable_reference_index_auto_update():
            record.save()
    stored = hold(record)
    values, now = record.version(), stored.version()
    if stored.live and values == now:
        drop_draft(record=stored, user=user)
        return None
    keep_what_was(stored)
    version = add_version(record, user, {**values, BASE: now})
    set_state(record, latest_revision=version, has_unpublished_changes=True)
    log(
        instance=record,
        action="wagtail.create" if is_new else "wagtail.edit",
        user=user,
        revision=version,
        content_changed=True,
    )
    return version


@transaction.atomic
def publish(*, record: Drafted, user: Any, save: Callable[[], Any]) -> Revision:
    """Store the values of a record as what the register says; `save` does that, with all that belongs to it."""
    is_new, now = record.pk is None, timezone.now()
    if not is_new:
        keep_what_was(hold(record))
    record.live, record.has_unpublished_changes = True, False
    record.first_published_at, record.last_published_at = record.first_published_at or now, now
    save()
    record.staged.clear()
    stored = record.stored()
    version = add_version(stored, user, stored.version())
    set_state(record, latest_revision=version, live_revision=version)
    done = {"user": user, "revision": version, "content_changed": True}
    log(instance=record, action="wagtail.create" if is_new else "wagtail.edit", **done)
    log(instance=record, action="wagtail.publish", **done)
    return version


@transaction.atomic
def drop_draft(*, record: Drafted, user: Any) -> bool:
    """Throw away the change that waits; a first draft goes altogether, with all that belongs to it.

    Returns whether anything waited.
    """
    row: Any = hold(record)
    if not row.live:
        log(instance=row, action="wagtail.delete", user=user, deleted=True)
        for name in row.rows:
            getattr(row, name).model._base_manager.filter(**{row._meta.get_field(name).field.name: row}).delete()
        row.delete()
        return True
    if not row.has_unpublished_changes:
        return False
    Revision.objects.for_instance(row).filter(content__has_key=BASE).delete()
    set_state(row, latest_revision=keep_what_was(row), has_unpublished_changes=False)
    log(instance=row, action=DISCARD, user=user)
    return True
