"""Our rules in Wagtail's own content checker, which looks at the preview beside the editor and at the page itself.

The checker (axe) runs in the browser. A rule names a check, which is one of axe's own with other options, such as
`has-descendant`, or a function that says whether the words of an element match a pattern.
"""

from typing import Any, ClassVar

from wagtail.admin.userbar import ContentCheckerItem

from association.quality.rules.checks import KINDS, VAGUE

# Axe takes a function as text; the content policy of the admin and of previews lets it.
SAYS = "function (node, options) { return new RegExp(options.pattern, 'i').test(node.textContent); }"
VAGUE_WORDS = rf"^\W*(?:{'|'.join(sorted(VAGUE))}|https?:\S*|www\.\S*)\W*$"
RULES: tuple[dict[str, Any], ...] = (
    {"id": "noaber-link-words", "selector": "main a[href]", "none": ["noaber-vague-words"], "any": []},
    {"id": "noaber-file-size", "selector": 'main .rich-text a[href^="/documents/"]', "any": ["noaber-says-size"]},
    {"id": "noaber-table-head", "selector": "main table", "any": ["noaber-has-head"]},
    {"id": "noaber-table-caption", "selector": "main table", "any": ["noaber-has-caption"]},
)
CHECKS: tuple[dict[str, Any], ...] = (
    {
        "id": "noaber-vague-words",
        "evaluate": SAYS,
        "options": {"pattern": VAGUE_WORDS},
    },
    {
        "id": "noaber-says-size",
        "evaluate": SAYS,
        "options": {"pattern": r"\d\s?(?:kB|MB|GB|bytes)\b"},
    },
    {"id": "noaber-has-head", "evaluate": "has-descendant-evaluate", "options": {"selector": "th"}},
    {"id": "noaber-has-caption", "evaluate": "has-descendant-evaluate", "options": {"selector": "caption"}},
)


def message(code: str) -> dict[str, str]:
    """What the checker says of a kind of finding."""
    return {"error_name": KINDS[code].name, "help_text": KINDS[code].advice}


class QualityCheckerItem(ContentCheckerItem):
    """Wagtail's content checker with our rules, in our words."""

    axe_run_only: ClassVar = [*ContentCheckerItem.axe_run_only, "image-alt", *(rule["id"] for rule in RULES)]
    axe_custom_rules: ClassVar = [
        *ContentCheckerItem.axe_custom_rules,
        *({"impact": "moderate", "tags": ["best-practice"], "enabled": True, **rule} for rule in RULES),
    ]
    axe_custom_checks: ClassVar = [*ContentCheckerItem.axe_custom_checks, *CHECKS]
    axe_messages: ClassVar = {
        **ContentCheckerItem.axe_messages,
        "noaber-link-words": message("link_text"),
        "noaber-file-size": message("file_link"),
        "noaber-table-head": message("table_headers"),
        "noaber-table-caption": message("table_caption"),
        "image-alt": message("picture"),
        "empty-heading": message("heading_empty"),
        "heading-order": message("heading_order"),
        "empty-meta-description": message("summary"),
        "alt-text-quality": {
            "error_name": "De beschrijving van een beeld lijkt op de naam van een bestand",
            "help_text": "Schrijf in één zin wat er te zien is.",
        },
        "link-name": {"error_name": "Link zonder woorden", "help_text": KINDS["link_text"].advice},
        "button-name": {"error_name": "Knop zonder woorden", "help_text": "Zeg op de knop wat hij doet."},
        "input-button-name": {"error_name": "Knop zonder woorden", "help_text": "Zeg op de knop wat hij doet."},
        "empty-table-header": {"error_name": "Kolom of rij zonder naam", "help_text": KINDS["table_headers"].advice},
        "frame-title": {"error_name": "Ingesloten film zonder titel", "help_text": "Geef de film een titel."},
        "p-as-heading": {
            "error_name": "Vette tekst in plaats van een kop",
            "help_text": "Neem het blok 'Kop'. Dan komt de kop ook in de inhoudsopgave.",
        },
    }
