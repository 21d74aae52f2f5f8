"""Every address of the admin, for every role: what answers is on a list, and nobody finds a word of what is another's.

`admin_access.txt` says who gets an answer (2xx) where: a line is the letters of the roles, the name of the address and
which object it was about. What is not on it answers nobody. A new screen makes these tests fail until it has its lines,
and, when it asks for an object of a new kind, until `PARTS` says which.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker
from wagtail.models import Collection, Page, Revision, WorkflowState

from association.base.models import Document, Image, User
from association.memberships.models import Membership
from association.organizations.models import Organization
from association.people.models import Person
from association.portfolios.models import Portfolio
from tests.factories.guarded import PREFIX, ROLES, Guarded, make_guarded

pytestmark = pytest.mark.django_db
LIST = Path(__file__).with_name("admin_access.txt")
LETTERS = dict(zip(ROLES, "arbpecmv", strict=True))
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# They end the session, or only show a mistake of the program.
LEFT_OUT = ("logout/", "failwhale/", "test404/", ".*/$")
# Which kind of object the addresses of a part are about; the first that fits.
PARTS = {
    r"wagtailadmin_pages:.*(workflow|task)|wagtailadmin_workflows:remove": "going",
    r"wagtailadmin_(pages|explore|choose_page|api:pages|editing_sessions)": "page",
    r".*(_from_uploaded_|delete_upload)": "upload",
    r"wagtailadmin_api:documents|wagtaildocs": "document",
    r"wagtailadmin_api:images|wagtailimages": "image",
    r"wagtailadmin_collections": "collection",
    r"wagtailadmin_workflows:.*task": "task",
    r"wagtailadmin_workflows": "workflow",
    r"wagtailforms": "form",
    r"wagtailredirects": "redirect",
    r"wagtailsettings": "settings",
    r"wagtailsites": "site",
    r"wagtailusers_users": "user",
    r"wagtailusers_groups": "group",
    r"huisstijl": "brand",
    r"organisaties|organization_places": "organization",
    r"persoon-kiezen|personen|person_seats|anonymise_person|(un)?merge_persons|keep_apart": "person",
    r"overleg-kiezen|seats_of_body|new_seat|seats_table|seats_(import|download)_of_body": "body",
    r"fill_seat|new_vacancy": "post",
    r"(change_|drop_)?vacancy|erase_candidates|candidates_download": "vacancy",
    r"((nominate|appoint|erase)_)?candidate": "candidate",
    r"(change|correct)_seat": "membership",
    r"undo_seat|register_entry": "entry",
    r"college_change$": "municipality",
    r"portefeuille-kiezen|portefeuilles": "portfolio",
    r"dossiers:": "dossier",
    r"begrip": "term",
    r"known_word": "site",
    r"(send|forward)_issue": "issue",
    r"nieuwsbriefreeksen": "newsletter",
    r"welkomstmails": "welcome",
    r"reeksen": "series",
    r"guide$": "guide",
    r"activit(ies|y_add)": "activities",
    r"activity": "activity",
    r"edition_": "edition",
    r"subscriber": "subscriber",
    r"verzendlijsten": "mailinglist",
    r"doelgroepen": "segment",
    r"publication|import_|adopt_edition|report_from_plan|next_volume|dossier_questions|contributions": "publication",
    r"review_|quality_page|name_version": "page",
    r"recycle_bin": "deletion",
    r"mailing$": "mailing",
    r"(change|edit)_sign_up": "signup",
    r"moment_(off|move|back)": "moment",
    r"soorten-bijeenkomsten": "kind",
    r"vakanties": "holiday",
    r"event_sign_ups|add_sign_up|sign_up_notice|sign_ups_download": "event",
}
# The names under which addresses ask for the key of an object of a kind.
KEYS: dict[str, tuple[str, ...]] = {
    "image": ("image_id", "pk"), "document": ("document_id", "doc_id", "pk"), "collection": ("collection_id", "pk"),
    "portfolio": ("pk",), "dossier": ("pk",), "term": ("pk",), "series": ("pk",), "newsletter": ("pk",), "welcome": ("pk",), "issue": ("number",), "organization": ("pk", "number"), "brand": ("pk",),
    "site": ("pk", "number"),
    "settings": ("pk",), "form": ("page_id",), "redirect": ("redirect_id",), "publication": ("number",),
    "user": ("pk",), "group": ("pk",), "workflow": ("pk",), "task": ("pk", "task_id"), "upload": ("uploaded_file_id",),
    "deletion": ("number",), "person": ("pk", "number", "other", "entry"), "body": ("number", "pk"), "post": ("number",), "membership": ("number",),
    "subscriber": ("number",), "mailinglist": ("pk",), "segment": ("pk",),
    "activity": ("number",), "entry": ("number",), "municipality": ("number",), "vacancy": ("number",), "candidate": ("number",),
    "mailing": ("number",), "event": ("number",), "signup": ("number",),
    "moment": ("number",), "kind": ("pk",), "holiday": ("pk",),
    "guide": ("number",),
}  # fmt: skip
STANDARD = {"content_type_app_name": "home", "content_type_model_name": "standardpage"}
FIXED: dict[str, dict[str, Any]] = {
    "wagtailsettings:edit": {"app_name": "association", "model_name": "sitesettings"},
    "wagtailsettings:preview_on_edit": {"app_name": "association", "model_name": "sitesettings"},
    "wagtailadmin_workflows:add_task": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
    "wagtailadmin_pages:choose_parent": {"app_label": "home", "model_name": "standardpage"},
    "wagtailadmin_pages:type_use": STANDARD,
    "wagtailadmin_pages:type_use_results": STANDARD,
    "wagtailimages:preview": {"filter_spec": "width-100"},
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    "handbook": {"name": "aan-de-slag"},
    "mailbox_mail": {"name": "niets"},
    "mailbox_page": {"name": "niets"},
    "handbook_picture": {"name": "niets.webp"},
    "review_refused": {"reason": "eigen"},
    "activities_download": {"kind": "csv"},
    "candidates_download": {"kind": "csv"},
    "sign_ups_download": {"kind": "csv"},
    "seats_download": {"kind": "csv"},
    "seats_download_of_body": {"kind": "csv"},
    "wagtailadmin_password_reset_confirm": {"uidb64": "MQ", "token": "x-y"},
}
SEARCH = f"?q={PREFIX}"
QUERIES = {
    "wagtailadmin_pages:search_results": SEARCH, "wagtailadmin_choose_page_search": SEARCH,
    "person_names": f"?q={PREFIX}", "wagtailadmin_tag_autocomplete": f"?term={PREFIX}", "wagtailadmin_tag_model_autocomplete": f"?term={PREFIX}",
    "wagtailimages:index_results": SEARCH, "wagtaildocs:index_results": SEARCH,
    "wagtailadmin_explore_results": f"{SEARCH}&search_all=1",
}  # fmt: skip
BULK = {
    ("wagtailcore", "page"): ("delete", "move", "publish", "unpublish"),
    ("association", "image"): ("delete", "add_tags", "add_to_collection"),
    ("association", "document"): ("delete",),
    ("association", "user"): ("delete", "assign_role", "set_active_state"),
}
# What somebody with nothing but a portfolio comes across besides what is public.
OF_PORTFOLIO = {
    "page own", "page public", "form own", "portfolio own", "image own", "document own", "imagetag own",
    "documenttag own", "workflow own", "task own", "comment own", "user own", "version own", "failure own",
    "finding own", "link own", "reader own", "site own", "body own", "activity own", "goal own", "progress own",
    "term own",
}  # fmt: skip
# About which objects a role is asked; who is not named here is asked about "own" and "foreign".
TELLING = {
    "procesregisseur": {"own", "draft", "private", "foreign", "hidden"},
    "vreemde": {"own", "draft", "private"},
    "eindredacteur": {"own", "draft", "foreign", "closed"},
}
SHORT = {"procesregisseur": {"own", "draft", "foreign"}, "vreemde": {"own", "draft"}}
# The other roles go the ways of these, with fewer or more buttons.
MOST_TELLING = ("anonymous", "raadslid", "procesregisseur", "vreemde")
# The rows of a list without what stands around them, and screens that are the same for all staff.
ROWS = re.compile(r"_results$|^wagtailadmin_(javascript_catalog|sprite|account|dismissibles)|^gallery|^handbook")
THEIRS = {"foreign", "hidden", "closed"}
Asked = tuple[str, str, str]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Guarded]:
    """Both associations, made once for all roles."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_guarded()
        transaction.set_rollback(True)


