"""CHECKS 15, 16 and 17: forms filled in by who may not, and searches by who may not find.

`test_admin_access.py` asks every address once; here the forms are complete, as somebody sends them who knows the numbers
of what is another's, and the searches have the filters and questions that Wagtail understands.
"""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.admin.models import EditingSession
from wagtail.models import (
    Comment,
    Page,
    PageSubscription,
    PageViewRestriction,
    Revision,
    TaskState,
    WorkflowState,
)

from association.base.models import Document, Image, PageMeta, RelatedPage, VersionNote
from association.removal.models import DeletedPage
from association.review.models import ReviewLink, ReviewRequest
from tests.factories.content import make_page, picture_file
from tests.factories.guarded import PREFIX, Guarded, make_guarded
from tests.factories.posting import edit_form
from tests.test_admin_access import found_words
from tests.test_concurrency import add_form

pytestmark = pytest.mark.django_db
MARK = "gekaapt"
# Who asks, and about which pages: a portfolio's process lead about the rest of the site, a chief editor of the VGG.
ASKED = {"procesregisseur": ("draft", "private"), "vreemde": ("draft",)}
MINE = {"procesregisseur": "own", "vreemde": "foreign"}
MODELS: dict[Any, tuple[str, ...]] = {
    Page: ("path", "title", "draft_title", "live", "locked", "latest_revision", "alias_of", "url_path"),
    Revision: ("object_id", "approved_go_live_at"),
    Comment: ("text", "resolved_at", "page"),
    PageSubscription: ("page", "user", "comment_notifications"),
    PageViewRestriction: ("page", "restriction_type"),
    WorkflowState: ("status",),
    TaskState: ("status", "comment"),
    ReviewLink: ("page", "revoked_at"),
    ReviewRequest: ("pk",),
    VersionNote: ("name",),
    DeletedPage: ("pk",),
    EditingSession: ("object_id",),
    PageMeta: ("page", "audience", "responsible"),
}  # fmt: skip
Door = tuple[str, dict[str, Any], Any]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Guarded]:
    """Both associations, with an alias of a page in each, made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_guarded()
        for label in ("own", "foreign"):
            source = made.objects["page"]["public" if label == "own" else "foreign"].specific
            place = Page.objects.get(pk=made.objects["page"]["draft" if label == "own" else "hidden"].pk)
            alias = CreatePageAliasAction(source, parent=place, update_slug=f"alias-{label}")
            made.put("alias", label, alias.execute(skip_permission_checks=True))
        yield made
        transaction.set_rollback(True)


def state() -> dict[str, list[Any]]:
    """All that a form could change of pages and what hangs on them."""
    return {
        model.__name__: sorted(model.objects.values_list("pk", *fields), key=str) for model, fields in MODELS.items()
    }


def boss_of(world: Guarded) -> Client:
    """A superuser's browser."""
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(world.objects["boss"]["boss"])
    return client


def comment_fields() -> dict[str, Any]:
    """A new comment, as the editor sends it along with the page."""
    own = {"text": MARK, "contentpath": "title", "position": "", "id": "", "resolved": "", "deleted": ""}
    counts = {"comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "0"}
    replies = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    own |= {f"replies-{name}": value for name, value in replies.items()}
    return {**counts, **{f"comments-0-{name}": value for name, value in own.items()}, "comment_notifications": "on"}


def doors(world: Guarded, label: str, mine: Page) -> dict[str, Door]:
    """Every way to change a page that is another's: address, complete form and headers; `mine` is one's own place."""
    page = world.objects["page"][label]
    return {
        **writing(world, page),
        **placing(world, page, mine),
        **rounds(world, page, label),
        **together(page, mine),
        **elsewhere(world, mine),
    }


def of_page(page: Page, name: str, *more: Any) -> str:
    """One of Wagtail's addresses of a page."""
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more])


def first_version(page: Page) -> int:
    """The number of a page's oldest version."""
    return Revision.page_revisions.filter(object_id=str(page.pk)).order_by("pk").values_list("pk", flat=True)[0]


