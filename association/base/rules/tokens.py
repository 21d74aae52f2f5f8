"""Secrets in mails and keyed hashes of addresses; they stay good when the secret key of the installation changes."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

TOKEN_BYTES = 16
TOKEN_LENGTH = 26


def new_token() -> str:
    """A fresh secret of 128 bits as 26 lower-case letters and digits, so that mail servers keep it as it is.

    It is random and stored, not signed: a link in a mail of years ago still works, whatever the secret key is by then.
    """
    return base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().rstrip("=").lower()


def hashed(secret: str) -> str:
    """The hash under which the secret of a link that is used once is kept, as 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed(text: str, key: str) -> str:
    """A hash that nobody makes without the key (HMAC-SHA-256), as 64 hexadecimal digits."""
    # The label is that of the hashes that are kept already.
    return hmac.new(key.encode(), b"association.newsletters:" + text.lower().encode(), hashlib.sha256).hexdigest()


def address_hash(email: str) -> str:
    """The keyed hash of an address or client, by which it is recognised without being kept."""
    return keyed(email, settings.SECRET_KEY)


def address_hashes(email: str) -> list[str]:
    """All hashes under which an address may be kept: by the key of now and by those before it."""
    return [keyed(email, str(key)) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]
