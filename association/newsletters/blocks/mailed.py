"""How a block stands in a mail: the name of its template there, with variables of its own where it needs others."""

from typing import Any

from association.base.blocks.base import Rendering


class Mailed:
    """A block that `templates/mail/<part>.html` shows in a mail."""

    part = ""

    def mail_variables(self, value: Any, rendering: Rendering) -> dict[str, Any] | None:
        """The variables of the template in a mail; None when the block is left out for its readers."""
        if self.is_hidden(value, rendering):  # type: ignore[attr-defined]  # the block beside this class has it
            return None
        found: dict[str, Any] = self.variables(value, rendering)  # type: ignore[attr-defined]  # as above
        return found
