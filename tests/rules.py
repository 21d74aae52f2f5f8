"""House rules that no linter knows: who may ask for pages, and what may not stand in templates.

Each finder gives its findings as `path:line: what is wrong`; paths are relative to the folder that was searched.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

Rule = Callable[[ast.AST], bool]
PACKAGES = ("site/noaber", "home", "association")
PAGE_LISTS = frozenset(
    {
        "live", "public", "get_children", "get_descendants", "get_siblings", "get_next_sibling", "get_next_siblings",
        "get_prev_sibling", "get_prev_siblings", "get_ancestors", "child_of", "descendant_of", "sibling_of", "ancestor_of",
    }
)  # fmt: skip
NARROWED = re.compile(r"viewable_by\(|viewable_pages\(|\.visible\(\)")
# Where pages are asked for without asking who looks. Each place says why that shows nothing to anybody.
ALL_PAGES = {
    "association/base/pages.py::BasePage.get_view_restrictions": "paths of what a page is an alias of, for its privacy",
    "association/base/pages.py::BasePage.pages_above": "ancestors of a page that is shown; the privacy of one holds for all below it",
    "association/base/access.py": "this is where it is decided for the admin, by rights on pages",
    "association/base/access_actions.py": "what a page is an alias of, asked for its privacy; shows nothing of it",
    "association/base/access_views.py": "screens of the admin, narrowed down by access.py",
    "association/base/drafts.py": "records of the register, which are no pages: those that were published",
    "association/base/forms/chosen.py::refused": "what a form may lead to, by access.py; shows nothing",
    "association/base/forms/pages.py::PageForm.free_slug": "addresses that are taken below a parent; shows nothing",
    "association/base/hooks.py::tell_audience_of_copy": "the place of a copy, asked for its privacy; shows nothing of it",
    "association/base/hooks.py::keep_audience": "the page that was just moved, read anew",
    "association/base/actions.py::hold_tree": "takes a lock; shows nothing",
    "association/base/actions.py::copy_privacy": "copies privacy settings; shows nothing",
    "association/base/queries.py": "this is where it is decided",
    "association/memberships/actions/persons.py::used_versions": "numbers of versions that are in use; shows nothing",
    "association/memberships/actions/persons.py::mentions": "rows in which a name stands; the view asks who may change them",
    "association/meetings/importing/carrying.py::read_in": "locks the agenda that a table is read into; shows nothing",
    "association/meetings/planning/changing.py": "locks the page of a moment and asks for the right to change it",
    "association/meetings/planning/making.py": "makes pages, after asking for the right to",
    "association/meetings/views/planning.py::agendas_for": "agendas in the admin, in which the user works",
    "association/newsletters/sending/preparing.py": "locks the issue that is sent and keeps that it is locked; shows nothing",
    "association/newsletters/sending/steering.py": "publishes or unlocks the issue of a mailing; the view asks who may",
    "home/handbook.py::kind_of_form": "the kind of the page on the form's own screen; shows the chapter on that kind",
    "association/base/signals.py": "collections of files, no pages",
    "association/base/models.py": "collections of files, no pages",
    "association/base/views.py": "collections of files, no pages",
    "association/base/page_cache.py::raise_version": "the moment of the next change, for all visitors together",
    "association/base/routing.py": "finds the page of an address; Wagtail's own check of its privacy follows",
    "association/publications/actions.py": "publishes, after asking for the right to on every page",
    "association/publications/render/jobs.py": "which documents to make; variants.py decides for whom, and what is in them",
    "association/publications/render/versions.py::read_anew": "the document that is made; variants.py decides for whom",
    "association/guides/actions.py": "makes drafts, where the user may add pages",
    "association/guides/views/desk.py": "screens of the admin, behind the right to change the guide",
    "association/guides/pages/step.py::GuideStepPage.guide": "the page above a step that is shown",
    "association/publications/contributing/writing.py": "locks the chapter that somebody was asked to write",
    "association/publications/making/store.py": "which volumes there are already, where the user may add one",
    "association/publications/making/volumes.py::chapters_of_editor": "the chapters that the user may change",
    "association/publications/views/contributions.py": "chapters of the publication that the user may change",
    "association/publications/views/making.py::report_links": "years that have a report already; shows nothing of them",
    "association/publications/signals.py": "which documents are out of date; shows nothing of them",
    "association/publications/adopting/jobs.py::check_versions": "the publication of an edition that is being made",
    "association/publications/adopting/jobs.py::versions_of": "numbers of versions, to know whether somebody wrote since",
    "association/publications/adopting/checks.py": "what keeps a version back, behind the right to publish it; names no other page",
    "association/publications/adopting/jobs.py::publish_chapters": "publishes, after asking for the right to on every page",
    "association/publications/adopting/jobs.py::put_in_force": "publishes, and says of chapters that they no longer wait; shows nothing",
    "association/publications/adopting/working.py": "the document that is to be frozen, for each of its readers",
    "association/publications/pages/chapter.py::ChapterPage.publication": "the page above a chapter that is shown",
    "association/publications/queries/editions.py::shut_chapters": "paths of chapters, to leave out what is closed to the viewer",
    "association/publications/views/desk.py": "screens of the admin, behind the right to change the publication",
    "association/publications/views/publications.py": "a list in the admin of what the user may change",
    "association/publications/importing/places.py::index_of": "the page below which drafts are put; nothing is shown",
    "association/newsletters/composing/agreement.py": "locks the issue that somebody agrees to, after asking for the right to",
    "association/newsletters/composing/checks.py": "pages that an issue names, for who may send it: which of its lists may not see them",
    "association/newsletters/composing/dispatch.py": "the issue that somebody is sending, after asking for the right to",
    "association/newsletters/composing/rights.py": "issues in the admin, below an archive to which the user may add",
    "association/newsletters/composing/starting.py": "makes a draft: numbers and addresses that are taken, and its site",
    "association/newsletters/views/issues.py": "an issue in the admin, of which the right is asked just after",
    "association/quality/queries.py": "counts and links of pages that the user works on; whether a link leads anywhere for the public",
    "association/quality/actions.py": "looks at published pages and stores what is found; shows nothing",
    "association/quality/links.py": "which page answers to an address, and which files drafts use; shows nothing of them",
    "association/quality/views/reports.py": "reports in the admin on pages that the user works on",
    "association/removal/actions": "takes away and brings back, after asking for the right to",
    "association/removal/queries": "counts, and names pages as far as the user finds them in the admin; shows nothing to readers",
    "association/removal/rights.py": "Wagtail's rights on pages in the admin, which show nothing to readers",
    "association/removal/forms.py": "choices in the admin, of what the user finds there",
    "association/removal/views/bin.py::LookView.get": "a page in the bin, behind the right to bring it back",
    "association/review/actions.py": "makes workflows and keeps answers to what its reader was sent",
    "association/review/hooks.py": "pages that the user is publishing, copying or changing at that moment",
    "association/review/models.py::ReviewTask.on_action": "locks the page that somebody agrees to, after asking for the right to",
    "association/review/queries.py::page_of": "the page of a workflow, for who was asked to read it",
    "association/review/queries.py::is_own_work": "whether somebody wrote in a page; shows nothing of it",
    "association/publishing/actions.py": "publishes and takes down; tells the author of their own page",
    "association/publishing/queries.py": "what the user may change, in the admin",
    "association/meetings/signing_up/held.py::locked": "locks the event that gives places; nothing of it is shown",
    "association/meetings/views/sign_ups.py": "events in the admin, as far as the user may change them",
    "association/news/actions.py::draft_news": "makes a draft, where the user may add news",
    "association/removal/rights.py::OutsideBinPolicy.explorable_instances": "leaves the bin out of what Wagtail's rights give",
    "home/management/commands/import_page.py": "the page below which a draft is put, or that gets a new version",
    "home/actions.py": "makes pages",
    "home/dashboard": "the start page of the admin, with links to what the user may change",
    "home/demonstration": "makes pages",
    "home/contact.py::forget_old": "clears up what was sent in, whether or not the page still shows",
    "home/views/suggestions.py::place_of": "the page that somebody writes, whose right to is asked; nothing of it is shown",
    "home/views/search.py::search": "the rows of pages that were found for the viewer just before",
}
# Where text is declared safe that is not written out on the spot.
SAFE_TEXT = {
    "association/base/links.py": "formatted text, reduced to harmless elements just before",
    "association/base/blocks/explaining.py": "harmless or escaped text, with our own components put in",
    "association/base/blocks/base.py::Rendering.linked": "the same text, with a slug put before its own anchors",
    "association/base/conflicts.py": "Wagtail's own escaped comparison, with parts taken out",
    "association/templatetags/noaber.py::soft": "escaped text, with soft hyphens in its words",
    "home/handbook.py": "the handbook's own files, in which Markdown leaves no HTML",
    "association/base/context.py": "JSON, escaped for a script element",
    "association/publications/pages/adopted.py::EditionView.frozen_html": "what our own templates rendered when it was adopted, kept in rows that are never changed",
    "association/publications/queries/earlier.py::divided": "blocks that our own templates rendered, with their ids taken out",
    "association/guides/pages/choosing.py::carried": "what our own blocks rendered, with an escaped query put behind links",
    "association/newsletters/composing/previews.py::preview": "an issue rendered by our own templates just before",
    "association/newsletters/composing/rendering.py::RenderedIssue.absolute": "what our own templates rendered, with full addresses",
    "association/base/mail_style.py::MailStyle.tag": "our own stylesheet, with colours that were checked to be colours",
    "association/newsletters/pages/issue.py::NewsletterIssuePage.sent_article": "what our own templates rendered when it was sent",
    "association/review/views/reading.py::with_places": "a page's own rendered template, with our form elements put in",
}
TEMPLATE_RULES = {
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline event handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "address with script": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*(?:safe|safeseq)\b|{%\s*autoescape\s+off"),
    "pages without viewer": re.compile(
        r"\.(?:get_children|get_descendants|get_siblings|get_ancestors|live|public)\b(?!\w)"
    ),
}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)


def find_page_lists(root: Path) -> Iterator[str]:
    """Expressions that ask for pages and do not say for whom, outside ALL_PAGES."""
    for place, line, statement, _ in flagged(root, asks_for_pages):
        if not NARROWED.search(statement) and not is_listed(place, ALL_PAGES):
            yield f"{place.split('::')[0]}:{line}: asks for pages without a viewer in {place.split('::')[-1]}"


def find_safe_text(root: Path) -> Iterator[str]:
    """Text that is declared safe and is no literal, outside SAFE_TEXT."""
    for place, line, _, _ in flagged(root, declares_safe):
        if not is_listed(place, SAFE_TEXT):
            yield f"{place.split('::')[0]}:{line}: declares text safe in {place.split('::')[-1]}"


def find_in_templates(root: Path) -> Iterator[str]:
    """What may not stand in a template."""
    for file in sorted(root.glob("templates/**/*")):
        if file.suffix not in {".html", ".txt", ".xml", ".svg"}:
            continue
        text = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), file.read_text(encoding="utf-8"))
        for name, rule in TEMPLATE_RULES.items():
            if file.suffix == ".txt" and name == "unescaped text":
                continue  # a mail in plain text has no HTML to escape
            for match in rule.finditer(text):
                yield f"{file.relative_to(root)}:{text.count(chr(10), 0, match.start()) + 1}: {name}"


def unused_places(root: Path) -> list[str]:
    """Entries of the lists above that no code needs any more."""
    needed = [place for place, _, statement, _ in flagged(root, asks_for_pages) if not NARROWED.search(statement)]
    safe = [place for place, _, _, _ in flagged(root, declares_safe)]
    return [
        entry
        for entries, places in ((ALL_PAGES, needed), (SAFE_TEXT, safe))
        for entry in entries
        if not any(is_listed(place, {entry: ""}) for place in places)
    ]


def is_listed(place: str, entries: dict[str, str]) -> bool:
    """Whether a place `path::function` is one of the entries, or lies in one of them."""
    return any(place == entry or place.startswith((f"{entry}::", f"{entry}/", f"{entry}.")) for entry in entries)


def asks_for_pages(node: ast.AST) -> bool:
    """Whether an expression asks for pages: a method of Wagtail's page queries, or all rows of a page type."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in PAGE_LISTS
    if isinstance(node, ast.keyword):
        return node.arg == "live"
    return isinstance(node, ast.Attribute) and node.attr == "objects" and ast.unparse(node.value).endswith("Page")


