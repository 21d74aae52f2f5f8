"""Applying for a vacancy: where the public form goes, so that serving a page writes nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from association.base.links import address_of
from association.base.routing import behind_locks, find_route, serve_instead
from association.memberships.actions import RegisterRefused
from association.memberships.actions.vacancies import apply
from association.memberships.forms.applying import ApplicationForm
from association.memberships.models import Vacancy
from association.memberships.pages import OrganizationIndexPage
from association.memberships.pages.vacancies import PATH, VacancyView, vacancy_at

TEMPLATE = "memberships/vacancy.html"


@require_http_methods(["GET", "HEAD", "POST"])
def apply_for(request: HttpRequest, path: str, slug: str) -> HttpResponseBase:
    """Keep an application and go to the thanks, or show the form with what is wrong; a GET leads to the vacancy.

    The locks of the overview hold for what is sent as well. An address below another page is that page's own.
    """
    route = find_route(request, f"{path}/")
    page = route[0] if route else None
    if not isinstance(page, OrganizationIndexPage):
        return serve_instead(request, f"{path}/{PATH}{slug}/aanmelden/")
    return behind_locks(request, route, lambda page, request: answer_application(page, request, slug))


def answer_application(page: Any, request: HttpRequest, slug: str) -> HttpResponseBase:
    """What somebody gets who sent the form; a robot in the trap gets thanks too, and nothing is kept."""
    vacancy = vacancy_at(page.association_of(request), slug)
    here = f"{address_of(page, page.viewer_of(request))}{PATH}{slug}/"
    if request.method != "POST":
        return HttpResponseRedirect(here)
    form = ApplicationForm(request.POST, association=vacancy.association_id)
    if not vacancy.is_open(timezone.now()):
        return again(page, request, VacancyView(page, vacancy, late=True))
    if form.is_valid() and (form.is_robot or keep(vacancy, form)):
        return HttpResponseRedirect(f"{here}bedankt/")
    return again(page, request, VacancyView(page, vacancy, form, late=not vacancy.is_open(timezone.now())))


def keep(vacancy: Vacancy, form: ApplicationForm) -> bool:
    """Keep a valid application, once; False with the reason in the form when it was refused for now."""
    try:
        apply(vacancy=vacancy, **form.values())
    except RegisterRefused as error:
        form.add_error(None, str(error))
        return False
    return True


def again(page: Any, request: HttpRequest, shown: VacancyView) -> HttpResponseBase:
    """The vacancy with what was sent; kept by no cache."""
    response: HttpResponseBase = page.answer(request, TEMPLATE, shown)
    response["Cache-Control"] = "no-store"
    return response
