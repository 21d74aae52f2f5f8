"""Panels of forms: rows with a form of our own, fields that come later, and fields behind a press."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel


class FormInlinePanel(InlinePanel):
    """Rows of what belongs to an object, each with a form of our own that knows who fills it in."""

    def __init__(self, *args: Any, form_class: type[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes the same panel for a model."""
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self) -> dict[str, Any]:
        """As for every such panel, with the form."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name].update(form=self.form_class, inherit_kwargs=["for_user"])
        return options


class LaterFieldPanel(FieldPanel):
    """A field that has a meaning only for what is there already."""

    class BoundPanel(FieldPanel.BoundPanel):
        """Left out of the form of something new."""

        def is_shown(self) -> bool:
            """Whether the object is there."""
            return bool(super().is_shown() and self.instance.pk)


class FoldedPanel(MultiFieldPanel):
    """Fields that are seldom needed, behind a press: also within rows, where Wagtail's own panels stay open."""

    def __init__(self, *args: Any, summary: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summary = summary

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes the same panel for a model."""
        return {**super().clone_kwargs(), "summary": self.summary}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """Open when a field of it says something, or has an error."""

        template_name = "wagtailadmin/panels/folded_panel.html"

        @property
        def is_open(self) -> bool:
            """Whether there is anything to see in it."""
            fields = [self.form[name] for name in self.panel.get_form_options()["fields"] if name in self.form.fields]
            return any(field.errors or (field.value() or "") != self.blank(field.name) for field in fields)

        def blank(self, name: str) -> Any:
            """What a field says when nobody filled it in."""
            try:
                return self.instance._meta.get_field(name).get_default() or ""
            except FieldDoesNotExist:
                return ""
