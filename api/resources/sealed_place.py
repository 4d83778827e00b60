"""A place in a list is sealed for its reader: it names units and cases that she is not told, and counts their work."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha512

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from api.settings import Settings

BLOCK = 256  # bytes to which it is filled up, so that its length tells next to nothing either


def cipher(settings: Settings) -> AESSIV:
    """AES-SIV (RFC 5297) needs no nonce: the same place of the same reader and list is the same text."""
    return AESSIV(hmac.new(settings.nonce_key.encode(), b"place in a list", sha512).digest())


def sealed(settings: Settings, whose: str, place: bytes) -> str:
    """`whose`: the reader and the list, for which alone it opens."""
    filled = place + b"\x80" + bytes(-(len(place) + 1) % BLOCK)
    return urlsafe_b64encode(cipher(settings).encrypt(filled, [whose.encode()])).decode().rstrip("=")


def unsealed(settings: Settings, whose: str, text: str) -> bytes | None:
    """None for what this server did not make for her and this list."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return cipher(settings).decrypt(raw, [whose.encode()]).rstrip(b"\x00")[:-1]
    except (ValueError, InvalidTag):
        return None
