"""How fast and when an association sends."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator

from association.newsletters.models import SenderSettings
from association.newsletters.models.lists import LONGEST_ADDRESS

SELECTOR = RegexValidator(
    r"\A[A-Za-z0-9](?:[A-Za-z0-9.-]{0,60}[A-Za-z0-9])?\Z", "Gebruik letters, cijfers, punten en streepjes."
)
DOMAIN_LINE = "gmail.com 2"
MOST_DOMAINS = 50


class SelectorForm(forms.Form):
    """The name of the key with which the mail server signs."""

    sleutel = forms.CharField(
        label="Naam van de DKIM-sleutel",
        required=False,
        max_length=62,
        validators=[SELECTOR],
        help_text="Die weet de beheerder van uw mailserver. Zonder naam kijken wij DKIM niet na.",
    )


class SenderSettingsForm(forms.ModelForm[SenderSettings]):
    """The settings; speeds per domain are typed one on a line."""

    domains = forms.CharField(
        label="Langzamer naar deze domeinen",
        required=False,
        max_length=MOST_DOMAINS * LONGEST_ADDRESS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Op elke regel een domein en hoeveel mails per seconde, zoals “{DOMAIN_LINE}”.",
    )

    class Meta:
        model = SenderSettings
        fields = ("per_second", "from_hour", "until_hour", "small_bureau")
        help_texts: ClassVar = {
            "per_second": "Hoeveel mails per seconde uw mailserver aankan. Vraag het aan wie hem beheert.",
            "from_hour": "Van 0 tot en met 23. Voor dit uur gaat er niets uit.",
            "until_hour": "Van 1 tot en met 24. Vanaf dit uur gaat er niets meer uit.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.per_domain
        self.initial["domains"] = "\n".join(f"{domain} {rate:g}" for domain, rate in sorted(known.items()))

    def clean_domains(self) -> dict[str, float]:
        """The speeds by domain."""
        lines = [line.split() for line in self.cleaned_data["domains"].splitlines() if line.strip()]
        if len(lines) > MOST_DOMAINS:
            raise forms.ValidationError(f"Noem hoogstens {MOST_DOMAINS} domeinen.")
        return dict(self.speed(words) for words in lines)

    @staticmethod
    def speed(words: list[str]) -> tuple[str, float]:
        """A domain with its speed; ValidationError for a line that is something else."""
        problem = forms.ValidationError(f"Schrijf op elke regel een domein en een getal, zoals “{DOMAIN_LINE}”.")
        if len(words) != 2 or "." not in words[0] or "@" in words[0]:
            raise problem
        try:
            rate = float(words[1].replace(",", "."))
        except ValueError as error:
            raise problem from error
        if not 0.01 <= rate <= 1000:
            raise forms.ValidationError("De snelheid van een domein is minstens 0,01 en hoogstens 1000 per seconde.")
        return words[0].lower(), rate

    def clean(self) -> dict[str, Any]:
        """The hours must leave some time."""
        found = super().clean() or {}
        start, end = found.get("from_hour"), found.get("until_hour")
        if start is not None and end is not None and start >= end:
            self.add_error("until_hour", "Dit uur ligt niet na het eerste uur.")
        return found

    def save(self, commit: bool = True) -> SenderSettings:
        """Keep it, with the speeds per domain."""
        self.instance.per_domain = self.cleaned_data["domains"]
        return super().save(commit)