def writing(world: Guarded, page: Page) -> dict[str, Door]:
    """What the editor of a page sends."""
    form = edit_form(boss_of(world), page) | {"title": MARK, "slug": MARK, "audience": "staff"}
    edit, quietly = of_page(page, "edit"), {"accept": "application/json"}
    add, new = add_form(page, slug=MARK)
    approve = {"action-workflow-action": "x", "workflow-action-name": "approve"}
    buttons = ("publish", "submit", "cancel-workflow", "save")
    return {
        **{f"edit: {name}": (edit, form | {f"action-{name}": "x"}, {}) for name in buttons},
        "edit: approve": (edit, form | approve, {}),
        "edit: by itself": (edit, form, quietly),
        "edit: comment": (edit, form | comment_fields(), {}),
        "edit: comment by itself": (edit, form | comment_fields(), quietly),
        "preview": (of_page(page, "preview_on_edit"), form, {}),
        "revert": (of_page(page, "revisions_revert", first_version(page)), form | {"action-publish": "x"}, {}),
        "unschedule": (of_page(page, "revisions_unschedule", first_version(page)), {}, {}),
        "add below": (add, new, {}),
        "add below: by itself": (add, {key: new[key] for key in new if key != "action-publish"}, quietly),
        "preview of a page below": (f"{add}preview/", new, {}),
        "lock": (of_page(page, "lock"), {}, {}),
        "unlock": (of_page(page, "unlock"), {}, {}),
        "privacy": (of_page(page, "set_privacy"), {"restriction_type": "login"}, {}),
        "name of a version": (reverse("name_version", args=[first_version(page)]), {"name": MARK}, {}),
    }


def placing(world: Guarded, page: Page, mine: Page) -> dict[str, Door]:
    """Copying, moving and taking away, by screens and by the interface for programs."""
    copy = {
        "new_title": MARK, "new_slug": MARK, "new_parent_page": str(mine.pk), "copy_subpages": "on", "publish_copies": "on"
    }  # fmt: skip
    of_mine = reverse("wagtailadmin_pages:copy", args=[mine.pk])
    side = "foreign" if page.path.startswith(world.vgg.home.path) else "own"
    api = reverse("wagtailadmin_api:pages:detail", args=[page.pk])
    actions: dict[str, dict[str, Any]] = {
        "copy": {"destination_page_id": mine.pk, "slug": MARK}, "move": {"destination_page_id": mine.pk},
        "create_alias": {"destination_page_id": mine.pk, "update_slug": MARK}, "publish": {}, "unpublish": {}, "delete": {},
        "revert_to_page_revision": {"revision_id": first_version(page)},
    }  # fmt: skip
    return {
        "copy": (of_page(page, "copy"), copy, {}),
        "copy as alias": (of_page(page, "copy"), copy | {"alias": "on"}, {}),
        "copy of mine": (of_mine, copy | {"new_parent_page": str(page.pk)}, {}),
        "convert alias": (of_page(world.objects["alias"][side], "convert_alias"), {}, {}),
        "delete": (of_page(page, "delete"), {}, {}),
        "delete with replacement": (of_page(page, "delete"), {"replacement": str(mine.pk)}, {}),
        "unpublish": (of_page(page, "unpublish"), {"include_descendants": "on"}, {}),
        "move": (of_page(page, "move_confirm", mine.pk), {}, {}),
        "move: choice": (of_page(page, "move"), {"new_parent_page": str(mine.pk)}, {}),
        "move of mine": (of_page(mine, "move_confirm", page.pk), {}, {}),
        "move of mine: choice": (of_page(mine, "move"), {"new_parent_page": str(page.pk)}, {}),
        "delete of mine": (of_page(mine, "delete"), {"replacement": str(page.pk)}, {}),
        "unpublish of mine": (of_page(mine, "unpublish"), {"replacement": str(page.pk)}, {}),
        "position": (of_page(page, "set_page_position") + "?position=0", {}, {}),
        **{f"program: {name}": (f"{api}action/{name}/", {"json": data}, {}) for name, data in actions.items()},
    }


