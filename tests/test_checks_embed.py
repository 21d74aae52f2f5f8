"""CHECKS 26: films come from two known players only, and the server itself asks nobody for them."""

import json
import socket
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from association.base.blocks.media import player_address
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page, paragraph
from tests.factories.posting import body, content_state, plain_state, post_page
from tests.factories.staff import staff_client

PLAYERS = ("https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/")
KNOWN = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": PLAYERS[0] + "dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ": PLAYERS[0] + "dQw4w9WgXcQ",
    "https://vimeo.com/123456789": PLAYERS[1] + "123456789?dnt=1",
}
ELSEWHERE = (
    "http://127.0.0.1/film", "http://127.0.0.1:8000/watch?v=dQw4w9WgXcQ", "http://[::1]/", "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/film", "http://localhost/film", "http://2130706433/", "http://0x7f.1/", "https://dailymotion.com/video/x1",
    "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com@127.0.0.1/watch?v=dQw4w9WgXcQ", "https://127.0.0.1#youtube.com", "https://xvimeo.com/123456789",
    "https://vimeo.com.evil.example/123456789", "https://vimeo.com/api/oembed.json?url=http://10.0.0.1",
)  # fmt: skip
# Addresses of the providers themselves that lead to no film.
NO_FILMS = (
    "https://www.youtube.com/redirect?q=http://127.0.0.1/", "https://www.youtube.com/oembed?url=http://127.0.0.1/",
    "https://www.youtube.com/playlist?list=PL123", "https://www.youtube.com/feed/library", "https://www.youtube.com/c/gemeente",
    "https://vimeo.com/api/oembed.json?url=http://10.0.0.1", "https://vimeo.com/", "https://www.youtube.com/",
)  # fmt: skip
OTHER_SCHEMES = (
    "file:///etc/passwd",
    "ftp://youtube.com/dQw4w9WgXcQ",
    "javascript:alert(1)",
    "gopher://127.0.0.1/",
    "data:text/html,x",
)


