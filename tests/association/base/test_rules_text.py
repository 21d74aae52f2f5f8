"""Rules over texts, file names, telephone numbers and addresses, for any input."""

import unicodedata

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from association.base.blocks.media import player_address
from association.base.pagination import numbered_page, pagination
from association.base.rules.addresses import is_fixed, is_usable_address
from association.base.rules.files import DEVICES, FORBIDDEN, MAX_LENGTH, safe_file_name
from association.base.rules.phones import phone_href
from association.base.rules.text import is_blank
from home.views.search import MAX_LENGTH as LONGEST_QUERY
from home.views.search import MAX_WORDS, searchable

WIDE = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@given(WIDE)
def test_file_name_is_safe_for_any_system(name: str) -> None:
    safe = safe_file_name(name)

    assert 0 < len(safe) <= MAX_LENGTH
    assert not FORBIDDEN & set(safe)
    assert not [char for char in safe if unicodedata.category(char)[0] == "C"]
    assert safe == unicodedata.normalize("NFC", safe)
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    assert safe.partition(".")[0].lower() not in DEVICES
    assert safe_file_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [("verslag.pdf", "verslag.pdf"), ("", "bestand"), ("...", "bestand"), (".pdf", "pdf"), ("a/b\\c.txt", "c.txt"), ("con.txt", "con_.txt"),
     ("LPT1", "LPT1_"), ("a\x00b.txt", "ab.txt"), ("a\u202eb.txt", "ab.txt"), ("e\u0301.pdf", "é.pdf"), ("  a   b .pdf", "a b.pdf")],
)  # fmt: skip
def test_file_name_of_known_cases(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


@given(WIDE)
def test_blank_text_is_only_what_shows_nothing(text: str) -> None:
    assert is_blank(text + "a") is False
    assert is_blank(text) == is_blank(text + "\u200b ")
    if any(char.isalnum() and char not in "\u115f\u1160\u3164\uffa0" for char in text):
        assert is_blank(text) is False


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u2060\ufeff", "\u3164", "\u00ad", "\n\t", "\u202e", "\u2800\u115f"]
)
def test_text_without_anything_to_read_is_blank(text: str) -> None:
    assert is_blank(text)


@given(WIDE)
def test_phone_address_holds_digits_and_one_plus(number: str) -> None:
    address = phone_href(number)

    assert address == "" or address.startswith("tel:")
    assert set(address.removeprefix("tel:")) <= set("+0123456789")
    assert address.count("+") <= 1


@pytest.mark.parametrize(
    ("number", "address"),
    [("0592 36 00 00", "tel:+31592360000"), ("(0592) 36-00-00", "tel:+31592360000"), ("+31 592 36 00 00", "tel:+31592360000"),
     ("0031 592 360000", "tel:+31592360000"), ("14 0592", "tel:140592"), ("112", "tel:112"), ("", ""), ("geen", ""), ("٠١٢", ""),
     ("+31 (0)592 36 00 00", "tel:+31592360000")],
)  # fmt: skip
def test_phone_address_of_known_numbers(number: str, address: str) -> None:
    assert phone_href(number) == address


@given(WIDE)
def test_searchable_words_are_letters_and_digits_within_limits(query: str) -> None:
    words = searchable(query)

    assert len(words) <= LONGEST_QUERY
    assert len(words.split()) <= MAX_WORDS
    assert all(char.isalnum() or char == " " for char in words)
    assert searchable(words) == words


@given(st.lists(st.integers(), max_size=60), WIDE, st.integers(1, 20))
def test_numbered_page_is_a_page_or_not_found(items: list[int], number: str, size: int) -> None:
    try:
        shown = numbered_page(items, number, size)
    except Http404:
        return

    assert number.isdecimal()
    assert list(shown.object_list) == items[(int(number) - 1) * size : int(number) * size]


@given(st.integers(0, 500), st.integers(1, 60))
def test_pagination_links_every_neighbour_and_itself_once(count: int, number: int) -> None:
    try:
        shown = numbered_page(range(count), str(number), 10)
    except Http404:
        assert number > max(1, -(-count // 10))
        return

    parts = pagination(shown, "jaar=2026")

    if count <= 10:
        assert parts == {}
        return
    assert [item["number"] for item in parts["pages"] if not item["gap"] and item["current"]] == [number]
    assert bool(parts["previous_url"]) == (number > 1)
    assert bool(parts["next_url"]) == (number * 10 < count)
    assert all(item["url"].startswith("?jaar=2026") for item in parts["pages"] if not item["gap"])


@pytest.mark.parametrize("slug", ["beheer", "Beheer", "zoeken", "media", "static", "documents", "inloggen"])
def test_address_of_the_product_is_fixed(slug: str) -> None:
    assert is_fixed(slug)
    assert not is_fixed(f"{slug}-nieuw")


@given(WIDE)
def test_usable_address_leads_to_the_web_or_to_this_site(address: str) -> None:
    if is_usable_address(address):
        assert address.startswith(("https://", "http://", "/"))
        assert not address.startswith(("//", "/\\"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "data:text/html,x",
                                     "pagina", "", " https://x.nl", "https:evil.example", "HTTPS//x", "\\\\evil.example"])  # fmt: skip
def test_unusable_address_is_recognised(address: str) -> None:
    assert not is_usable_address(address)


@pytest.mark.parametrize(
    ("address", "player"),
    [("https://www.youtube.com/watch?v=abcDEF_12-3", "https://www.youtube-nocookie.com/embed/abcDEF_12-3"),
     ("https://youtu.be/abcDEF_12-3", "https://www.youtube-nocookie.com/embed/abcDEF_12-3"),
     ("https://m.youtube.com/watch?v=abcDEF_12-3&t=3", "https://www.youtube-nocookie.com/embed/abcDEF_12-3"),
     ("https://www.youtube.com/embed/abcDEF_12-3", "https://www.youtube-nocookie.com/embed/abcDEF_12-3"),
     ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?dnt=1"),
     ("https://player.vimeo.com/video/123456", "https://player.vimeo.com/video/123456?dnt=1"),
     ("https://vimeo.com/abc", ""), ("https://evil.example/watch?v=abcDEF_12-3", ""), ("https://youtube.com.evil.example/watch?v=abcDEF_12", ""),
     ("https://www.youtube.com/watch?v=<script>", ""), ("http://127.0.0.1/x", ""), ("http://169.254.169.254/", ""), ("file:///etc/passwd", ""),
     ("javascript:alert(1)", ""), ("https://user@evil.example/youtube.com", ""), ("http://[::1/", ""), ("", ""),
     ("javascript://youtube.com/%0aalert(1)//?v=abcDEF_12-3", "")],
)  # fmt: skip
def test_player_is_known_for_the_two_providers_only(address: str, player: str) -> None:
    assert player_address(address) == player


@given(WIDE)
def test_player_address_is_a_known_player_or_nothing(address: str) -> None:
    player = player_address(address)

    assert player == "" or player.startswith(
        ("https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/")
    )