def admin_addresses() -> list[tuple[str, str]]:
    """Name and route of every address of the admin; one that stands before Wagtail's own goes by Wagtail's name."""

    def walk(patterns: Any, path: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for item in patterns:
            route = path + str(item.pattern)
            if isinstance(item, URLResolver):
                yield from walk(item.url_patterns, route, (*names, *filter(None, [item.namespace])))
            elif isinstance(item, URLPattern) and route.startswith("beheer/"):
                yield ":".join((*names, item.name)) if item.name else route, route

    found = [item for item in walk(get_resolver().url_patterns, "", ()) if not item[1].endswith(LEFT_OUT)]
    named = {route for name, route in found if name != route}
    return [(name, route) for name, route in found if name != route or route not in named]


def page_keys(page: Page) -> dict[str, Any]:
    """How addresses name a page, its first version and its type."""
    first = Revision.page_revisions.filter(object_id=str(page.pk)).order_by("pk").values_list("pk", flat=True)[0]
    key = dict.fromkeys(
        ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk", "page_pk", "object_id", "number"),
        page.pk,
    )
    return key | STANDARD | {
        "session_id": 1, "app_label": "home", "model_name": "standardpage", "action_name": "copy", "revision_id": first,
        "revision_id_a": first, "revision_id_b": "latest",
    }  # fmt: skip


def keys(world: Guarded) -> dict[str, dict[str, dict[str, Any]]]:
    """What addresses ask for, by the kind of object and its label."""
    found = {
        kind: {label: dict.fromkeys(names, item.pk) for label, item in world.objects[kind].items()}
        for kind, names in KEYS.items()
    }
    for kind in ("person", "organization"):
        for label, item in world.objects[kind].items():
            versions = Revision.objects.for_instance(item).order_by("pk").values_list("pk", flat=True)
            named = {"revision_id": versions[0], "revision_id_a": versions[0], "revision_id_b": "latest"}
            found[kind][label] = found[kind][label] | named
    for label, row in world.objects["activity"].items():
        found.setdefault("activities", {})[label] = {"association": row.activity.association.slug, "year": row.year}
    for label, edition in world.objects["edition"].items():
        found.setdefault("edition", {})[label] = {"number": edition.publication_id, "edition": edition.pk}
    found["page"] = {label: page_keys(page) for label, page in world.objects["page"].items()}
    for label, state in world.objects["workflow_state"].items():
        page = found["page"]["hidden" if label == "foreign" else label]
        task = state.current_task_state
        more = {"workflow_state_id": state.pk, "task_state_id": task.pk, "task_id": task.task_id}
        more |= {"workflow_pk": state.workflow_id, "action_name": "approve"}
        found.setdefault("going", {})[label] = page | more
    return found


def fill(route: str, given: dict[str, Any]) -> str:
    """An address with its parts filled in; KeyError for a part that nobody thought of."""
    return "/" + PARAMETER.sub(lambda match: str(given[match[1] or match[2]]), route).translate(
        {ord(sign): None for sign in "^$\\"}
    )


def asked(world: Guarded) -> Iterator[Asked]:
    """Name, label and address of all that is asked for: every address about every object that it can be about."""
    table = keys(world)
    for name, route in admin_addresses():
        fixed, query = FIXED.get(name, {}), QUERIES.get(name, "")
        needed = {first or second for first, second in PARAMETER.findall(route)} - set(fixed)
        if name == "wagtail_bulk_action":
            yield from asked_in_bulk(world, table)
        elif needed:
            for label, given in table.get(kind_of(name), {}).items():
                yield name, label, fill(route, given | fixed) + query
        elif "chosen-multiple" in route:
            kind = next(kind for kind in ("page", "image", "document") if kind in route or kind == "document")
            yield (
                name,
                "all",
                fill(route, fixed) + "?" + "&".join(f"id={item.pk}" for item in world.objects[kind].values()),
            )
        else:
            yield name, "", fill(route, fixed) + query
            if re.search("/reports/.*results/|/kwaliteit/.*rijen/", route):
                yield name, "export", fill(re.sub("(results|rijen)/", "", route), fixed) + "?export=csv"


def kind_of(name: str) -> str:
    """The kind of object that an address is about; empty for one that nobody thought of."""
    return next((kind for part, kind in PARTS.items() if re.match(part, name)), "")


def asked_in_bulk(world: Guarded, table: Any) -> Iterator[Asked]:
    """Every action on several objects, about each object alone."""
    for (app, model), actions in BULK.items():
        for action in actions:
            for label, item in world.objects[model].items():
                yield f"bulk {model} {action}", label, f"/beheer/bulk/{app}/{model}/{action}/?id={item.pk}"


def is_telling(role: str, name: str, label: str, *, whole: bool) -> bool:
    """Whether asking about an object says more than asking about another that stands in the same place for the role."""
    if label in ("", "all", "export"):
        return whole or label == "export" or not ROWS.search(name)
    chosen = TELLING if whole else TELLING | SHORT
    return label in chosen.get(role, {"own", "foreign"})


def found_words(world: Guarded, role: str, text: str) -> set[str]:
    """Kind and label of every object whose word stands in an answer and is kept from the role."""
    known = {word: place for place, word in world.words.items()}
    places = {known.get(word, word) for word in re.findall(rf"{PREFIX}[a-z]+", text.lower())}
    if role == "vreemde":
        return {place for place in places if place.split()[-1] not in THEIRS}
    if role in ("redacteur", "eindredacteur", "beheerder"):
        return {place for place in places if place.split()[-1] in THEIRS}
    return places - OF_PORTFOLIO if role == "procesregisseur" else places


def ask(client: Any, address: str, method: str = "get") -> tuple[int, str]:
    """Status and text (headers too) of an answer; whatever it did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, f"{answer.headers}{content.decode('utf-8', 'replace')}"


def listed(role: str) -> set[str]:
    """The lines of the list that give the role an answer, without the letters."""
    lines = (line.partition(" ") for line in LIST.read_text(encoding="utf-8").splitlines())
    return {rest for letters, _, rest in lines if LETTERS[role] in letters}


def parts_of(line: str) -> tuple[str, str]:
    """Name and label of a line of the list without its letters."""
    name, _, label = line.rpartition(" ")
    return (name, label) if name else (line, "")


def test_every_address_is_known() -> None:
    open_ones = {
        name
        for name, route in admin_addresses()
        if {first or second for first, second in PARAMETER.findall(route)} - set(FIXED.get(name, {}))
    }

    assert {name for name in open_ones if not kind_of(name) and name != "wagtail_bulk_action"} == set()


@pytest.mark.parametrize(
    ("role", "whole"),
    [(role, False) for role in MOST_TELLING] + [pytest.param(role, True, marks=pytest.mark.soak) for role in ROLES],
)
def test_role_gets_what_is_listed_and_finds_nothing_of_anothers(world: Guarded, role: str, whole: bool) -> None:
    answered, leaks, faults = set(), [], []

    for name, label, address in asked(world):
        if is_telling(role, name, label, whole=whole):
            status, text = ask(world.clients[role], address)
            if 200 <= status < 300:
                answered.add(f"{name} {label}".strip())
            if status >= 500:
                faults.append(address)
            if words := found_words(world, role, text):
                leaks.append((address, words))

    expected = {line for line in listed(role) if is_telling(role, *parts_of(line), whole=whole)}
    assert leaks == []
    assert faults == []
    assert sorted(answered - expected) == []
    assert sorted(expected - answered) == []


def test_forms_sent_in_by_another_change_and_tell_nothing(world: Guarded) -> None:
    def state() -> list[Any]:
        rows = [list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "locked", "owner"))]
        models = (
            Revision,
            Image,
            Document,
            Collection,
            Portfolio,
            Organization,
            User,
            WorkflowState,
            Membership,
            Person,
        )
        return rows + [list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in models]

    before = state()

    for name, label, address in asked(world):
        if label in {"own", "draft"}:
            with transaction.atomic():
                answer = world.clients["vreemde"].post(address)
                after = state()
                transaction.set_rollback(True)
            assert answer.status_code < 500 or "api" in name, address
            assert after == before, address
            assert found_words(world, "vreemde", answer.content.decode("utf-8", "replace")) == set(), address
