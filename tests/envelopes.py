"""Envelopes as a phone seals them, and as a forger would like to."""

import json
from typing import Any

from joserfc import jwe, jws
from joserfc.jwk import ECKey

from tests.phone import Phone

SEALED = ["ECDH-ES", "A256GCM"]


def signed(phone: Phone, words: Any, key: ECKey | None = None, **head: Any) -> str:
    """By her phone, or with another key in her name."""
    header = {"alg": "ES256", "kid": phone.enrolment, **head}
    return jws.serialize_compact(header, json.dumps(words), key or phone.sign_key, algorithms=["ES256"])


def sealed(inner: str, receiver: dict[str, str]) -> str:
    """For a public key with its kid."""
    head = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": receiver["kid"]}
    return jwe.encrypt_compact(head, inner, ECKey.import_key(receiver), algorithms=SEALED)


def words_of(phone: Phone, mark: str, **kept: Any) -> dict[str, Any]:
    """What is signed."""
    return {"v": 1, "mark": mark, "enrolment": phone.enrolment, "epoch": phone.epoch, **kept}


def envelope(phone: Phone, mark: str = "waiting", **kept: Any) -> str:
    """As her phone makes it."""
    return sealed(signed(phone, words_of(phone, mark, **kept)), phone.card["server"]["box_key"])


def outbox(phone: Phone) -> list[str]:
    """All that waits there."""
    return [envelope(phone, change=change) for change in phone.out]
