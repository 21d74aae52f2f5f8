"""Forms of which the fields that few need are folded away."""

from typing import Any


class Folded:
    """Beside a form: which of its fields stand there at once, and which, named in `folded`, behind a heading."""

    folded: tuple[str, ...] = ()
    fields: Any
    errors: Any

    @property
    def first_fields(self) -> list[Any]:
        """The fields that everybody needs, in their order."""
        return [self[name] for name in self.fields if name not in self.folded]  # type: ignore[index]  # a form

    @property
    def folded_fields(self) -> list[Any]:
        """The fields that few need, in the order of `folded`."""
        return [self[name] for name in self.folded]  # type: ignore[index]  # a form

    @property
    def has_folded_errors(self) -> bool:
        """Whether something is wrong among the folded fields."""
        return any(name in self.errors for name in self.folded)
