"""Records of which a change can wait: what the register says stands in the row, a change to it in a version."""

import json
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from modelcluster.models import get_field_value, model_from_serializable_data
from modelsearch.index import remove_object
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import DraftStateMixin, RevisionMixin

# Of records, which are no pages: whether somebody published them once.
ON_RECORD = Q(live=True)
BASE = "base"  # in a version that waits: what the row said when the change was made


class NeverUnpublished(Exception):
    """A record of the register stays: history is not hidden."""


class PublishedManager(models.Manager[Any]):
    """Only what was published: what a site shows, what may be chosen, and what acts are about."""

    def get_queryset(self) -> Any:
        """Without what is still a first draft."""
        return super().get_queryset().filter(ON_RECORD)


class Drafted(DraftStateMixin, RevisionMixin):
    """A record with a row that holds, and perhaps one version that waits.

    `columns` are the fields that the form edits, `rows` the children, `links` the many-to-many fields. A version holds
    only these: what acts do to other columns is never undone by it. What an act did since to a column that waits,
    stands as well.
    """

    # `save` does it: a first draft is not in the index, and the job that puts it there would not find it.
    search_auto_update = False
    columns: ClassVar[tuple[str, ...]] = ()
    rows: ClassVar[tuple[str, ...]] = ()
    links: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            # Records go live when somebody publishes them, and never by themselves.
            models.CheckConstraint(condition=Q(go_live_at=None, expire_at=None), name="%(class)s_without_schedule")
        ]

    @property
    def staged(self) -> dict[str, list[int]]:
        """The numbers behind the links of a version that was not published."""
        found: dict[str, list[int]] = self.__dict__.setdefault("_staged", {})
        return found

    @property
    def is_on_record(self) -> bool:
        """Whether it was published once; a first draft was not."""
        return bool(self.live)

    @property
    def draft_words(self) -> str:
        """What waits, in a word: the whole record, a change to it, or nothing."""
        if not self.live:
            return "concept"
        return "gewijzigd" if self.has_unpublished_changes else ""

    def linked(self, name: str) -> list[Any]:
        """What a link of this version leads to."""
        every = getattr(self, name).model._default_manager
        if name in self.staged:
            return list(every.filter(pk__in=self.staged[name]))
        return list(getattr(self, name).all()) if self.pk else []

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the links of a version that is being published, and put it in the search index."""
        super().save(*args, **kwargs)
        if not self.live:
            return
        if kwargs.get("update_fields") is None:
            for name, numbers in self.staged.items():
                getattr(self, name).set(numbers)
        insert_or_update_object_task.enqueue(self._meta.app_label, self._meta.model_name, str(self.pk))

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete, also from the search index."""
        remove_object(self)
        return super().delete(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Refused: a record that was published stays."""
        raise NeverUnpublished

    def stored(self) -> Any:
        """The row as it is now."""
        return type(self)._base_manager.get(pk=self.pk)

    def version(self) -> dict[str, Any]:
        """What the form edits, as JSON has it."""
        found: dict[str, Any] = {}
        for name in self.columns:
            found[name] = get_field_value(self._meta.get_field(name), self)
        for name in self.rows:
            parent = self._meta.get_field(name).field.name
            found[name] = [row_values(child, parent) for child in getattr(self, name).all()]
        for name in self.links:
            numbers = self.staged.get(name)
            if numbers is None:
                numbers = list(getattr(self, name).values_list("pk", flat=True)) if self.pk else []
            found[name] = sorted(numbers)
        return as_json(found)

    def serializable_data(self) -> dict[str, Any]:
        """What a version holds."""
        return {"pk": self.pk, **self.version()}

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The row as it is now, with what a version says of it."""
        found = self.stored()
        found.take(values_of_version(content, found.version()))
        return found

    def take(self, values: dict[str, Any]) -> None:
        """Take over what a version says, without storing it."""
        for name in self.columns:
            if name in values:
                field: Any = self._meta.get_field(name)
                setattr(self, field.attname, known_value(field, values[name]))
        for name in self.rows:
            if name in values:
                child = self._meta.get_field(name).related_model
                setattr(self, name, [model_from_serializable_data(child, dict(row)) for row in values[name]])
        for name in self.links:
            if name in values:
                self.staged[name] = list(values[name])

    def overtaken(self) -> list[str]:
        """The names of what waits, but was changed in the register since; that stands."""
        waiting = self.latest_revision
        if not self.has_unpublished_changes or waiting is None or BASE not in waiting.content:
            return []
        content, base, now = waiting.content, waiting.content[BASE], self.stored().version()
        return [
            name
            for name, value in now.items()
            if content.get(name) != base.get(name) and value != base.get(name) and value != content.get(name)
        ]


def as_json(values: Any) -> Any:
    """Values as they come back from the database."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def row_values(child: models.Model, parent: str) -> dict[str, Any]:
    """The columns of a child, without the record that it belongs to."""
    fields = [field for field in child._meta.fields if field.name != parent]
    return {"pk": child.pk, **{field.name: get_field_value(field, child) for field in fields}}


def known_value(field: Any, value: Any) -> Any:
    """A value of a version for a column; None for a reference to what is gone."""
    value = field.to_python(value)
    if value is None or not field.remote_field:
        return value
    return value if field.related_model._base_manager.filter(pk=value).exists() else None


def values_of_version(content: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """What a version comes to, the row being what it is now.

    Of one that waits only what was changed in it counts, and of that not what the register changed since.
    """
    base = content.get(BASE)
    if base is None:
        return {name: content[name] for name in now if name in content}
    changed = {name for name in now if name in content and content[name] != base.get(name)}
    return {name: content[name] for name in changed if now[name] == base.get(name)}
