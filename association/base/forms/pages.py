"""The form of every page."""

from datetime import date
from itertools import count
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail.admin.widgets import AdminDateInput

from association.base.forms.chosen import ChosenForm
from association.base.forms.moments import use_moment_fields
from association.base.forms.version_notes import VersionNoteForm
from association.base.models import PageMeta, Role, User
from association.base.rules.addresses import HOME_DEPTH, is_fixed
from association.base.rules.text import is_blank
from association.base.site_settings import SiteSettings

ROOM_FOR_NUMBER = 6
NOW, LATER = "nu", "later"  # the values of the two buttons that publish


def in_a_year(today: date) -> date:
    """The same day next year; 28 February for a leap day."""
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + 1, day=28 if leap else today.day)


class PageForm(ChosenForm, VersionNoteForm):
    """The form of every page, with what staff keep beside it (PageMeta).

    A new page starts with an empty paragraph to type in, and is read again after a year where its type says so.
    """

    responsible: forms.ModelChoiceField = forms.ModelChoiceField(None, label="Verantwoordelijk", required=False)
    review_date = forms.DateField(label="Opnieuw nalezen op", required=False, widget=AdminDateInput)
    audience = forms.ChoiceField(label="Bedoeld voor", choices=PageMeta.Audience.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_moment_fields(self, "go_live_at", "expire_at")
        if "slug" in self.fields:
            self.fields["slug"].required = False
        meta = PageMeta.objects.filter(page_id=self.instance.pk).first() if self.instance.pk else None
        if "responsible" in self.fields:
            self.fields["responsible"].queryset = self.colleagues(meta.responsible_id if meta else None)
            self.initial["responsible"] = meta.responsible_id if meta else getattr(self.for_user, "pk", None)
        if "review_date" in self.fields:
            self.initial["review_date"] = meta.review_date if meta else self.first_review()
        if "audience" in self.fields:
            self.initial["audience"] = meta.audience if meta else PageMeta.Audience.EVERYONE
        if not self.instance.pk:
            self.start_with_paragraph()
        self.limit_to_association()

    def first_review(self) -> date | None:
        """When a new page is to be read again for the first time; None for types that stay as they are."""
        yearly = not self.instance.pk and getattr(self.instance, "is_read_again_yearly", False)
        return in_a_year(timezone.localdate()) if yearly else None

    def start_with_paragraph(self) -> None:
        """Open the text of a new page with a block that is ready to be typed in; left empty, it is not stored."""
        block = getattr(self.fields.get("body"), "block", None)
        if block is not None and "paragraph" in block.child_blocks and not self.initial.get("body"):
            self.initial["body"] = block.to_python([{"type": "paragraph", "value": ""}])

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

    def clean_slug(self) -> str:
        """The last part of the address; left empty it stays as it was, and a new page gets it from its title.

        Scripts fill it in while somebody types; who is quicker than these is not asked for it.
        """
        given = str(self.cleaned_data["slug"] or "")
        if given or self.instance.pk or self.parent_page is None:
            return given or self.instance.slug
        title = str(self.cleaned_data.get("title") or self.data.get("title", ""))
        return self.free_slug(
            slugify(title, allow_unicode=getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)) or "pagina"
        )

    def free_slug(self, wanted: str) -> str:
        """The slug, or else the first one with a number behind it that no page below the parent has."""
        assert self.parent_page is not None  # noqa: S101 - asked by clean_slug only
        longest = self.instance._meta.get_field("slug").max_length - ROOM_FOR_NUMBER
        start = wanted[:longest].strip("-")
        taken = set(self.parent_page.get_children().filter(slug__startswith=start).values_list("slug", flat=True))
        numbered = (start if number == 1 else f"{start}-{number}" for number in count(1))
        below_home = self.parent_page.depth == HOME_DEPTH
        return next(slug for slug in numbered if slug not in taken and not (below_home and is_fixed(slug)))

    def clean(self) -> dict[str, Any]:
        """The values; "Nu plaatsen" waits for no moment, and "Inplannen" needs one that lies ahead."""
        cleaned: dict[str, Any] = super().clean()
        wish = self.data.get("action-publish")
        if "go_live_at" not in self.fields or "go_live_at" in self.errors:
            return cleaned
        moment = cleaned.get("go_live_at")
        if wish == NOW:
            cleaned["go_live_at"] = None
        elif wish == LATER and moment is None:
            self.add_error("go_live_at", "Kies een dag en een tijd waarop dit geplaatst wordt.")
        elif wish == LATER and moment and moment <= timezone.now():
            self.add_error("go_live_at", "Dit moment is al voorbij. Kies een later moment, of plaats nu.")
        return cleaned

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
