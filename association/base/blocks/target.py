"""What every block with a page or an address to lead to has in common."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from association.base.rules.addresses import is_usable_address


class TargetBlock(blocks.StructBlock):
    """A block with the fields `page` and `address`, one of which must lead somewhere."""

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the address when there is no usable target."""
        value = super().clean(value)
        if not value["page"] and not is_usable_address(value["address"] or ""):
            message = "Kies een pagina, of geef een adres dat met https:// of / begint."
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return value
