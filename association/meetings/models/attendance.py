"""Who was at a meeting."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from association.organizations.models import Organization
from association.people.models import Person


class Presence(models.TextChoices):
    """Whether somebody was there."""

    INVITED = "invited", "genodigd"
    PRESENT = "present", "aanwezig"
    EXCUSED = "excused", "afgemeld"
    ABSENT = "absent", "afwezig"


class Attendance(Orderable):
    """Somebody who was asked to a meeting; the register proposes who sits in the body on that day."""

    page = ParentalKey(
        "association.MeetingPage", on_delete=models.CASCADE, related_name="attendance", verbose_name="vergadering"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attendance", verbose_name="persoon"
    )
    label = models.CharField("naam", max_length=150, blank=True, help_text="Voor wie niet in het register staat.")
    on_behalf_of = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="namens"
    )
    role = models.CharField("rol", max_length=120, blank=True)
    presence = models.CharField("was er", max_length=10, choices=Presence.choices, default=Presence.INVITED)

    class Meta(Orderable.Meta):
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name of the person, or the words that were typed."""
        return self.person.full_name if self.person else self.label

    def clean(self) -> None:
        """Ask for a person or a name."""
        super().clean()
        if not self.person_id and not self.label:
            raise ValidationError({"person": "Kies een persoon, of typ een naam."})