def declares_safe(node: ast.AST) -> bool:
    """Whether an expression declares text safe that is not written out."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return False
    written_out = all(isinstance(argument, ast.Constant) for argument in node.args)
    return node.func.id in {"mark_safe", "SafeString"} and not written_out


def flagged(root: Path, is_wrong: Rule) -> Iterator[tuple[str, int, str, ast.AST]]:
    """Place, line, statement and node of each expression that a rule is about."""
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            path = file.relative_to(root).as_posix()
            if "/migrations/" not in path:
                yield from walk(ast.parse(file.read_text(encoding="utf-8")), path, "", "", is_wrong)


def walk(
    node: ast.AST, path: str, name: str, statement: str, is_wrong: Rule
) -> Iterator[tuple[str, int, str, ast.AST]]:
    """The same for one tree, going down with the name of the function and the text of the statement."""
    for child in ast.iter_child_nodes(node):
        inner, text = name, statement
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{name}.{child.name}".strip(".")
        elif (
            isinstance(child, ast.stmt) and not isinstance(child, ast.If | ast.For | ast.While | ast.With | ast.Try)
        ) or (isinstance(child, ast.expr) and isinstance(node, ast.stmt)):
            text = ast.unparse(child)
        if is_wrong(child):
            yield f"{path}::{inner}", getattr(child, "lineno", 0), text, child
        yield from walk(child, path, inner, text, is_wrong)
