"""The form of every page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateInput

from association.base.models import PageMeta, Role, User
from association.base.rules.text import is_blank
from association.base.site_settings import SiteSettings


class PageForm(WagtailAdminPageForm):
    """The form of every page, with what staff keep beside it (PageMeta)."""

    responsible: forms.ModelChoiceField = forms.ModelChoiceField(None, label="Verantwoordelijk", required=False)
    review_date = forms.DateField(label="Opnieuw nalezen op", required=False, widget=AdminDateInput)
    audience = forms.ChoiceField(label="Bedoeld voor", choices=PageMeta.Audience.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meta = PageMeta.objects.filter(page_id=self.instance.pk).first() if self.instance.pk else None
        if "responsible" in self.fields:
            self.fields["responsible"].queryset = self.colleagues(meta.responsible_id if meta else None)
            self.initial["responsible"] = meta.responsible_id if meta else getattr(self.for_user, "pk", None)
        if "review_date" in self.fields:
            self.initial["review_date"] = meta.review_date if meta else None
        if "audience" in self.fields:
            self.initial["audience"] = meta.audience if meta else PageMeta.Audience.EVERYONE
        self.limit_to_association()

    def colleagues(self, current: int | None) -> QuerySet[User]:
        """Who can look after the page: who works for the site's association, administrators, and who does so now."""
        works = Q(groups__association_role__association_id=self.association_id)
        works &= ~Q(groups__association_role__role=Role.COUNCIL_MEMBER)
        staff = User.objects.filter(Q(is_superuser=True) | Q(pk=current) | works, is_active=True)
        return User.objects.filter(pk__in=staff.values("pk")).order_by("first_name", "username")

    def limit_to_association(self) -> None:
        """Offer of what belongs to associations (such as portfolios) only what is of the site's own."""
        for field in self.fields.values():
            choices = getattr(field, "queryset", None)
            if choices is not None and any(part.name == "association" for part in choices.model._meta.fields):
                field.queryset = choices.filter(association_id=self.association_id)

    @cached_property
    def association_id(self) -> int | None:
        """Key of the association whose site the page belongs to; None where there is no site."""
        place = self.parent_page or (self.instance.get_parent() if self.instance.pk else None)
        site = place.get_site() if place is not None else None
        return SiteSettings.of(site).association_id if site is not None else None

    def clean_title(self) -> str:
        """The title; ValidationError when it holds nothing to read."""
        title = str(self.cleaned_data["title"]).strip()
        if is_blank(title):
            raise ValidationError("Geef de pagina een titel die te lezen is.", code="required")
        return title

    def _post_clean(self) -> None:
        """Check the model as Django does, then whether the page can stand below its parent."""
        super()._post_clean()
        if self.parent_page is not None and not self.instance.pk:
            try:
                self.instance.check_place(self.parent_page)
            except ValidationError as error:
                self._update_errors(error)

    def save(self, commit: bool = True) -> Any:
        """The page; what is kept beside it waits until the page or a version is stored (a preview stores nothing)."""
        page = super().save(commit=commit)
        page.pending_meta = {
            name: self.cleaned_data[name] or default
            for name, default in (
                ("responsible", None),
                ("review_date", None),
                ("audience", PageMeta.Audience.EVERYONE),
            )
            if name in self.fields and name in self.cleaned_data
        }
        return page
