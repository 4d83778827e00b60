"""Where and at which number somebody may be reached: sealed for the server's box key, opened for who took it."""

from typing import NamedTuple

import orjson
from joserfc import jwe

from api.identity.server_keys import SEALED, ServerKeys

BLOCK = 256  # bytes to which it is filled up: its length tells nothing


class Whereabouts(NamedTuple):
    """Either may be left out."""

    place_hint: str | None = None
    phone: str | None = None


def seal_whereabouts(keys: ServerKeys, said: Whereabouts) -> str | None:
    """A compact JWE; None where nothing was left."""
    if not any(said):
        return None
    words = orjson.dumps(said._asdict())
    filled = words + b" " * (-len(words) % BLOCK)
    key = keys.box[0]
    return jwe.encrypt_compact({"alg": "ECDH-ES", "enc": "A256GCM", "kid": key.kid}, filled, key, algorithms=SEALED)


def open_whereabouts(keys: ServerKeys, sealed: str | None) -> Whereabouts:
    """Nothing where it was left out, or sealed for a key that is gone."""
    words = keys.opened(sealed) if sealed else None
    return Whereabouts(**orjson.loads(words)) if words else Whereabouts()