def rounds(world: Guarded, page: Page, label: str) -> dict[str, Door]:
    """Reading along: with and without account."""
    ask = reverse("review_ask", args=[page.pk])
    link = ReviewLink.objects.filter(page=page).values_list("pk", flat=True)[0]
    found: dict[str, Door] = {
        "reader": (ask, {"name": MARK, "email": "", "question": MARK, "colleague": ""}, {}),
        "reader away": (ask, {"intrekken": str(link)}, {}),
    }
    if state := world.objects["workflow_state"].get(label):
        step = state.current_task_state.pk
        for action in ("approve", "reject"):
            found[f"round: {action}"] = (of_page(page, "workflow_action", action, step), {"comment": MARK}, {})
        found["round: words"] = (of_page(page, "collect_workflow_action_data", "reject", step), {"comment": MARK}, {})
        found["round: stop"] = (of_page(page, "confirm_workflow_cancellation"), {}, {})
        cancel = {"action-cancel-workflow": "x"}
        found["round: stop in the editor"] = (of_page(page, "edit"), edit_form(boss_of(world), page) | cancel, {})
    return found


def together(page: Page, mine: Page) -> dict[str, Door]:
    """Several pages together: this one, and all that stand where it stands."""
    actions: dict[str, dict[str, Any]] = {
        "delete": {}, "move": {"chooser": str(mine.pk)}, "publish": {"include_descendants": "on"},
        "unpublish": {"include_descendants": "on"},
    }  # fmt: skip
    which = {"one": f"id={page.pk}", "all": f"id=all&childOf={page.get_parent().pk}"}
    return {
        f"together: {action} {name}": (f"/beheer/bulk/wagtailcore/page/{action}/?{query}", data, {})
        for action, data in actions.items()
        for name, query in which.items()
    } | {"together: mine": (f"/beheer/bulk/wagtailcore/page/move/?id={mine.pk}", {"chooser": str(page.pk)}, {})}


def elsewhere(world: Guarded, mine: Page) -> dict[str, Door]:
    """The bin, a publication and suggestions of the other side's; a process lead has no bin and no publication."""
    side = "foreign" if mine.path.startswith(world.vdg.home.path) and mine != world.objects["page"]["own"] else "own"
    number, publication = world.objects["deletion"][side].pk, world.objects["publication"][side]
    ping = ["wagtailcore", "page", publication.pk, 0]
    return {
        "bin: restore": (reverse("recycle_bin_restore", args=[number]), {}, {}),
        "bin: place": (reverse("recycle_bin_place", args=[number]), {"parent": str(mine.pk)}, {}),
        "bin: purge": (reverse("recycle_bin_purge", args=[number]), {}, {}),
        "publication": (reverse("publication", args=[publication.pk]), {}, {}),
        "editing session": (reverse("wagtailadmin_editing_sessions:ping", args=ping), {"is_editing": "1"}, {}),
        "suggestions": (reverse("suggestions"), {"json": {"page": publication.pk, "text": "wonen"}}, {}),
        "suggestions below": (reverse("suggestions"), {"json": {"parent": publication.pk, "text": "wonen"}}, {}),
    }


def send(client: Client, door: Door) -> tuple[int, str, dict[str, list[Any]]]:
    """Status, text and what is stored after a form; all of it is undone."""
    address, data, headers = door
    with transaction.atomic():
        if "json" in data:
            answer = client.post(address, json.dumps(data["json"]), content_type="application/json", headers=headers)
        else:
            answer = client.post(address, data, headers=headers)
        stored = state()
        transaction.set_rollback(True)
    return answer.status_code, f"{answer.headers}{answer.content.decode('utf-8', 'replace')}", stored


# They show a form or a question, or are refused to everybody: the index pages of a site stay where they are.
CHANGING_NOTHING = {
    "preview", "preview of a page below", "move: choice", "move of mine: choice", "position", "unlock", "unschedule",
    "suggestions", "suggestions below", "round: stop", "round: words", "together: delete all", "together: move all",
}  # fmt: skip


@pytest.mark.parametrize("role", ASKED)
def test_complete_forms_on_anothers_page_change_and_tell_nothing(world: Guarded, role: str) -> None:
    mine: Page = world.objects["page"][MINE[role]]
    wrong: list[Any] = []
    asked = {label: doors(world, label, mine) for label in ASKED[role]}
    before = state()

    for label, found in asked.items():
        for name, door in found.items():
            status, text, after = send(world.clients[role], door)
            if words := found_words(world, role, text):
                wrong.append((label, name, status, "tells", words))
            if after != before:
                wrong.append((label, name, status, "changes", [key for key in after if after[key] != before[key]]))
            if status >= 500 or (status == 200 and "mine" not in name and not is_refusal(text)):
                wrong.append((label, name, status, "answers", door[0]))

    assert not wrong, "\n".join(map(str, wrong))


