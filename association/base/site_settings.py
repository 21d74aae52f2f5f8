"""What belongs to one site: its association, brand, words, contact, menu and footer."""

from datetime import datetime
from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Subquery
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import register_setting
from wagtail.models import Site

from association.base.blocks.settings import FooterGroupBlock, LinkBlock, SocialBlock
from association.base.fields import BodyField
from association.base.forms.settings import SiteSettingsForm
from association.base.models import Brand
from association.base.rules.phones import phone_href


@register_setting(icon="cogs")
class SiteSettings(BaseSiteSetting):
    """What belongs to one site: its association, brand, words, contact, menu and footer."""

    association = models.ForeignKey(
        "association.Organization", models.PROTECT, null=True, related_name="sites", verbose_name="vereniging"
    )
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, related_name="sites", verbose_name="huisstijl")
    name_line = models.CharField("eerste regel van de naam", max_length=60, default="Vereniging van")
    name_main = models.CharField("tweede regel van de naam", max_length=60, default="Gemeenten")

    street = models.CharField("straat en nummer", max_length=120, blank=True)
    city = models.CharField("postcode en plaats", max_length=120, blank=True)
    phone = models.CharField("telefoon", max_length=30, blank=True)
    email = models.EmailField("e-mailadres van het bureau", blank=True)
    press_name = models.CharField("persvoorlichting", max_length=120, blank=True)
    press_phone = models.CharField("telefoon voor de pers", max_length=30, blank=True)
    press_email = models.EmailField("e-mailadres voor de pers", blank=True)

    portfolio_word = models.CharField("woord voor portefeuille", max_length=40, default="Portefeuille")
    portfolios_word = models.CharField("woord voor portefeuilles", max_length=40, default="Portefeuilles")
    form_retention_days = models.PositiveSmallIntegerField(
        "ingevulde formulieren bewaren", default=90, help_text="Aantal dagen; daarna worden ze vanzelf gewist."
    )

    four_eyes = models.JSONField(
        "twee paar ogen",
        default=list,
        blank=True,
        help_text="Bij deze soorten pagina's plaatst niemand wat hij zelf schreef: een ander leest mee en plaatst.",
    )
    known_abbreviations = models.TextField(
        "afkortingen die iedereen kent",
        blank=True,
        default="VNG, VDG, VGG, B en W, btw, pdf, RTV, NS, EU, ANP, ov",
        help_text="Met komma's ertussen. Bij deze afkortingen vraagt de site niet om uitleg.",
    )

    stoplight_green = models.CharField("woorden bij groen", max_length=60, default="Loopt als gepland")
    stoplight_orange = models.CharField("woorden bij oranje", max_length=60, default="Vergt aandacht")
    stoplight_red = models.CharField("woorden bij rood", max_length=60, default="Bijstelling of heroverweging")
    shows_stoplights = models.BooleanField(
        "stoplichten op de site",
        default=True,
        help_text="Uit: alleen medewerkers zien de stoplichten. De teksten blijven op de site staan.",
    )

    menu = BodyField([("link", LinkBlock())], blank=True, verbose_name="menu", max_num=7)
    footer = BodyField([("group", FooterGroupBlock())], blank=True, verbose_name="voet van de pagina", max_num=3)
    footer_bottom = BodyField([("link", LinkBlock())], blank=True, verbose_name="onderste regel", max_num=6)
    social = BodyField([("channel", SocialBlock())], blank=True, verbose_name="sociale media", max_num=5)

    # Number of members of the association, counted when the settings are read for a page.
    member_count: int = 0
    # Whether people can put themselves on a mailing list of the association.
    has_open_list: bool = False
    # Whether any page of the site was deleted; most sites need not look further at an address that nobody answers to.
    has_gone_addresses: bool = False
    # How many terms the association has, and when one of them last changed (None for none).
    term_count: int | None = None
    terms_changed_at: datetime | None = None

    select_related: ClassVar = ["association", "brand", "brand__logo"]

    class Meta:
        verbose_name = "instellingen van de site"
        verbose_name_plural = "instellingen van de site"

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("association", help_text="Bepaalt van wie de pagina's, portefeuilles en rechten zijn."),
                    FieldPanel("brand", help_text="Kleuren en vormen wijzigt u bij Instellingen, Huisstijl."),
                    MultiFieldPanel([FieldPanel("name_line"), FieldPanel("name_main")], heading="Naam in de kop"),
                    MultiFieldPanel([FieldPanel("portfolio_word"), FieldPanel("portfolios_word")], heading="Woorden"),
                    MultiFieldPanel(
                        [
                            FieldPanel("stoplight_green"),
                            FieldPanel("stoplight_orange"),
                            FieldPanel("stoplight_red"),
                            FieldPanel("shows_stoplights"),
                        ],
                        heading="Stoplichten bij activiteiten",
                        classname="collapsed",
                    ),
                    FieldPanel("form_retention_days"),
                    FieldPanel("known_abbreviations"),
                    FieldPanel("four_eyes"),
                ],
                heading="Algemeen",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("street"), FieldPanel("city"), FieldPanel("phone"), FieldPanel("email")],
                        heading="Bureau",
                    ),
                    MultiFieldPanel(
                        [FieldPanel("press_name"), FieldPanel("press_phone"), FieldPanel("press_email")], heading="Pers"
                    ),
                    FieldPanel("social"),
                ],
                heading="Contact",
            ),
            ObjectList([FieldPanel("menu")], heading="Menu"),
            ObjectList([FieldPanel("footer"), FieldPanel("footer_bottom")], heading="Voet van de pagina"),
        ],
        base_form_class=SiteSettingsForm,
    )

    @classmethod
    def of(cls, site: Site) -> "SiteSettings":
        """The settings of a site, asked once per site object; unsaved defaults when there are none."""
        known: SiteSettings | None = getattr(site, "noaber_settings", None)
        if known is None:
            gone = apps.get_model("association", "GoneAddress").objects.filter(site=OuterRef("site"))
            lists = apps.get_model("association", "MailingList").objects
            open_lists = lists.filter(association=OuterRef("association"), is_open=True)
            terms = apps.get_model("association", "Term").objects.filter(association=OuterRef("association"))
            grouped = terms.order_by().values("association").annotate(number=Count("pk"), last=Max("updated_at"))
            counted = cls.base_queryset().annotate(
                member_count=Count("association__membership_links"),
                has_gone_addresses=Exists(gone),
                has_open_list=Exists(open_lists),
                term_count=Subquery(grouped.values("number")),
                terms_changed_at=Subquery(grouped.values("last")),
            )
            known = counted.filter(site=site).first() or cls(site=site)
            site.noaber_settings = known
        return known

    @property
    def stoplight_words(self) -> dict[str, str]:
        """The words of each stoplight, by its code."""
        return {"green": self.stoplight_green, "orange": self.stoplight_orange, "red": self.stoplight_red}

    def press(self) -> dict[str, str] | None:
        """Who the press may ask, as components/press_contact.html shows it; None when there is no address or number."""
        if not (self.press_email or self.press_phone):
            return None
        return {
            "name": self.press_name,
            "phone": self.press_phone,
            "phone_href": phone_href(self.press_phone),
            "email": self.press_email,
        }
