"""Admin screens of the series: their sender, frame, and the lists that they usually go to."""

from typing import Any

from django import forms
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from association.base.forms.chosen import ChosenForm
from association.base.viewsets import RegisterViewSet
from association.newsletters.models import MailingList, Newsletter
from association.organizations.forms import OwnedForm
from association.organizations.viewsets import associations_seen


class NewsletterForm(ChosenForm, OwnedForm):
    """A series with the lists of its own association."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "lists" in self.fields:
            mine: Any = self.fields["association"].queryset
            own = MailingList.objects.filter(association=self.instance.association_id)
            self.fields["lists"].queryset = (
                own if self.instance.pk else MailingList.objects.filter(association__in=mine)
            )

    def clean_sender_name(self) -> str:
        """The name on one line."""
        return " ".join(str(self.cleaned_data["sender_name"]).split())

    def clean(self) -> dict[str, Any]:
        """The values; an error beside the lists for one of another association."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        association = cleaned.get("association") or getattr(self.instance, "association", None)
        lists = cleaned.get("lists") or ()
        if association is not None and any(one.association_id != association.pk for one in lists):
            self.add_error("lists", forms.ValidationError("Kies lijsten van dezelfde vereniging."))
        return cleaned


class NewsletterFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(Newsletter), label="Vereniging")

    class Meta:
        model = Newsletter
        fields = ("association",)


class NewsletterViewSet(RegisterViewSet):
    """The series of newsletters."""

    model = Newsletter
    icon = "list-ul"
    list_display = ("title", "sender_name", "association")
    search_fields = ("title",)
    filterset_class = NewsletterFilterSet
    edit_handler = ObjectList(
        [
            FieldPanel("association"),
            FieldRowPanel([FieldPanel("title"), FieldPanel("slug", help_text="Begin van het adres van elk nummer.")]),
            FieldPanel("description"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("sender_name"), FieldPanel("sender_email")]), FieldPanel("reply_to")],
                heading="Afzender",
            ),
            FieldPanel("lists", widget=forms.CheckboxSelectMultiple),
            MultiFieldPanel([FieldPanel("banner"), FieldPanel("greets"), FieldPanel("closing")], heading="Opmaak"),
            FieldPanel("in_archive"),
        ],
        base_form_class=NewsletterForm,
    )
