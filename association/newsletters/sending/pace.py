"""How fast mail goes out: so many a second in all, and to some domains fewer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ALL = ""


@dataclass
class Pace:
    """Keeps mails apart in time. `per_domain` is by domain in lower case; moments are seconds of a steady clock."""

    per_second: float
    per_domain: Mapping[str, float] = field(default_factory=dict)
    free_at: dict[str, float] = field(default_factory=dict)

    def pause_before(self, domain: str, now: float) -> float:
        """How many seconds to wait before the next mail to a domain; reckons that it is sent then."""
        rates = {ALL: self.per_second}
        if (rate := self.per_domain.get(domain)) is not None:
            rates[domain] = rate
        at = max([now, *(self.free_at.get(key, now) for key in rates)])
        for key, rate in rates.items():
            self.free_at[key] = at + 1 / rate
        return at - now