def is_refusal(text: str) -> bool:
    """Whether an answer with status 200 says that nothing was done."""
    return "permission_denied" in text or '"success": false' in text


def test_these_forms_do_change_something_for_who_may(world: Guarded) -> None:
    """Or the test above would ask for nothing."""
    boss, mine = boss_of(world), world.objects["page"]["public"]
    asked = {label: doors(world, label, mine) for label in ("draft", "private")}
    before, idle = state(), set(asked["draft"]) - CHANGING_NOTHING
    idle -= {name for name in idle if name.startswith("program: ")}  # closed to everybody (test_checks_moving.py)

    for found in asked.values():
        changing = {name for name in sorted(idle & set(found)) if send(boss, found[name])[2] != before}
        idle -= changing

    assert not idle, "\n".join(sorted(idle))


def searches(world: Guarded) -> Iterator[str]:
    """Every list of the admin that is searched, filtered or exported, asked for what is another's."""
    draft, home = world.objects["page"]["draft"], world.vdg.home
    word = world.word("page", "draft")
    listing, search = reverse("wagtailadmin_api:pages:listing"), reverse("wagtailadmin_pages:search")
    colleague = world.objects["user"]["own"]
    for query in (
        f"search={word}", "fields=*", f"child_of={home.pk}", f"descendant_of={home.pk}", f"ancestor_of={draft.pk}",
        f"translation_of={draft.pk}", f"title={draft.title.replace(' ', '+')}", f"slug={word}", "type=home.StandardPage",
        "order=-title", f"id={draft.pk}", f"child_of={home.pk}&for_explorer=1", "limit=20&offset=0&fields=parent,title",
    ):  # fmt: skip
        yield f"{listing}?{query}"
    for path in (f"/{word}/", world.vdg.home.url_path + f"{word}/"):
        yield f"{listing}find/?html_path={path}"
    yield f"{listing}find/?id={draft.pk}"
    for name in ("wagtailadmin_choose_page_search", "wagtailadmin_choose_page"):
        for query in ("", "&page_type=home.standardpage", "&user_perms=copy_to", "&allow_external_link=true", "&p=1"):
            yield f"{reverse(name)}?q={PREFIX}{query}"
    for query in ("&content_type=home.standardpage", "&ordering=title", "&ordering=-title", "&p=1"):
        yield f"{search}?q={PREFIX}{query}"
    for name, item in (("explore", world.objects["page"]["own"]), ("explore_root", None)):
        address = reverse(f"wagtailadmin_{name}", args=[item.pk] if item else [])
        for query in (f"q={PREFIX}&search_all=1", f"q={PREFIX}", f"owner={colleague.pk}", f"edited_by={colleague.pk}"):
            yield f"{address}?{query}"
    yield from reports(world, colleague.pk)


def reports(world: Guarded, colleague: int) -> Iterator[str]:
    """The reports with their filters, on the screen and as a file."""
    filters = {
        "wagtailadmin_reports:site_history": [f"label={PREFIX}", f"user={colleague}", "action=wagtail.edit", "is_commenting=1"],
        "wagtailadmin_reports:aging_pages": [f"content_type={world.objects['page']['draft'].content_type_id}", ""],
        "wagtailadmin_reports:locked_pages": [f"locked_by={colleague}", ""],
        "wagtailadmin_reports:workflow": ["status=in_progress", f"requested_by={colleague}"],
        "wagtailadmin_reports:workflow_tasks": ["status=in_progress", ""],
        "wagtailadmin_reports:page_types_usage": [""],
        "quality_links": [f"q={PREFIX}", ""], "quality_texts": [f"q={PREFIX}", "code=summary"], "quality_review": [f"q={PREFIX}", ""],
        "quality_changed": [f"q={PREFIX}", ""], "quality_images": [f"q={PREFIX}", ""], "quality_documents": [f"q={PREFIX}", ""],
        "recycle_bin": [f"q={PREFIX}"], "wagtailforms:index": [f"q={PREFIX}"], "publications": [f"q={PREFIX}"],
    }  # fmt: skip
    for name, queries in filters.items():
        yield from (f"{reverse(name)}?{query}" for query in queries)
        if name.startswith(("wagtailadmin_reports", "quality")):
            yield from (f"{reverse(name)}?{queries[-1]}&export={kind}" for kind in ("csv", "xlsx"))


