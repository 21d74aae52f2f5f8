"""The dossiers of a portfolio return as questions when a new volume is written; the answers go to the register."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from wagtail.permissions import policy_registry

from association.portfolios.actions import close_dossier, record_result
from association.portfolios.models import Dossier
from association.portfolios.queries import open_dossiers
from association.publications.models import DossierAnswer
from association.publications.pages import PublicationPage

Answer = DossierAnswer.Answer
# What a looking-back says when nobody wrote a sentence.
SENTENCES = {Answer.ACHIEVED: "{} is bereikt.", Answer.DROPPED: "{} is vervallen."}


class AnsweredBefore(Exception):
    """Somebody answered about a dossier already; nothing was changed."""


@dataclass(frozen=True)
class Question:
    """A dossier about which nobody answered yet; `may_answer`: whether the user may change it."""

    dossier: Dossier
    portfolios: str
    may_answer: bool


def questions_of(publication: PublicationPage, user: Any) -> list[Question]:
    """The dossiers of a volume's association that were there on the day of the volume before it; a few queries."""
    source = publication.origin.source
    found = open_dossiers(publication.series.association_id)
    answered = set(publication.dossier_answers.values_list("dossier", flat=True))
    since = source.reference_date
    asked = [one for one in found if one.pk not in answered and was_there(one, since)]
    policy = policy_registry.get_by_type(Dossier)
    mine = set(policy.instances_user_has_any_permission_for(user, ["change"]).values_list("pk", flat=True))
    return [
        Question(one, ", ".join(portfolio.name for portfolio in one.portfolios.all()), one.pk in mine) for one in asked
    ]


def was_there(dossier: Dossier, day: Any) -> bool:
    """Whether a dossier was there on a day; one without a first day was there always."""
    return day is None or dossier.start_date is None or dossier.start_date <= day


@transaction.atomic
def answer_question(
    *, publication: PublicationPage, dossier: Dossier, answer: str, text: str, user: Any
) -> DossierAnswer:
    """Keep how a dossier stands, and say so in the register: its state, and a dated line for the looking-back.

    What goes on keeps its state, and gets a line only when there is a sentence. PermissionDenied for who may not change
    the dossier, AnsweredBefore when there is an answer.
    """
    policy = policy_registry.get_by_type(Dossier)
    if not policy.user_has_permission_for_instance(user, "change", dossier):
        raise PermissionDenied
    wanted, words = Answer(answer), " ".join(text.split())
    try:
        with transaction.atomic():
            kept = DossierAnswer.objects.create(publication=publication, dossier=dossier, answer=wanted, user=user)
    except IntegrityError as error:
        raise AnsweredBefore from error
    if wanted is not Answer.CURRENT:
        close_dossier(dossier=dossier, state=wanted.value, text=words or SENTENCES[wanted].format(dossier.title))
    elif words:
        record_result(dossier=dossier, text=words)
    return kept
