"""The stream of an issue: what mail programs can show."""

from association.base.blocks.page import AnchoredStream
from association.newsletters.blocks import facts, texts
from association.newsletters.blocks.agenda import AgendaBlock


class IssueBody(AnchoredStream):
    """All blocks that an issue may hold; names are stored with the content and never change."""

    paragraph = texts.MailedParagraph(features=texts.MAIL_FEATURES)
    picks = facts.PicksBlock()
    heading = texts.MailedHeading()
    button = texts.ButtonBlock()
    figure = texts.MailedFigure()
    table = texts.MailedTable()
    seats = facts.SeatsBlock()
    vacancies = facts.VacanciesBlock()
    agenda = AgendaBlock()
    contact = texts.ContactBlock()

    class Meta:
        label = "Inhoud"
