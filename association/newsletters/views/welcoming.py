"""Admin screens of the welcome series: what who is new on a list gets, and when."""

from typing import Any

from django import forms
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from association.base.forms.chosen import ChosenForm
from association.base.rights import associations_granting
from association.base.viewsets import RegisterViewSet
from association.newsletters.models import MailingList, Newsletter, WelcomeStep

MOST_STEPS = 6


def own_lists(request: Any) -> Any:
    """The lists of the associations whose welcome series somebody may see."""
    user = getattr(request, "user", None)
    if user is None or user.is_superuser:
        return MailingList.objects.all()
    return MailingList.objects.filter(association__in=associations_granting(user, WelcomeStep, ["view", "change"]))


class WelcomeForm(ChosenForm, WagtailAdminModelForm):
    """A step, of a list and a series of one association; at most six for a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None or self.for_user.is_superuser:
            return
        own = associations_granting(self.for_user, WelcomeStep, ["add", "change"])
        self.fields["mailing_list"].queryset = MailingList.objects.filter(association__in=own)
        self.fields["newsletter"].queryset = Newsletter.objects.filter(association__in=own)

    def clean(self) -> dict[str, Any]:
        """The values; an error beside the list for a seventh step, or a series of another association."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen, newsletter = cleaned.get("mailing_list"), cleaned.get("newsletter")
        if chosen is None or newsletter is None:
            return cleaned
        if newsletter.association_id != chosen.association_id:
            self.add_error("newsletter", forms.ValidationError("Kies een nieuwsbrief van dezelfde vereniging."))
        others = WelcomeStep.objects.filter(mailing_list=chosen).exclude(pk=self.instance.pk)
        if others.count() >= MOST_STEPS:
            self.add_error("mailing_list", forms.ValidationError("Deze lijst heeft al zes welkomstmails."))
        return cleaned


class WelcomeFilterSet(WagtailFilterSet):
    """By list."""

    mailing_list = ModelChoiceFilter(queryset=own_lists, label="Verzendlijst")

    class Meta:
        model = WelcomeStep
        fields = ("mailing_list",)


class WelcomeViewSet(RegisterViewSet):
    """The mails of welcome series."""

    model = WelcomeStep
    icon = "mail"
    list_display = ("subject", "days", "mailing_list")
    search_fields = ("subject",)
    filterset_class = WelcomeFilterSet
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("mailing_list"), FieldPanel("days", help_text="0: zodra iemand bevestigt.")]),
            FieldPanel("newsletter", help_text="Afzender, beeld en afsluiting komen van deze nieuwsbrief."),
            FieldPanel("subject"),
            FieldPanel("text"),
        ],
        base_form_class=WelcomeForm,
    )
