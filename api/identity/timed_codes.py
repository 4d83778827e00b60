"""Codes of an authenticator app (RFC 6238 over SHA-1): six digits, a step of 30 seconds, one step either way."""

import hmac
from base64 import b32decode, b32encode
from datetime import datetime
from secrets import token_bytes
from urllib.parse import quote, urlencode

STEP, DIGITS, AROUND = 30, 6, 1  # seconds; how many steps a clock may be off
BYTES = 20  # RFC 4226: as long as the hash


def new_secret() -> str:
    """As a person types it: base32, 32 symbols."""
    return b32encode(token_bytes(BYTES)).decode()


def step_at(now: datetime) -> int:
    """Of this moment."""
    return int(now.timestamp()) // STEP


def code_of(secret: str, step: int) -> str:
    """RFC 4226, section 5.3."""
    told = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = told[-1] & 15
    return str((int.from_bytes(told[at : at + 4], "big") & 0x7FFFFFFF) % 10**DIGITS).zfill(DIGITS)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, of those that count now. All are compared, so that the time tells nothing."""
    near = range(step_at(now) - AROUND, step_at(now) + AROUND + 1)
    found = [step for step in near if hmac.compare_digest(code_of(secret, step).encode(), code.encode())]
    return found[-1] if found else None


def address_of(secret: str, name: str, issuer: str) -> str:
    """What an authenticator app reads of a QR code."""
    said = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?{said}"
