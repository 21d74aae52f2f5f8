"""Panels of forms: rows with a form of our own, and fields that come later."""

from typing import Any

from wagtail.admin.panels import FieldPanel, InlinePanel


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
