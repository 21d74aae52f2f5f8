"""Formatted text that is sent or stored raw can never run code or lead astray on the public site."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from association.base.models import Image
from association.base.rules.markup import harmless, is_harmless, usable_address
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_page, make_portfolio_page
from tests.factories.posting import body, content_state, plain_state, post_page, staff_client

RUNS_CODE = re.compile(r"^[\x00-\x20]*(javascript|vbscript|data|file|blob)[\x00-\x20]*:", re.IGNORECASE)
ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "\x01javascript:alert(1)", "&#106;avascript:alert(1)", "javascript&colon;alert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)", "file:///etc/passwd", "blob:https://localhost/1", "//evil.example/x", "/\\evil.example/x",
    "/\t/evil.example/x", "\\\\evil.example", "https:evil.example\" onmouseover=\"alert(1)", "/x\" onclick=\"alert(1)",
]  # fmt: skip
MARKUP = [
    "<script>alert(1)</script>", "<svg><script>alert(1)</script></svg>", "<img src=x onerror=alert(1)>",
    "<p onclick=\"alert(1)\">klik</p>", "<p style=\"background:url(javascript:alert(1))\">stijl</p>",
    "<style>@import 'https://evil.example/x.css'</style>", "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<embed embedtype=\"media\" url=\"javascript:alert(1)\"/>",
    "<embed embedtype=\"image\" id=\"1\" format=\"left\" alt='\"><script>alert(1)</script>'/>",
    "<a linktype=\"page\" id=\"1\" onclick=\"alert(1)\" href=\"javascript:alert(1)\">intern</a>",
    "<a linktype=\"document\" id='1\" onclick=\"alert(1)'>stuk</a>", "<object data=\"data:text/html,x\"></object>",
    "<form action=\"https://evil.example\"><button formaction=\"javascript:alert(1)\">ga</button></form>",
    "<base href=\"https://evil.example/\">", "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
    "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<img src=x onerror=alert(1)>]]>", "<template><script>alert(1)</script></template>",
    "<a href='https://ok.example' ping='https://evil.example' target=_blank>ping</a>", "<b/onmouseover=alert(1)>vet</b>",
    "<p data-block-key='x\" onclick=\"alert(1)'>sleutel</p>", "<textarea></p></textarea><img src=x onerror=alert(1)>",
    "<x-x id=y tabindex=0 onfocus=alert(1)>eigen</x-x>", "<input autofocus onfocus=alert(1)>", "<a href=\"https://a.example\"<b>open",
    "<p>een<p>twee</b></i></a>", "<link rel=stylesheet href=//evil.example/x.css>", "<details open ontoggle=alert(1)>open</details>",
]  # fmt: skip
OWN = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "base",
    "meta",
    "link",
    "input",
    "button",
    "img",
    "template",
}


def dangers(html: str) -> list[str]:
    """What in a page could run code: event attributes, styles, srcdoc, and addresses with a scheme that runs."""
    found = []
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        for name, value in tag.attrs.items():
            text = " ".join(value) if isinstance(value, list) else str(value)
            if name.startswith("on") or name in {"style", "srcdoc", "formaction", "ping"} or RUNS_CODE.match(text):
                found.append(f"<{tag.name} {name}={text!r}>")
    return found


def special_elements(html: str) -> list[str]:
    """The names of all elements that text may never bring in, in order."""
    return [tag.name for tag in BeautifulSoup(html, "html.parser").find_all(list(OWN))]


def text_links(html: str) -> list[str]:
    """Where the links in the running text lead."""
    parts = BeautifulSoup(html, "html.parser").select("main .rich-text a[href]")
    return [str(link["href"]) for link in parts]


def shown(client: Client, page: Any) -> str:
    response = client.get(page.get_url())

    assert response.status_code == 200
    return str(response.content.decode())


def test_public_page_with_posted_payloads_runs_nothing(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(vdg.home)
    before = special_elements(shown(client, page))
    links = [
        content_state(
            {"text": f"link {number}", "entityRanges": [{"offset": 0, "length": 4, "key": 0}]},
            entities=[{"type": kind, "data": {"url": address, "href": address, "id": identity}}],
        )
        for number, address in enumerate(ADDRESSES)
        for kind, identity in (("LINK", None), ("DOCUMENT", address))
    ]
    texts = [plain_state(markup) for markup in MARKUP]
    keys = [
        content_state({"text": "sleutel", "key": 'x" onclick="alert(1)', "type": kind})
        for kind in ("unstyled", "ordered-list-item")
    ]
    strange = [
        content_state({"text": "vreemd", "type": "atomic", "entityRanges": [{"offset": 0, "length": 1, "key": 0}]},
                      entities=[{"type": kind, "data": {"src": "javascript:alert(1)", "url": "javascript:alert(1)", "alt": '"><script>'}}])
        for kind in ("EMBED", "IMAGE", "HR", "ONBEKEND")
    ]  # fmt: skip
    blocks = [("paragraph", value) for value in [*links, *texts, *keys, *strange]]

    response = post_page(staff_client(), page, body(*blocks))
    after = shown(client, page)

    assert response.status_code == 302
    assert "klik" in after
    assert dangers(after) == []
    assert special_elements(after) == before
    assert not [link for link in text_links(after) if not link.startswith(("http://", "https://", "/"))]
    assert not [link for link in text_links(after) if link.startswith(("//", "/\\", "/\t"))]


def test_posted_link_to_a_host_without_scheme_is_shown_as_another_website(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(vdg.home)
    state = content_state(
        {"text": "elders", "entityRanges": [{"offset": 0, "length": 6, "key": 0}]},
        entities=[{"type": "LINK", "data": {"url": "//evil.example/x"}}],
    )

    post_page(staff_client(), page, body(("paragraph", state)))

    assert text_links(shown(client, page)) == ["https://evil.example/x"]


@pytest.mark.parametrize(
    "raw",
    ["<script>alert(1)</script>", "", "null", "[]", "{}", '{"blocks": 5}', '{"blocks": [{"text": "wel"}]}', "[" * 5000,
     '{"blocks":[{"key":"a","text":"x","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[{"offset":0,"length":1,"key":9}]}],"entityMap":{}}'],
)  # fmt: skip
def test_posted_text_that_is_no_content_state_is_kept_as_text_or_refused(
    vdg: SiteSetUp, client: Client, raw: str
) -> None:
    page = make_page(vdg.home)
    before = special_elements(shown(client, page))

    response = post_page(staff_client(), page, body(("paragraph", raw)))
    after = shown(client, page)

    assert response.status_code in {200, 302}
    assert dangers(after) == []
    assert special_elements(after) == before


def stored_everywhere(text: str, title: str) -> list[dict[str, Any]]:
    """Blocks of every kind that hold formatted text, in their stored form."""
    table = {"columns": [{"type": "rich_text", "heading": title}], "rows": [{"values": [text]}], "caption": title}
    return [
        {"type": "paragraph", "value": text},
        {"type": "callout", "value": {"kind": "info", "text": text}},
        {"type": "accordion", "value": {"items": [{"type": "item", "id": "a1", "value": {"title": title, "text": text}}]}},
        {"type": "table", "value": {"caption": title, "note": title, "row_headers": False, "table": table}},
        {"type": "quote", "value": {"text": title, "source": title}},
        {"type": "heading", "value": {"text": title, "level": "2", "anchor": title}},
        {"type": "links", "value": {"items": [
            {"type": "item", "id": f"b{number}", "value": {"title": title, "text": title, "page": None, "address": address}}
            for number, address in enumerate(["/", *ADDRESSES])
        ]}},
        *(
            {"type": "video", "value": {"title": title, "length": title, "poster": None, "file": None, "address": address, "transcript": text}}
            for address in ("https://vimeo.com/123456", "javascript://youtube.com/%0aalert(1)?v=abcDEF12345", "javascript:alert(1)")
        ),
    ]  # fmt: skip


def test_public_page_with_stored_payloads_runs_nothing(vdg: SiteSetUp, client: Client) -> None:
    harmless_page = make_page(vdg.home, body=stored_everywhere("<p>gewoon</p>", "gewoon"))
    before = set(special_elements(shown(client, harmless_page)))
    links = "".join(f'<p><a href="{address}">x</a></p>' for address in ADDRESSES)

    for text in [*MARKUP, links]:
        page = make_page(
            vdg.home, body=stored_everywhere(text, '"><img src=x onerror=alert(1)><script>alert(1)</script>')
        )
        html = shown(client, page)

        assert dangers(html) == [], text
        assert set(special_elements(html)) - {"img"} == before - {"img"}, text
        assert len(BeautifulSoup(html, "html.parser").select("main img")) == 0, text
        page.delete()


def test_news_and_portfolio_page_with_stored_payloads_run_nothing(vdg: SiteSetUp, client: Client) -> None:
    text = "".join(MARKUP)
    blocks = stored_everywhere(text, "gewoon")
    news = make_news(vdg, body=blocks, summary=text[:300], linkedin=text, caption=text[:200], kind="press")
    portfolio = make_portfolio_page(vdg, summary=text[:300], contact_name=text[:100], contact_phone="<b>")

    assert dangers(shown(client, news)) == []
    assert dangers(shown(client, portfolio)) == []
    assert dangers(shown(client, vdg.home)) == []


def test_no_page_type_has_a_block_for_raw_html() -> None:
    from django.apps import apps
    from wagtail.blocks import BaseStructBlock, ListBlock, RawHTMLBlock, StreamBlock
    from wagtail.blocks.base import Block
    from wagtail.fields import StreamField

    def blocks_in(block: Block) -> list[Block]:
        if isinstance(block, ListBlock):
            return [block, *blocks_in(block.child_block)]
        children = (
            block.child_blocks.values()
            if isinstance(block, StreamBlock | BaseStructBlock) or hasattr(block, "child_blocks")
            else []
        )
        return [block, *(found for child in children for found in blocks_in(child))]

    fields = [
        field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, StreamField)
    ]
    found = [block for field in fields for block in blocks_in(field.stream_block)]

    assert len(fields) > 5
    assert len(found) > 50
    assert not [block for block in found if isinstance(block, RawHTMLBlock) or "html" in block.name.lower()]


@given(st.text())
def test_harmless_gives_what_is_harmless_and_leaves_it_alone(text: str) -> None:
    once = harmless(text)

    assert is_harmless(once)
    assert harmless(once) == once


@given(
    st.lists(
        st.sampled_from([*MARKUP, *ADDRESSES, "<p>", "</p>", '<a href="', '">', "<", ">", "&", "'", '"', "<!--", "-->"])
    )
)
def test_harmless_survives_any_mixture_of_payloads(parts: list[str]) -> None:
    once = harmless("".join(parts))

    assert is_harmless(once)
    assert dangers(once) == []


def test_harmless_keeps_what_the_editor_makes() -> None:
    text = (
        '<p data-block-key="a1b2c">Een <b>vet</b> woord, H<sub>2</sub>O, m<sup>2</sup>, <a href="https://example.org/?a=1&amp;b=2">elders</a>,'
        ' <a href="/nieuws/">hier</a>, <a href="mailto:a@example.org">mail</a>, <a href="tel:+31592123456">bel</a><br/></p>'
        '<ul><li data-block-key="d4e5f">een</li></ul><ol><li data-block-key="g7h8i">twee</li></ol>'
    )

    assert harmless(text) == text


@pytest.mark.parametrize(
    ("address", "shown_as"),
    [
        ("https://example.org/", "https://example.org/"), ("/nieuws/", "/nieuws/"), ("#kop", "#kop"), ("mailto:a@example.org", "mailto:a@example.org"),
        ("//example.org/", "https://example.org/"), ("/\t/example.org", "https://example.org"), ("/\\example.org", ""),
        ("javascript:alert(1)", ""), ("java\nscript:alert(1)", ""), ("data:text/html,x", ""), ("pagina.html", ""), ("", ""),
    ],
)  # fmt: skip
def test_usable_address_keeps_only_what_leads_somewhere(address: str, shown_as: str) -> None:
    assert usable_address(address) == shown_as


def test_dangers_finds_what_it_must() -> None:
    html = '<p onclick="x"></p><a href=" JavaScript:x">x</a><p style="x"></p>'

    found = dangers(html)

    assert found == ["<p onclick='x'>", "<a href=' JavaScript:x'>", "<p style='x'>"]
    assert isinstance(BeautifulSoup(html, "html.parser").p, Tag)
    assert Image._meta.get_field("description")