class Asked(AssertionError):
    """Somebody on the server opened a connection."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every name and address that the server tries to reach; each attempt fails, as when a provider is down."""
    found: list[Any] = []
    connect = socket.socket.connect

    def refuse(*args: Any, **kwargs: Any) -> Any:
        found.append(args[-1] if isinstance(args[0], socket.socket) else args[0])
        raise OSError("nobody answers")

    def connect_to_files_only(self: socket.socket, address: Any) -> Any:
        return connect(self, address) if self.family == getattr(socket, "AF_UNIX", None) else refuse(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", connect_to_files_only)
    return found


def film(address: str, title: str = "Zo werkt de vereniging") -> dict[str, Any]:
    """The fields of a film in the editor."""
    return {
        "title": title,
        "length": "2 minuten",
        "poster": "",
        "file": "",
        "address": address,
        "transcript": plain_state("Tekst."),
    }


def stored(address: str) -> dict[str, Any]:
    """A film in its stored form."""
    value = {
        "title": "Zo werkt de vereniging",
        "length": "",
        "poster": None,
        "file": None,
        "address": address,
        "transcript": "<p>x</p>",
    }
    return {"type": "video", "value": value}


def test_server_that_is_watched_is_caught_asking(asked: list[Any]) -> None:
    with pytest.raises(OSError, match="nobody"):
        socket.create_connection(("127.0.0.1", 9))
    with pytest.raises(OSError, match="nobody"), socket.socket() as own:
        own.connect(("127.0.0.1", 9))

    assert len(asked) == 2


def test_film_from_elsewhere_is_refused_without_asking_anybody(vdg: SiteSetUp, asked: list[Any]) -> None:
    page, editor = make_page(vdg.home), staff_client("VDG eindredactie")
    wrong = (*ELSEWHERE, *OTHER_SCHEMES)

    refused = post_page(editor, page, body(*(("video", film(address)) for address in wrong)))
    taken = post_page(editor, page, body(*(("video", film(address)) for address in KNOWN)))

    text = refused.content.decode()
    said = text.count("geef het adres van een film bij YouTube of Vimeo.") + text.count("Voer een geldige URL in")
    assert (refused.status_code, said, taken.status_code) == (200, len(wrong), 302)
    assert len(StandardPage.objects.get(pk=page.pk).body) == len(KNOWN)
    assert [call for call in asked if is_outside(call)] == []


def test_address_of_a_provider_that_is_no_film_is_refused() -> None:
    assert {address: player_address(address) for address in NO_FILMS} == dict.fromkeys(NO_FILMS, "")


def is_outside(call: Any) -> bool:
    """Whether a connection was not one to the database or the cache of the tests."""
    own = {str(value.get("PORT", "")) for value in settings.DATABASES.values()}
    return not (isinstance(call, tuple) and len(call) > 1 and str(call[1]) in own - {""})


def test_page_shows_players_of_known_providers_with_title_and_renders_while_they_are_down(
    vdg: SiteSetUp, client: Client, asked: list[Any]
) -> None:
    page = make_page(vdg.home, body=[stored(address) for address in (*KNOWN, *ELSEWHERE, *OTHER_SCHEMES)])

    answer = client.get(page.get_url())

    html = BeautifulSoup(answer.content, "html.parser")
    frames = html.find_all(attrs={"data-video": True})
    links = [tag["href"] for tag in html.select(".video__play")]
    assert answer.status_code == 200
    assert [tag.get("data-embed") for tag in frames if tag.get("data-embed")] == list(KNOWN.values())
    assert {tag["data-title"] for tag in frames} == {"Zo werkt de vereniging"}
    assert [link for link in links if link] == list(KNOWN)
    assert html.find_all(["iframe", "object", "embed"]) == []
    assert [call for call in asked if is_outside(call)] == []


def test_policy_frames_the_known_players_only(vdg: SiteSetUp, client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]

    [frames] = [part.split()[1:] for part in policy.split(";") if part.strip().startswith("frame-src")]

    assert set(frames) <= {"'self'", "https://www.youtube-nocookie.com", "https://player.vimeo.com"}


def test_window_for_embeds_and_stored_embeds_ask_nobody(vdg: SiteSetUp, client: Client, asked: list[Any]) -> None:
    """Wagtail's own window exists; without finders it knows no provider, whatever it is given."""
    editor = staff_client("VDG eindredactie")
    embeds = "".join(f'<embed embedtype="media" url="{address}"/>' for address in (*ELSEWHERE, *KNOWN))
    make_page(
        vdg.home, slug="met-embeds", body=[paragraph("Tekst"), {"type": "paragraph", "value": f"{embeds}<p>Slot</p>"}]
    )

    answers = [
        editor.post(reverse("wagtailembeds:chooser_upload"), {"embed-chooser-url": address})
        for address in (*ELSEWHERE, *KNOWN)
    ]
    shown = client.get("/met-embeds/")

    assert {json.loads(answer.content)["step"] for answer in answers} == {"chooser"}
    assert (shown.status_code, "Slot" in shown.content.decode()) == (200, True)
    assert not BeautifulSoup(shown.content, "html.parser").find_all(["iframe", "embed"])
    assert [call for call in asked if is_outside(call)] == []


def test_embed_in_posted_text_is_left_out(vdg: SiteSetUp, client: Client, asked: list[Any]) -> None:
    page, editor = make_page(vdg.home), staff_client("VDG eindredactie")
    entity = {
        "type": "EMBED",
        "mutability": "IMMUTABLE",
        "data": {"embedType": "video", "url": ELSEWHERE[0], "title": "x"},
    }
    block = {"text": " ", "type": "atomic", "entityRanges": [{"offset": 0, "length": 1, "key": 0}]}

    post_page(editor, page, body(("paragraph", content_state(block, {"text": "Slot"}, entities=[entity]))))

    kept = json.dumps(list(StandardPage.objects.get(pk=page.pk).body.raw_data))
    shown = client.get(page.get_url()).content.decode()
    assert "<embed" not in shown + kept or ELSEWHERE[0] not in shown
    assert ELSEWHERE[0] not in shown
    assert [call for call in asked if is_outside(call)] == []


def test_address_of_a_player_holds_nothing_of_what_was_typed_but_its_number() -> None:
    odd = [f"{address}&list=x&autoplay=1#t=3" for address in KNOWN] + [
        f"{next(iter(KNOWN))}%22onload=x",
        "https://vimeo.com/12/../34",
    ]

    found = [player_address(address) for address in odd]

    assert all(not address or address.startswith(PLAYERS) for address in found)
    assert not [address for address in found if "autoplay" in address or "onload" in address or '"' in address]
