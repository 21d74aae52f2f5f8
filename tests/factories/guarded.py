"""Two associations full of things with a word of their own each, so that a test sees whose things show where."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    UploadedFile,
    Workflow,
    WorkflowTask,
)

from association.base.draft_actions import keep_as_draft
from association.base.models import PageMeta, VersionNote
from association.guides.actions import give_opinion
from association.meetings.models import EventKind, Holiday, SignUp
from association.memberships.actions import appoint
from association.news.pages import NewsIndexPage
from association.newsletters.models import ConsentEvent, Segment, WelcomeStep
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.subscribing.events import note
from association.organizations.models import Organization, OrganizationMember
from association.publications.models import Contribution, Edition, KeptText, VolumeOrigin
from association.publishing.models import PublishFailure
from association.quality.models import Finding, LinkTarget, PageLink
from association.removal.actions.bin import delete_to_bin
from association.review.actions import make_link
from association.review.models import ReviewLink
from home.actions import SiteSetUp
from home.contact import ContactPage
from tests.factories import subscribing
from tests.factories.activities import make_activity
from tests.factories.content import (
    add_page,
    make_document,
    make_image,
    make_news,
    make_page,
    make_portfolio,
    make_portfolio_page,
    make_user,
    make_vdg,
    make_vgg,
    paragraph,
    restrict,
)
from tests.factories.glossary import make_term
from tests.factories.guides import make_guide, make_step
from tests.factories.mailings import make_issue, make_list, make_mailing, make_newsletter, make_reader
from tests.factories.portfolios import make_dossier
from tests.factories.publications import heading, make_chapter, make_publication, make_series, table
from tests.factories.register import make_body, make_person, make_post
from tests.factories.signing import make_congress
from tests.factories.vacancies import make_candidate, make_vacancy

# Every planted word starts with it, so that one search would find them all.
PREFIX = "geheim"
ACTIVE_YEAR = 2021
ROLES = {
    "anonymous": None,
    "raadslid": "VDG raadsleden",
    "bestuurslid": "VDG bestuur",
    "procesregisseur": "VDG procesregie",
    "redacteur": "VDG redactie",
    "eindredacteur": "VDG eindredactie",
    "beheerder": "VDG beheer",
    "vreemde": "VGG eindredactie",
}


@dataclass
class Guarded:
    """Objects by kind and label (`own`, `draft`, `private`, `public`, `foreign`…), each with its word, and who looks."""

    vdg: SiteSetUp
    vgg: SiteSetUp
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def put(self, kind: str, label: str, item: Any) -> Any:
        """Remember an object under its kind and label."""
        self.objects.setdefault(kind, {})[label] = item
        return item

    def word(self, kind: str, label: str) -> str:
        """The word of an object, which is in nothing else."""
        return self.words.setdefault(f"{kind} {label}", f"{PREFIX}{kind}{label}")


def make_guarded() -> Guarded:
    """Everything, in the database that is open."""
    world = Guarded(make_vdg(), make_vgg())
    make_pages(world)
    for label, setup in (("own", world.vdg), ("foreign", world.vgg)):
        make_files(world, label, setup)
        make_register(world, label, setup)
        make_rest(world, label, setup)
        make_sent(world, label, setup)
        make_readers(world, label, setup)
        make_mail(world, label, setup)
        make_signed_up(world, label, setup)
    make_accounts(world)
    for label in ("own", "draft", "foreign"):
        set_going(world, label)
    for label in ("own", "draft", "private", "public", "foreign", "hidden"):
        make_upkeep(world, label)
    for label, setup in (("own", world.vdg), ("foreign", world.vgg)):
        throw_away(world, label, setup)
    return world


def make_pages(world: Guarded) -> None:
    """A portfolio page of one's own, a draft, private and public page elsewhere on the site, and three of the others."""
    vdg, vgg = world.vdg, world.vgg

    def fields(label: str) -> dict[str, Any]:
        word = world.word("page", label)
        return {"title": f"Titel {word}", "summary": word, "body": [paragraph(word)], "slug": word}

    def portfolio(label: str, setup: SiteSetUp, **options: Any) -> Any:
        named = fields(label)
        # The names of portfolios are no secret: what is kept back is a page.
        register = make_portfolio(setup, f"Portefeuille {label}", slug=named["slug"])
        made = make_portfolio_page(setup, register, title=named["title"], summary=named["summary"], **options)
        return world.put("page", label, made)

    portfolio("own", vdg)
    portfolio("other", vdg, live=False)
    world.put("page", "draft", make_page(vdg.home, live=False, **fields("draft")))
    private = world.put("page", "private", make_page(vdg.home, **fields("private")))
    restrict(private, PageViewRestriction.GROUPS, "VDG bestuur")
    world.put("page", "public", make_page(vdg.home, **fields("public")))
    world.put("page", "foreign", make_page(vgg.home, **fields("foreign")))
    world.put("page", "hidden", make_page(vgg.home, live=False, **fields("hidden")))
    closed = world.put("page", "closed", make_page(vgg.home, **fields("closed")))
    restrict(closed)
    for page in world.objects["page"].values():
        page.save_revision()


