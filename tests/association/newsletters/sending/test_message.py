"""Mails as bytes: what is put in comes out again, whatever it is, and nothing else changes."""

import email
import email.policy
import html
import re
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from association.newsletters.rules import places
from association.newsletters.sending.message import BadAddress, Head, Letter, Recipient, quoted, wire_address

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HEAD = Head(
    sender="Vereniging Drenthe <nieuwsbrief@vereniging.example.org>", subject="Nieuws", root_url="https://www.example.org",
    list_id="vdg-nieuwsbrief.vereniging.example.org", bounces="bounce@vereniging.example.org",
    reply_to="bureau@vereniging.example.org",
)  # fmt: skip
READER = Recipient("lezer@example.org", "Jikke <& Co>", "d" * 26, "u" * 26, "p" * 26)
PIECES = st.lists(
    st.one_of(st.text(max_size=120), st.sampled_from([places.UNSUBSCRIBE, places.PREFERENCES, places.NAME])), max_size=12
).map("".join)  # fmt: skip


def read(data: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    found = email.message_from_bytes(data, policy=email.policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def parts_of(data: bytes) -> dict[str, str]:
    """The decoded texts of a mail by their type, with the line ends of the texts."""
    return {
        part.get_content_type(): part.get_payload(decode=True).decode().replace("\r\n", "\n")  # type: ignore[union-attr]
        for part in read(data).iter_parts()
    }


def filled(text: str, name: str) -> str:
    """What a text should become."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace(places.UNSUBSCRIBE, "u" * 26).replace(places.PREFERENCES, "p" * 26)
    return text.replace(places.NAME, name)


@given(html_text=PIECES, text=PIECES, name=st.text(max_size=60))
def test_mail_decodes_to_its_texts(html_text: str, text: str, name: str) -> None:
    data = Letter(HEAD, html_text=html_text, text=text).fill(READER._replace(name=name), NOW)

    name = (name or "lezer").replace("\r\n", "\n").replace("\r", "\n")
    assert parts_of(data) == {
        "text/plain": filled(text, name),
        "text/html": filled(html_text, html.escape(name)),
    }


@given(html_text=PIECES, text=PIECES, name=st.text(max_size=60))
def test_mail_is_fit_for_the_line(html_text: str, text: str, name: str) -> None:
    data = Letter(HEAD, html_text=html_text, text=text).fill(READER._replace(name=name), NOW)

    assert data.isascii()
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert not [line for line in lines if line.startswith(b".") or b"\r" in line or b"\n" in line]
    body = data.partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 76


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_quoted_printable_lines_are_short(text: str) -> None:
    lines = quoted(text).split(b"\r\n")

    assert all(len(line) <= 76 and not line.endswith((b" ", b"\t")) for line in lines)


def test_mail_has_the_fields_that_receivers_ask() -> None:
    mail = read(Letter(HEAD, html_text="<p>Dag</p>", text="Dag").fill(READER, NOW))

    off = "https://www.example.org/nieuwsbrieven/afmelden/" + "u" * 26 + "/"
    mailto = "mailto:bounce+afmelden." + "u" * 26 + "@vereniging.example.org?subject=afmelden"
    assert dict(mail.items()) == {
        "From": "Vereniging Drenthe <nieuwsbrief@vereniging.example.org>",
        "Reply-To": "bureau@vereniging.example.org",
        "To": "lezer@example.org",
        "Subject": "Nieuws",
        "Date": "Fri, 20 Nov 2026 09:30:00 +0000",
        "Message-ID": "<" + "d" * 26 + "@vereniging.example.org>",
        "List-ID": "<vdg-nieuwsbrief.vereniging.example.org>",
        "List-Unsubscribe": f"<{off}>, <{mailto}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "Content-Language": "nl",
        "MIME-Version": "1.0",
        "Content-Type": mail["Content-Type"],
    }
    assert mail.get_content_type() == "multipart/alternative"


def test_unsubscribe_field_stands_on_one_line() -> None:
    data = Letter(HEAD, html_text="", text="").fill(READER, NOW)

    (line,) = re.findall(rb"(?m)^List-Unsubscribe: .*\r\n(?=\S)", data)
    assert line.count(b"<") == 2


def test_mail_of_one_reader_says_nothing_of_another() -> None:
    letter = Letter(HEAD, html_text=f"<p>{places.NAME}</p>", text=places.UNSUBSCRIBE)
    letter.fill(READER._replace(name="Geheim", unsubscribe="s" * 26), NOW)

    data = letter.fill(READER, NOW)

    assert b"Geheim" not in data
    assert b"s" * 26 not in data


def test_envelope_tells_which_mail_came_back() -> None:
    letter = Letter(HEAD, html_text="", text="")

    assert letter.envelope(READER) == "bounce+" + "d" * 26 + "@vereniging.example.org"


@given(words=st.text(max_size=100))
def test_subject_and_sender_stay_one_field_each(words: str) -> None:
    head = Head(
        sender=f"{words} <a@example.org>", subject=words, root_url="https://x.example.org", list_id="x.example.org",
        bounces="b@example.org",
    )  # fmt: skip
    mail = read(Letter(head, html_text="", text="").fill(READER, NOW))

    assert mail.get_all("Bcc") is None
    assert [len(mail.get_all(name, [])) for name in ("From", "To", "Subject", "List-ID")] == [1, 1, 1, 1]
    assert mail["From"].addresses[0].addr_spec == "a@example.org"


@pytest.mark.parametrize(
    "words", ["Café\r\nBcc: x@example.org", "Nieuws\nBcc: x@example.org", "a\u2028Bcc: x@example.org"]
)
def test_line_end_in_a_subject_adds_no_field(words: str) -> None:
    head = Head(f"{words} <a@example.org>", words, "https://x.example.org", "x.example.org", "b@example.org")

    mail = read(Letter(head, html_text="", text="").fill(READER, NOW))

    assert mail["Bcc"] is None
    assert mail["Subject"] == " ".join(words.split())


@pytest.mark.parametrize(
    "address",
    ["a@example.org\r\nRCPT TO:<b@example.org>", "a@example.org, b@example.org", "a b@example.org", "<a@example.org>", "a@",
     "@example.org", "a@example.org%0aBcc:b@example.org", "é@example.org", "a@exa mple.org", "", "a@xn--\u0000.org"],
)  # fmt: skip
def test_address_that_is_more_than_one_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        wire_address(address)


def test_domain_is_written_as_in_the_dns() -> None:
    assert wire_address("iemand@café.example.org") == "iemand@xn--caf-dma.example.org"


def test_long_subject_in_encoded_words_comes_out_whole() -> None:
    subject = "Één lange regel over portefeuilles, gemeenten en coöperatie " * 3
    head = Head(
        "Vereniging voor Coöperatie <a@example.org>", subject, "https://x.example.org", "x.example.org", "b@example.org"
    )

    data = Letter(head, html_text="", text="").fill(READER, NOW)

    assert read(data)["Subject"] == subject.strip()
    assert max(map(len, data.split(b"\r\n"))) <= 250
