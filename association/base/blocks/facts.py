"""Which blocks of facts a page may hold: topics register theirs, and every page offers them."""

from wagtail.blocks import BlockGroup

from association.base.blocks.base import FactBlock

_blocks: dict[str, type[FactBlock]] = {}


def day_folded(*names: str) -> BlockGroup:
    """The form of a block of facts: these fields, with the day folded away."""
    return BlockGroup(children=list(names), settings=["day"])


def register_fact_block(name: str, block: type[FactBlock]) -> None:
    """Offer a block on every page; `name` is stored with the content and never changes."""
    _blocks[name] = block


def fact_blocks() -> list[tuple[str, FactBlock]]:
    """Name and block of all that were registered, in that order."""
    return [(name, block()) for name, block in _blocks.items()]
