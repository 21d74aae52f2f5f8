"""The screens of publications: all of them, and one with its chapters, its files and what is still to be done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from association.publications.actions import OwnWork, PageHeldUp, publish_publication
from association.publications.importing.report import KINDS, Report
from association.publications.making.reports import can_become_report
from association.publications.models import DocumentImport
from association.publications.pages import PublicationPage
from association.publications.queries import latest_edition
from association.publications.render.jobs import request_files
from association.publications.views.desk import Desk, DeskScreen, file_state, indexes_for, publication_for, state_of
from association.publications.views.editions import verb_for, version_lines
from association.publications.views.making import report_links
from association.publications.views.questions import questions_open
from association.publications.views.tables import said_of_tables


class PublicationsView(DeskScreen, TemplateView):
    """The publications of the sites that somebody works on, newest first."""

    page_title = "Publicaties"
    template_name = "publications/admin/publications.html"

    def above(self) -> list[tuple[str, str]]:
        """Nothing but the first screen."""
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To begin a publication or bring in a document, for who may."""
        if not indexes_for(self.request.user):
            return []
        return [
            HeaderButton("Nieuwe publicatie", url=reverse("new_publication"), icon_name="plus"),
            HeaderButton("Word-document importeren", url=reverse("import_document"), icon_name="upload"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list; four queries, and one per site for the rights."""
        paths = [index.path for index in indexes_for(self.request.user)]
        rows = PublicationPage.objects.select_related("series").order_by("-latest_revision_created_at", "-pk")
        own = [page for page in rows if any(page.path.startswith(path) for path in paths)]
        reports = report_links(own)
        shown = [
            {
                "page": page,
                "state": state_of(page),
                "url": reverse("publication", args=[page.pk]),
                "report_url": reports.get(page.pk, ""),
            }
            for page in own
        ]
        return super().get_context_data(
            publications=shown,
            import_url=reverse("import_document"),
            new_url=reverse("new_publication"),
            has_reports=bool(reports),
            **kwargs,
        )


class PublicationView(DeskScreen, TemplateView):
    """One publication: its chapters with their state, what is still to be done, its files; publish all of it."""

    template_name = "publications/admin/publication.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may change the publication."""
        self.publication = publication_for(request.user, kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The publication's title in its newest version."""
        return str(self.publication.draft_title or self.publication.title)

    @cached_property
    def may_publish(self) -> bool:
        """Whether the user may publish the publication."""
        return bool(self.publication.permissions_for_user(self.request.user).can_publish())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The outline, the files and the report of the file that it came from."""
        desk = Desk(self.publication)
        brought = DocumentImport.objects.filter(publication=self.publication).first()
        return super().get_context_data(
            publication=self.publication,
            is_live=self.publication.live,
            state=state_of(self.publication),
            desk=desk,
            tables=said_of_tables(self.publication, desk, self.request.user),
            files=file_state(self.publication),
            report=brought,
            report_groups=report_groups(brought.report) if brought else [],
            may_publish=self.may_publish,
            versions=version_lines(self.publication, may_publish=self.may_publish),
            adopt_url=reverse("adopt_edition", args=[self.publication.pk]) if self.may_publish else "",
            adopt_label=verb_for(self.publication),
            has_edition=latest_edition(self.publication.pk) is not None,
            onward=self.onward(),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.publication.pk]),
            explore_url=reverse("wagtailadmin_explore", args=[self.publication.pk]),
            add_url=reverse("wagtailadmin_pages:add", args=["association", "chapterpage", self.publication.pk]),
            **kwargs,
        )

    def onward(self) -> list[dict[str, Any]]:
        """What else can be done with the publication: words, address and how many wait."""
        number, user = self.publication.pk, self.request.user
        waiting = len(questions_open(self.publication, user))
        found = [
            ("Wie schrijft wat?", "contributions", True, 0),
            ("Dossiers van de vorige keer", "dossier_questions", bool(waiting), waiting),
        ]
        if any(self.publication.path.startswith(index.path) for index in indexes_for(user)):
            is_plan = can_become_report(self.publication)
            found.append((f"Jaarverslag maken van {self.publication.title}", "report_from_plan", is_plan, 0))
            may_follow = self.publication.live and bool(self.publication.year)
            found.append((f"Nieuwe jaargang op basis van {self.publication.title}", "next_volume", may_follow, 0))
        return [
            {"label": label, "url": reverse(name, args=[number]), "count": count}
            for label, name, shown, count in found
            if shown
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Publish everything, or ask for new files."""
        if not self.may_publish:
            raise PermissionDenied
        if request.POST.get("doen") == "bestanden":
            request_files(self.publication)
            messages.success(request, "De bestanden worden opnieuw gemaakt.")
        else:
            self.publish(request)
        return redirect("publication", number=self.publication.pk)

    def publish(self, request: HttpRequest) -> None:
        """Publish everything and say how that went."""
        try:
            placed = publish_publication(publication=self.publication, user=request.user)
        except OwnWork as held:
            messages.error(
                request,
                f"Er is niets geplaatst: u schreef '{held}' zelf. Vraag iemand om mee te lezen; die plaatst de pagina.",
            )
        except PageHeldUp as held:
            messages.error(
                request, f"Er is niets geplaatst: '{held}' is vergrendeld, of u mag die pagina niet plaatsen."
            )
        else:
            messages.success(request, said(placed.pages))


def report_groups(stored: dict[str, Any]) -> list[dict[str, Any]]:
    """What happened when a document was read, by kind: words and items; what asks for attention comes first."""
    report = Report.from_json(stored)
    order = ("unsure", "unknown_style", "left_out", "todo", "recognised")
    return [{"title": KINDS[kind], "items": found} for kind in order if (found := report.of_kind(kind))]


def said(pages: int) -> str:
    """What publishing did, in words."""
    if not pages:
        return "Alles stond al op de site."
    amount = "1 pagina staat" if pages == 1 else f"{pages} pagina's staan"
    return f"{amount} nu op de site. De bestanden worden gemaakt."
