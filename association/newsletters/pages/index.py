"""The archive of newsletters."""

from typing import ClassVar

from association.base.pages import RoutedPage


class NewsletterIndexPage(RoutedPage):
    """The archive of what was sent, and where people subscribe and choose."""

    template = "newsletters/newsletter_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.NewsletterIssuePage"]
    page_description = "Het archief van nieuwsbrieven en de plek om u aan te melden. Vult zichzelf."

    class Meta:
        verbose_name = "overzicht van nieuwsbrieven"
        verbose_name_plural = "overzichten van nieuwsbrieven"