def text_of(answer: Any) -> str:
    """All text of an answer with its headers; of a workbook, that of its cells."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        content = repr(list(rows)).encode()
    return f"{answer.headers}{content.decode('utf-8', 'replace')}"


@pytest.mark.parametrize("role", ASKED)
def test_no_search_filter_or_export_names_what_is_anothers(world: Guarded, role: str) -> None:
    boss, asked = boss_of(world), list(searches(world))
    wrong: list[Any] = []

    for address in asked:
        answer = world.clients[role].get(address)
        # The address of a public page below a draft is public, with the draft's part of it.
        text = text_of(answer).replace(address, "").replace(f"/{world.word('page', 'draft')}/", "")
        words = found_words(world, role, text)
        if words or answer.status_code >= 500:
            wrong.append((address, answer.status_code, words))
    shown = [address for address in asked[::12] if world.word("page", "draft") in text_of(boss.get(address))]

    assert not wrong, "\n".join(map(str, wrong))
    assert shown


def file_doors(world: Guarded) -> dict[str, Door]:
    """Every way to see or change pictures and documents of the other association; all is sent by POST."""
    found: dict[str, Door] = {}
    collection = str(world.objects["collection"]["own"].pk)
    upload = {"title": MARK, "description": MARK, "credit": "", "collection": collection, "tags": MARK}
    for kind, spaces in (
        ("image", ("wagtailimages", "wagtailimages_chooser")),
        ("document", ("wagtaildocs", "wagtaildocs_chooser")),
    ):
        item, (screens, chooser) = world.objects[kind]["own"], spaces
        prefix = f"{kind}-chooser-upload-"
        content = picture_file() if kind == "image" else b"tekst"
        name = "a.png" if kind == "image" else "a.txt"

        def file(content: bytes = content, name: str = name) -> SimpleUploadedFile:
            return SimpleUploadedFile(name, content)

        found |= {
            f"{kind}: change": (reverse(f"{screens}:edit", args=[item.pk]), upload, {}),
            f"{kind}: delete": (reverse(f"{screens}:delete", args=[item.pk]), {}, {}),
            f"{kind}: add to theirs": (reverse(f"{screens}:add"), upload | {"file": file()}, {}),
            f"{kind}: choose a new one of theirs": (
                reverse(f"{chooser}:create"), {prefix + key: value for key, value in (upload | {"file": file()}).items()}, {},
            ),
            f"{kind}: many to theirs": (
                reverse(f"{screens}:add_multiple"), {"title": MARK, "collection": collection, "files[]": file()}, {},
            ),
            f"{kind}: together: delete": (f"/beheer/bulk/association/{kind}/delete/?id={item.pk}", {}, {}),
            f"{kind}: together: tags": (f"/beheer/bulk/association/{kind}/add_tags/?id={item.pk}", {"tags": MARK}, {}),
            f"{kind}: together: all": (f"/beheer/bulk/association/{kind}/delete/?id=all", {}, {}),
        }  # fmt: skip
        mine = world.objects[kind]["foreign"].pk
        move = f"/beheer/bulk/association/{kind}/add_to_collection/?id="
        found[f"{kind}: together: take"] = (
            f"{move}{item.pk}",
            {"collection": str(world.objects["collection"]["foreign"].pk)},
            {},
        )
        found[f"{kind}: together: give"] = (f"{move}{mine}", {"collection": collection}, {})
        mine_form = upload | {"title": "Ons"}
        found[f"{kind}: give"] = (reverse(f"{screens}:edit", args=[mine]), mine_form, {})
    image = world.objects["image"]["own"]
    form = {"image-chooser-insertion-format": "fullwidth", "image-chooser-insertion-alt_text": MARK}
    found["image: in a text"] = (reverse("wagtailimages_chooser:select_format", args=[image.pk]), form, {})
    return found


def file_searches(world: Guarded) -> Iterator[str]:
    """The lists and windows of pictures and documents, asked for what is of the other association."""
    collection = world.objects["collection"]["own"].pk
    for kind, screens in (("image", "wagtailimages"), ("document", "wagtaildocs")):
        item, word = world.objects[kind]["own"], world.word(kind, "own")
        tag = world.word(f"{kind}tag", "own")
        for address in (
            reverse(f"{screens}:index"),
            reverse(f"{screens}_chooser:choose"),
            reverse(f"{screens}_chooser:choose_results"),
        ):
            for query in (
                f"q={word}",
                f"collection_id={collection}",
                f"tag={tag}",
                f"q={PREFIX}&collection_id={collection}",
                "p=1",
            ):
                yield f"{address}?{query}"
        yield reverse(f"{screens}_chooser:chosen", args=[item.pk])
        yield f"{reverse(f'{screens}_chooser:chosen_multiple')}?id={item.pk}"
        yield reverse("wagtailimages:image_usage" if kind == "image" else "wagtaildocs:document_usage", args=[item.pk])
        yield f"{reverse('wagtailadmin_tag_autocomplete')}?term={tag[:3]}"
        yield f"{reverse('wagtailadmin_tag_autocomplete')}?term={tag}"
    number = world.objects["image"]["own"].pk
    yield reverse("wagtailimages_chooser:select_format", args=[number])
    for spec in ("original", "width-100", "fill-10x10"):
        yield reverse("wagtailimages:preview", args=[number, spec])


def files_in(collection: Any) -> list[Any]:
    """What is stored of the pictures and documents of a collection."""
    fields = ("pk", "title", "tags__name")
    return [
        sorted(model.objects.filter(collection=collection).values_list(*fields), key=str) for model in (Image, Document)
    ]


def test_files_of_another_association_are_neither_shown_nor_changed(world: Guarded) -> None:
    client, boss, theirs = world.clients["vreemde"], boss_of(world), world.objects["collection"]["own"]
    before, idle = files_in(theirs), set()
    wrong: list[Any] = []

    for address in file_searches(world):
        answer = client.get(address)
        # What was asked for stands in the field of the search.
        words = {place for place in found_words(world, "vreemde", text_of(answer)) if world.words[place] not in address}
        if words or answer.status_code >= 500:
            wrong.append((address, answer.status_code, words))
    for asker in (client, boss):
        for name, (address, data, headers) in file_doors(world).items():
            with transaction.atomic():
                answer = asker.post(address, data, headers=headers)
                words, is_changed = found_words(world, "vreemde", text_of(answer)), files_in(theirs) != before
                transaction.set_rollback(True)
            if asker is client and (is_changed or words or answer.status_code >= 500):
                wrong.append((name, answer.status_code, is_changed, words))
            # A text keeps the picture itself; one of many pictures waits for its description.
            if asker is boss and not is_changed and name not in {"image: in a text", "image: many to theirs"}:
                idle.add((name, answer.status_code))

    assert not wrong, "\n".join(map(str, wrong))
    assert not idle, idle


def test_title_of_a_draft_above_or_of_a_published_page_is_not_told_by_windows_and_forms(world: Guarded) -> None:
    """A public page may be led to; what it will be called, and what it lies below, is not public."""
    lead, mine = world.clients["procesregisseur"], world.objects["page"]["own"]
    public = make_page(world.vdg.home, "Openbaar", slug="zo-heet-het")
    below = make_page(Page.objects.get(pk=world.objects["page"]["draft"].pk), "Openbaar onder een concept")
    public.title = "Straks heimelijk"
    public.save_revision()
    RelatedPage.objects.create(page=mine, target=public)
    choose = reverse("wagtailadmin_choose_page")
    addresses = [
        reverse("wagtailadmin_choose_page_child", args=[world.vdg.home.pk]),
        f"{reverse('wagtailadmin_choose_page_search')}?q=openbaar",
        f"{reverse('wagtailadmin_choose_page_search')}?q=heimelijk",
        f"{choose}chosen-multiple/?id={public.pk}&id={below.pk}",
        of_page(mine, "edit"),
    ]

    texts = {address: text_of(lead.get(address)).lower().replace("q=heimelijk", "") for address in addresses}

    title = world.objects["page"]["draft"].title.lower()
    told = {address for address, text in texts.items() if "straks" in text or title in text}
    assert any("openbaar" in text for text in texts.values())
    assert not told, "\n".join(sorted(told))
