"""What stands beside the fields of a chapter in the editor: the text of the volume before it."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from association.base.queries import Viewer
from association.publications.queries import earlier_texts, source_of


class EarlierTextPanel(Panel):
    """The text of the chapter that this one was made from, to read; a script puts each piece beside its field."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one chapter, for who edits it."""

        template_name = "publications/admin/earlier_text.html"

        @cached_property
        def source(self) -> Any:
            """The chapter that this one was made from, or None."""
            return source_of(self.instance) if self.instance is not None and self.instance.pk else None

        @cached_property
        def pieces(self) -> list[tuple[str, Any]]:
            """Anchor and text of each piece that the editor may see."""
            site = self.source.get_site() if self.source is not None else None
            if site is None:
                return []
            user = self.request.user
            is_editor = bool(self.source.permissions_for_user(user).can_edit())
            return list(earlier_texts(self.source, Viewer(site=site, user=user), is_editor=is_editor).items())

        def is_shown(self) -> bool:
            """Whether there is something to read."""
            return bool(super().is_shown() and self.request is not None and self.pieces)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The pieces, with the volume that they are of."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "pieces": self.pieces, "volume": self.source.publication.title}
