"""The Django app of the domain."""

from django.apps import AppConfig


class AssociationConfig(AppConfig):
    """One app; its topics are folders."""

    name = "association"
    verbose_name = "Vereniging"

    def ready(self) -> None:
        """Connect what reacts to saving."""
        from association.activities import exports as activity_exports
        from association.activities import sections as activity_sections
        from association.base import page_cache, signals
        from association.glossary import sections as glossary_sections
        from association.guides.views import files as guide_files
        from association.meetings import exports as meeting_exports
        from association.meetings import sections as meeting_sections
        from association.memberships import exports as membership_exports
        from association.news import sections as news_sections
        from association.newsletters import sections as newsletter_sections
        from association.newsletters.composing import previews as newsletter_previews
        from association.portfolios import sections as portfolio_sections
        from association.portfolios import signals as portfolio_signals
        from association.publications import sections as publication_sections
        from association.publications import signals as publication_signals
        from association.publications.views import files as publication_files
        from association.publishing import signals as publishing_signals
        from association.quality import signals as quality_signals
        from association.removal import signals as removal_signals
        from association.review import signals as review_signals

        signals.connect()
        page_cache.connect()
        meeting_exports.connect()
        membership_exports.connect()
        portfolio_sections.connect()
        activity_exports.connect()
        activity_sections.connect()
        glossary_sections.connect()
        meeting_sections.connect()
        news_sections.connect()
        newsletter_sections.connect()
        newsletter_previews.connect()
        publication_sections.connect()
        publication_signals.connect()
        publication_files.connect()
        guide_files.connect()
        for topic in (portfolio_signals, publishing_signals, quality_signals, removal_signals, review_signals):
            topic.connect()
