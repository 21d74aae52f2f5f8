"""Blocks of the register: who sits where, in any text, as it is today or was on a fixed day."""

from association.base.blocks.facts import register_fact_block
from association.memberships.blocks.members import MapBlock, MembersBlock
from association.memberships.blocks.numbers import NumbersBlock
from association.memberships.blocks.persons import PersonBlock
from association.memberships.blocks.place import BodyChooser, PersonChooser
from association.memberships.blocks.seats import SeatsBlock, VngSeatsBlock, count_words, one_per_seat, table_row
from association.memberships.blocks.structure import StructureBlock

__all__ = ["BodyChooser", "PersonChooser", "count_words", "one_per_seat", "table_row"]

for name, block in {
    "seats": SeatsBlock, "vng_seats": VngSeatsBlock, "municipalities": MembersBlock, "person": PersonBlock,
    "map": MapBlock, "numbers": NumbersBlock, "structure": StructureBlock,
}.items():  # fmt: skip
    register_fact_block(name, block)
