"""What a form may choose: pages, pictures and documents that its user may come across, whatever is sent in."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import Page

from association.base.access import linkable, usable_files
from association.base.models import Document, Image

KINDS: dict[type[Model], str] = {
    Page: "U kunt niet naar deze pagina verwijzen. Kies een pagina van uw eigen site die openbaar is.",
    Image: "Deze afbeelding is niet van uw vereniging. Kies een andere.",
    Document: "Dit document is niet van uw vereniging. Kies een ander.",
}
Chosen = set[tuple[type[Model], str]]


def kind_of(model: type[Model]) -> type[Model] | None:
    """Page, Image or Document for a model that is one of these; None for any other."""
    return next((kind for kind in KINDS if issubclass(model, kind)), None)


def chosen_in(field: Any, value: Any) -> Chosen:
    """Kind and key of what a field of a model leads to, by its value: chosen in it, or linked in its text."""
    if hasattr(value, "_meta"):
        found: Iterator[Any] = iter([(type(value), str(value.pk))])
    elif hasattr(field, "extract_references") and value:
        found = ((model, str(key)) for model, key, *_ in field.extract_references(value))
    else:
        return set()
    return {(kind, key) for model, key in found if (kind := kind_of(model))}


def refused(user: Any, chosen: Chosen) -> Chosen:
    """What of this the user may not choose; one query for each kind."""
    kept: Chosen = set()
    pages = Page.objects.filter(linkable(user))
    for kind in {kind for kind, _ in chosen}:
        keys = [key for found, key in chosen if found is kind and key.isdecimal()]
        query: Any = pages if kind is Page else usable_files(user, kind)
        kept |= {(kind, str(key)) for key in query.filter(pk__in=keys).values_list("pk", flat=True)}
    return chosen - kept


class ChosenForm:
    """A form that refuses what its user may not choose; what was chosen before, by whoever, may stay."""

    def clean(self) -> Any:
        """The values, with an error beside each field that leads to what is another's."""
        cleaned = super().clean()  # type: ignore[misc]  # the form beside this class has it
        user = getattr(self, "for_user", None)
        if user is not None and not user.is_superuser:
            refuse_foreign(self, user)
            for formset in getattr(self, "formsets", {}).values():
                formset.is_valid()
                for form in formset.forms:
                    refuse_foreign(form, user)
        return cleaned


def refuse_foreign(form: Any, user: Any) -> None:
    """Put an error beside each field that leads to what the user may not choose, and show nothing of it again."""
    new: dict[str, Chosen] = {}
    for name, value in (getattr(form, "cleaned_data", None) or {}).items():
        field = form.instance._meta.get_field(name) if name in field_names(form) else None
        if field is not None:
            before = chosen_in(field, stored(form.instance, field))
            new[name] = chosen_in(field, value) - before
    wrong = refused(user, set().union(*new.values())) if any(new.values()) else set()
    for name, chosen in new.items():
        for kind, key in sorted(chosen & wrong, key=str):
            form.add_error(name, ValidationError(KINDS[kind], code="foreign"))
            forget(form, name, key)


def field_names(form: Any) -> set[str]:
    """The names of the fields that a form shares with its model."""
    return {field.name for field in form.instance._meta.get_fields()}


def stored(instance: Model, field: Any) -> Any:
    """The value that a field has now; None for a page that is being made."""
    return getattr(instance, field.name, None) if instance.pk else None


def forget(form: Any, name: str, key: str) -> None:
    """Take a key out of what was sent in, so that the form does not show whose it is."""
    data = form.data.copy()
    start = form.add_prefix(name)
    for sent in data:
        if (sent == start or sent.startswith(f"{start}-")) and data[sent] == key:
            data[sent] = ""
    form.data = data
