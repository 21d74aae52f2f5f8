"""Secrets in mails and keyed hashes, by the names under which newsletters and their migration know them."""

from association.base.rules.tokens import (
    TOKEN_LENGTH,
    address_hash,
    address_hashes,
    hashed,
    keyed,
    new_token,
)

__all__ = ["TOKEN_LENGTH", "address_hash", "address_hashes", "hashed", "keyed", "new_token"]
