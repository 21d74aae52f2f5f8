"""The contact form, on Wagtail's form builder: a trap for robots, a term for keeping, a mail to the bureau."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.mail import EmailMessage
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.forms.forms import FormBuilder, WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission, FormMixin
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.models import Site

from association.base.blocks.explaining import explained
from association.base.forms.pages import PageForm
from association.base.links import Links
from association.base.models import introduction_field
from association.base.pages import BasePage
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings

TRAP = "website"
LONGEST_ANSWER = 5000
CLAIM = timedelta(minutes=5)
LONGEST_PAUSE = 6  # as a power of two, in minutes: about an hour
FIELD_TYPES = [
    ("singleline", "één regel"), ("multiline", "meer regels"), ("email", "e-mailadres"), ("number", "getal"),
    ("checkbox", "aankruisvakje"), ("dropdown", "keuzelijst"), ("radio", "keuzerondjes"), ("date", "datum"),
]  # fmt: skip


class ContactFormBuilder(FormBuilder):
    """Wagtail's builder with a limit to long answers and a field that people leave empty."""

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """A text of at most 5,000 characters."""
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST_ANSWER, **options)

    @property
    def formfields(self) -> dict[str, forms.Field]:
        """The editor's fields, then the trap."""
        fields: dict[str, forms.Field] = super().formfields
        for field in fields.values():
            field.error_messages["required"] = f"Vul in: {str(field.label).lower()}."
            field.validators.append(ProhibitNullCharactersValidator())
        fields[TRAP] = forms.CharField(
            required=False,
            label="Laat dit veld leeg",
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
        return fields


class ContactField(AbstractFormField):
    """A question of the form."""

    page = ParentalKey("home.ContactPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField("soort veld", max_length=16, choices=FIELD_TYPES)


class ContactSubmission(AbstractFormSubmission):
    """What somebody sent; mailed by the worker, which tries again until the mail server takes it."""

    mailed_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "ingevuld formulier"
        verbose_name_plural = "ingevulde formulieren"


class ContactPageForm(PageForm, WagtailAdminFormPageForm):
    """Our page form with Wagtail's check that no two questions share a name."""


class ContactPage(FormMixin, BasePage):
    """A page with a form; what is sent is kept for a while and mailed to the bureau."""

    intro = introduction_field("inleiding")
    thanks = introduction_field("bedankt", help_text="Wat de bezoeker leest na het versturen.")
    recipients = models.CharField(
        "mail naar",
        max_length=255,
        blank=True,
        help_text="Leeg: naar het e-mailadres van het bureau. Meer adressen: komma ertussen.",
    )

    template = "home/contact_page.html"
    landing_page_template = "home/contact_page_landing.html"
    base_form_class = ContactPageForm
    form_builder = ContactFormBuilder
    parent_page_types: ClassVar = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een pagina met een formulier."
    json_ld_type = "ContactPage"

    content_panels: ClassVar = [
        FormSubmissionsPanel(),
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("intro"),
        InlinePanel(
            "form_fields",
            [
                FieldPanel("label"),
                FieldRowPanel([FieldPanel("field_type"), FieldPanel("required")]),
                FieldPanel("help_text"),
                FieldPanel("choices"),
            ],
            label="Vraag",
            heading="Vragen",
        ),
        FieldPanel("thanks"),
        MultiFieldPanel([FieldPanel("recipients")], heading="Versturen"),
    ]

    class Meta:
        verbose_name = "formulierpagina"
        verbose_name_plural = "formulierpagina's"

    def get_submissions_list_view_class(self) -> Any:
        """The list of what was sent in, of which an export holds no formulas."""
        # A view of the admin needs the models, of which this is one.
        from association.base.access_views import SafeSubmissionsView

        return SafeSubmissionsView

    def get_submission_class(self) -> type[ContactSubmission]:
        """Our own rows, which know whether they were mailed."""
        return ContactSubmission

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The formatted texts; `serve` adds the form."""
        texts = Links(viewer, [self.intro, self.thanks])
        # The words of thanks stand on a page of their own.
        return {
            "lead_html": self.lead_html,
            "intro": explained(texts.expand(self.intro)),
            "thanks": texts.expand(self.thanks),
            "trap": TRAP,
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form, or the thanks after a valid one; a robot in the trap gets thanks too, and nothing is kept."""
        form = self.get_form(request.POST or None, page=self, user=request.user)
        template = self.template
        if request.method == "POST" and form.is_valid():
            if not form.cleaned_data.pop(TRAP):
                self.process_form_submission(form)
            template = self.landing_page_template
        context = self.get_context(request)
        context["form"] = form
        response = TemplateResponse(request, template, context)
        if request.method == "POST":
            response["Cache-Control"] = "no-store"
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """The form as a visitor gets it, or the thanks."""
        context = self.get_context(request)
        context["form"] = self.get_form(page=self, user=request.user)
        return TemplateResponse(
            request, self.landing_page_template if mode_name == "landing" else self.template, context
        )

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Form and thanks."""
        return [("form", "Formulier"), ("landing", "Bedankt")]


def send_waiting() -> int:
    """Mail what was sent in and not mailed yet; returns how many. Safe to run twice at once: each row is claimed first.

    No transaction is open while the mail server takes its time. A process that dies in between leaves its claim, which
    runs out; a mail that was taken at that very moment goes out twice rather than not at all.
    """
    now = timezone.now()
    due = ContactSubmission.objects.filter(mailed_at=None, next_try_at__lte=now).values_list("pk", flat=True)
    return sum(mail(number) for number in list(due) if claim(number, now))


def claim(number: int, now: datetime) -> bool:
    """Take a row that is due, for five minutes; False when somebody else has it."""
    due = ContactSubmission.objects.filter(pk=number, mailed_at=None, next_try_at__lte=now)
    return bool(due.update(next_try_at=now + CLAIM, tries=F("tries") + 1))


def mail(number: int) -> int:
    """Mail a claimed row to the bureau; 1 when the server took it. After a failure it is tried again, ever later."""
    row = ContactSubmission.objects.select_related("page").get(pk=number)
    page = row.page.specific
    addresses = recipients_of(page)
    labels = dict(page.get_data_fields())
    answers = [(labels.get(name, name), value) for name, value in row.get_data().items() if name != "submit_time"]
    if addresses:
        text = render_to_string("email/contact.txt", {"page": page, "answers": answers, "moment": row.submit_time})
        message = EmailMessage(f"Formulier: {page.title}", text, to=addresses, reply_to=reply_address(page, row))
        try:
            message.send()
        except OSError:
            row.next_try_at = timezone.now() + timedelta(minutes=2 ** min(row.tries, LONGEST_PAUSE))
            row.save(update_fields=["next_try_at"])
            return 0
    row.mailed_at = timezone.now()
    row.save(update_fields=["mailed_at"])
    return 1


def recipients_of(page: ContactPage) -> list[str]:
    """Where the answers go: the page's own addresses, else the bureau's."""
    chosen = [part.strip() for part in page.recipients.split(",") if part.strip()]
    site: Site | None = page.get_site()
    bureau = SiteSettings.of(site).email if site else ""
    return chosen or ([bureau] if bureau else [])


def reply_address(page: ContactPage, row: ContactSubmission) -> list[str]:
    """The sender's own address, for the reply."""
    data = row.get_data()
    names = [field.clean_name for field in page.get_form_fields() if field.field_type == "email"]
    return [data[name] for name in names if data.get(name)][:1]


def forget_old() -> int:
    """Delete what was sent in longer ago than its site keeps it; returns the number deleted."""
    deleted = 0
    for page in ContactPage.objects.all():
        site = page.get_site()
        days = SiteSettings.of(site).form_retention_days if site else SiteSettings().form_retention_days
        old = ContactSubmission.objects.filter(page_id=page.pk, submit_time__lt=timezone.now() - timedelta(days=days))
        deleted += old.delete()[0]
    return deleted