def make_files(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A picture and a document in the association's collection, each with a tag."""
    for kind, make in (("image", make_image), ("document", make_document)):
        word = world.word(kind, label)
        item = world.put(kind, label, make(f"Titel {word}", collection=setup.collection))
        item.tags.add(world.word(f"{kind}tag", label))
    world.put("collection", label, setup.collection)


def make_register(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A portfolio, a series, an organization of the association, its brand and its site."""
    world.put("portfolio", label, make_portfolio(setup, world.word("portfolio", label), slug=f"register-{label}"))
    world.put("term", label, make_term(setup, world.word("term", label), explanation="Uitleg."))
    dossier = make_dossier(world.objects["portfolio"][label], title=world.word("dossier", label))
    world.put("dossier", label, dossier)
    make_active(world, label, setup)
    world.put("series", label, make_series(setup, world.word("series", label)))
    word = world.word("organization", label)
    partner = Organization.Classification.PARTNER
    made = Organization.objects.create(name=word, slug=word, classification=partner, managed_by=setup.association)
    world.put("organization", label, made)
    make_seats(world, label, setup)
    make_drafts(world, label, setup)
    setup.brand.name = world.word("brand", label)
    setup.brand.save()
    world.put("brand", label, setup.brand)
    site = setup.settings.site
    site.site_name = world.word("site", label)
    site.save()
    world.put("site", label, site)
    world.put("settings", label, setup.settings)


def make_mail(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A series of newsletters with an issue that was not sent, and a list."""
    readers = make_list(setup, name=world.word("list", label))
    newsletter = make_newsletter(setup, title=world.word("newsletter", label))
    newsletter.lists.add(readers)
    world.put("newsletter", label, newsletter)
    step = WelcomeStep(
        mailing_list=readers, newsletter=newsletter, days=1, subject=world.word("welcome", label), text="<p>Dag</p>"
    )
    step.save()
    world.put("welcome", label, step)
    made = make_issue(setup, readers, title=world.word("issue", label), newsletter=newsletter)
    world.put("issue", label, made)


def make_active(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """An activity with its goal and progress, of nobody in particular."""
    word = world.word("activity", label)
    reports = {"H1": world.word("progress", label)}
    row = make_activity(setup.association, word, ACTIVE_YEAR, goal=world.word("goal", label), reports=reports)
    world.put("activity", label, row)


def make_drafts(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A change to an organization and to a person that waits, and one of each that nobody published yet."""
    waiting = world.objects["organization"][label].stored()
    waiting.website = f"https://{world.word('waiting', label)}.example"
    keep_as_draft(record=waiting, user=None)
    known = world.objects["person"][label].stored()
    known.variants = world.word("variant", label)
    keep_as_draft(record=known, user=None)
    new = {"managed_by": setup.association, "live": False}
    word = world.word("firstperson", label)
    world.put("firstperson", label, make_person(word, slug=word, **new))
    word = world.word("firstbody", label)
    world.put("firstbody", label, Organization.every.create(name=word, slug=word, classification="board", **new))


def make_seats(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A body with a seat, somebody in it, and what was done last. Persons are of all associations together."""
    word = world.word("body", label)
    body = world.put("body", label, make_body(setup.association, word, slug=word))
    post = world.put("post", label, make_post(body, label=world.word("post", label)))
    person = world.put(
        "person", label, make_person(f"Achternaam {label}", slug=f"persoon-{label}", managed_by=setup.association)
    )
    town = Organization.objects.create(
        name=f"Plaats {label}", slug=f"gemeente-plaats-{label}", classification="municipality"
    )
    OrganizationMember.objects.create(organization=setup.association, member=town)
    world.put("municipality", label, town)
    entry = appoint(post=post, person=person, user=None, association=setup.association)
    world.put("entry", label, entry)
    world.put("membership", label, post.memberships.get())
    vacant = make_post(body, label=f"Lid {label}")
    vacancy = world.put("vacancy", label, make_vacancy(setup, vacant, title=world.word("vacancy", label)))
    candidate = make_candidate(vacancy, world.word("candidate", label), municipality=town)
    world.put("candidate", label, candidate)


def make_readers(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A mailing list with a reader of it, of whom something was written down, and a segment."""
    chosen = world.put("mailinglist", label, make_list(setup, name=world.word("mailinglist", label)))
    word = world.word("subscriber", label)
    reader = subscribing.make_subscriber(setup.association, f"{word}@example.org", chosen, name=word)
    world.put("subscriber", label, reader)
    note(reader, ConsentEvent.Kind.ADDED, "bureau", mailing_list=chosen, reason=world.word("consent", label))
    named = {"association": setup.association, "name": world.word("segment", label)}
    world.put("segment", label, Segment.objects.create(**named))


def make_rest(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A form with what was sent in, a redirect, a publication with a chapter, and news."""
    word = world.word("form", label)
    form = add_page(setup.home, ContactPage(title=word, slug=word))
    sent = FormSubmission.objects.create(page=form, form_data={"naam": world.word("submission", label)})
    world.put("form", label, form)
    world.put("submission", label, sent)
    target = world.objects["page"]["public" if label == "own" else "foreign"]
    old = f"/{world.word('redirect', label)}"
    world.put("redirect", label, Redirect.objects.create(old_path=old, redirect_page=target, site=setup.settings.site))
    publication = make_publication(setup, f"Stuk {world.word('publication', label)}", live=False)
    stored = tables_of_facts(world, label)
    chapter = make_chapter(publication, f"Deel {world.word('chapter', label)}", live=False, body=stored)
    write_along(world, label, setup, chapter)
    world.put("publication", label, publication)
    day, word = date(2021, 3, 18), world.word("edition", label)
    edition = Edition.objects.create(
        publication=publication, status="adopted", dated=day, label=word, title=word, reference_date=day,
        adopted_at=timezone.now(),
    )  # fmt: skip
    world.put("edition", label, edition)
    guide = make_guide(setup, f"Gids {world.word('guide', label)}", live=False)
    step = make_step(guide, f"Stap {world.word('step', label)}", live=False)
    give_opinion(step=step, is_useful=True, remark=world.word("opinion", label), client="")
    world.put("guide", label, guide)
    make_news(setup, f"Nieuws {world.word('news', label)}", live=False)
    world.put("newsindex", label, NewsIndexPage.objects.child_of(setup.home).get())


def make_signed_up(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """An event that is no more than a draft, and somebody who signed up for it."""
    event = make_congress(setup, title=f"Dag {world.word('event', label)}", live=False)
    word = world.word("signup", label)
    who = SignUp.objects.create(event=event, name=word, email=f"{word}@example.org", state="placed")
    world.put("event", label, event)
    world.put("signup", label, who)
    world.put("moment", label, event.moments.get())
    first, last = date(2027, 2, 1), date(2027, 2, 8)
    kinds, holidays = EventKind.objects, Holiday.objects
    world.put("kind", label, kinds.create(association=setup.association, name=world.word("kind", label)))
    name = world.word("holiday", label)
    made = holidays.create(association=setup.association, name=name, start_date=first, end_date=last)
    world.put("holiday", label, made)


def make_sent(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A mailing to a reader of whom it is uncertain whether they got it."""
    one = make_list(setup)
    make_reader(setup, one, name=world.word("addressee", label))
    # What was sent is public; this is not sent yet.
    mailing = make_mailing(setup, one, title=world.word("mailing", label), send_at=timezone.now() + timedelta(days=1))
    # Its lock would keep all that stands beside it where it is.
    NewsletterIssuePage.objects.filter(mailing=mailing).update(locked=False)
    mailing.deliveries.update(state="uncertain", answer=world.word("answer", label))
    world.put("mailing", label, mailing)


def tables_of_facts(world: Guarded, label: str) -> list[dict[str, Any]]:
    """A table of an activity and one of seats, of which words are only its association's."""
    word = world.word("tables", label)
    told = table(f"Samenstelling {word}", columns=("Naam", "Functie"))
    rows = [["Doel", f"Doel {word}"], ["Eerste halfjaar 2026", f"Voortgang {word}"]]
    card = table(word, columns=("", ""))
    card["value"]["table"]["rows"] = [{"values": row} for row in rows]
    return [
        {**heading(word), "id": f"kop-{label}"},
        {**card, "id": f"kaart-{label}"},
        {**told, "id": f"zetels-{label}"},
    ]


def write_along(world: Guarded, label: str, setup: SiteSetUp, chapter: Any) -> None:
    """A volume before the one of a chapter, and somebody who was asked to write, with a text that was kept aside."""
    earlier = make_publication(setup, f"Eerder {world.word('earlier', label)}", live=False)
    VolumeOrigin.objects.create(publication=chapter.publication, source=earlier)
    name, until = world.word("contributor", label), timezone.now() + timedelta(days=9)
    fields = {"name": name, "message": name, "due_on": until.date(), "expires_at": until}
    contribution = Contribution.objects.create(chapter=chapter, **fields)
    KeptText.objects.create(contribution=contribution, block="x", text=world.word("kept", label))


def make_accounts(world: Guarded) -> None:
    """One account for each role, and a colleague in either association."""
    own = world.objects["page"]["own"]
    team = Group.objects.create(name="VDG procesregie eigen portefeuille")
    rights = Permission.objects.filter(codename__in=["add_page", "change_page"])
    for permission in rights:
        GroupPagePermission.objects.create(group=team, page=own, permission=permission)
    for role, group in ROLES.items():
        client = Client(headers={"host": "localhost"}, raise_request_exception=False)
        if group:
            extra = (team.name,) if role == "procesregisseur" else ()
            user = make_user(f"iemand-{role}", group, *extra)
            client.force_login(user)
            world.put("role", role, user)
        world.clients[role] = client
    world.put("boss", "boss", make_user("oppermacht", is_superuser=True))
    for label, group in (("own", "VDG redactie"), ("foreign", "VGG redactie")):
        name = world.word("user", label)
        world.put("user", label, make_user(name, group, first_name=name, last_name=name))
        world.put("group", label, Group.objects.get(name=group))


def set_going(world: Guarded, label: str) -> None:
    """Let a page go round, with a remark, a lock and a file that waits for its form."""
    page = world.objects["page"]["hidden" if label == "foreign" else label]
    side = "foreign" if label == "foreign" else "own"
    colleague = world.objects["user"][side]
    task = GroupApprovalTask.objects.create(name=f"Taak {world.word('task', label)}")
    task.groups.add(Group.objects.get(name=f"{'VGG' if side == 'foreign' else 'VDG'} eindredactie"))
    workflow = Workflow.objects.create(name=f"Stroom {world.word('workflow', label)}")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    Comment.objects.create(
        page=page, user=colleague, text=world.word("comment", label), contentpath="title", position=""
    )
    state = workflow.start(Page.objects.get(pk=page.pk).specific, colleague)
    world.put("workflow", label, workflow)
    world.put("task", label, task)
    world.put("workflow_state", label, state)
    world.put("task_state", label, state.current_task_state)
    upload = UploadedFile.objects.create(for_content_type=None, file="", uploaded_by_user=colleague)
    world.put("upload", label, upload)


def make_upkeep(world: Guarded, label: str) -> None:
    """What there is to mend on a page, who reads it along, what its version is called and why it did not go live."""
    page = world.objects["page"][label]
    side = "foreign" if label in ("foreign", "hidden") else "own"
    version, colleague = page.get_latest_revision(), world.objects["user"][side]
    Page.objects.filter(pk=page.pk).update(owner=colleague)
    for action in ("wagtail.edit", "wagtail.publish"):
        log(instance=page, action=action, user=colleague)
    VersionNote.objects.create(revision=version, page=page, name=world.word("version", label))
    PublishFailure.objects.create(revision=version, page=page, reason=world.word("failure", label))
    Finding.objects.create(page=page, code="summary", detail=world.word("finding", label))
    word = world.word("link", label)
    target = LinkTarget.objects.create(url=f"https://{word}.example", url_hash=word, state=LinkTarget.State.BROKEN)
    PageLink.objects.create(page=page, target=target, text=word)
    PageMeta.objects.update_or_create(
        page=page, defaults={"review_date": timezone.localdate(), "responsible": colleague}
    )
    name = world.word("reader", label)
    make_link(page=page, user=world.objects["boss"]["boss"], name=name, email="", question=name)
    ReviewLink.objects.filter(page=page).update(answer=ReviewLink.Answer.REMARK, text=name, answered_at=timezone.now())


def throw_away(world: Guarded, label: str, setup: SiteSetUp) -> None:
    """A page in the bin."""
    word = world.word("deletion", label)
    page = make_page(setup.home, f"Titel {word}", slug=word, summary=word)
    page.save_revision()
    boss = world.objects["boss"]["boss"]
    world.put("deletion", label, delete_to_bin(page=page, user=boss).deletion)
