"""A phone signs in by signing a fixed text. Its chain of generations tells an honest repeat from a copied phone.

took last:  gen 7, mark b
asked:      gen 8, mark c, after b    NEXT    the chain goes on
            gen 7, mark b             AGAIN   the answer was lost; the same pair is asked again
            gen 6, mark a             LATE    it was stuck and comes now; refused, and nothing else happens
            gen 9, mark e             HEALED  once after a restore, when the server forgot generations
            gen 9, mark e, after d    BEHIND  the server forgot and nobody told it, or somebody forged: not let in, and
                                              nobody else, until an epoch begins
            anything else             CLONE   two phones with one key: the enrolment is locked
"""

import base64
import binascii
import json
from collections.abc import Iterable
from enum import Enum, auto
from typing import Annotated

from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry
from pydantic import Field, StringConstraints

from api.identity.tables import Enrolment
from api.ids import UUID7
from api.shapes import ClosedShape

# No phone signs in more often while a nonce lives, so nothing older can still be on its way.
REMEMBERED = 30

Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Signature = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{86}$")]


class Assertion(ClosedShape):
    """`gen`: counted by the phone; `mark`: 128 random bits of this generation; `prev_mark`: those of the one before."""

    enrolment: UUID7
    """The enrolment that signs in."""
    gen: Annotated[int, Field(ge=1, lt=2**53)]
    """Counted up by the phone at each sign-in, stored before it asks."""
    mark: Mark
    """128 random bits of this generation, in hex."""
    prev_mark: Mark
    """Those of the generation before; at the first sign-in the `mark` sent at enrolment."""
    nonce: Annotated[str, StringConstraints(max_length=100)]
    """The server's newest, good once, for five minutes."""
    sig: Signature
    """ES256, raw, base64url, over `pulih-assertion-1`, the API origin and the five members above, a line each."""

    def text(self, origin: str) -> bytes:
        """What is signed."""
        parts = ("pulih-assertion-1", origin, self.enrolment, self.gen, self.mark, self.prev_mark, self.nonce)
        return "\n".join(str(part) for part in parts).encode()


class Verdict(Enum):
    """Where an assertion stands in the chain."""

    NEXT = auto()
    AGAIN = auto()
    LATE = auto()
    HEALED = auto()
    BEHIND = auto()
    CLONE = auto()


def verified(key: str, sig: str, texts: Iterable[bytes]) -> bool:
    """Whether this public key (JWK text) signed one of these. Raw ES256, as WebCrypto makes it."""
    try:
        signature = base64.urlsafe_b64decode(sig + "==")
    except binascii.Error:
        return False
    public, es256 = ECKey.import_key(json.loads(key)), JWSRegistry.algorithms["ES256"]
    return any(es256.verify(text, signature, public) for text in texts)


def judge(last: Enrolment, assertion: Assertion, epoch: str) -> Verdict:
    """Reads nothing but what the server took last."""
    if assertion.gen == last.gen + 1 and assertion.prev_mark == last.mark:
        return Verdict.NEXT
    if assertion.gen == last.gen and assertion.mark == last.mark:
        return Verdict.AGAIN
    if link(assertion.gen, assertion.mark) in last.earlier.split():
        return Verdict.LATE
    if assertion.gen > last.gen and epoch != last.epoch:
        return Verdict.HEALED
    if assertion.gen > last.gen + 1 and not is_known(last, assertion.prev_mark):
        return Verdict.BEHIND
    return Verdict.CLONE


def is_known(last: Enrolment, mark: str) -> bool:
    """Of a generation that the server remembers."""
    return mark == last.mark or mark in (one.partition(":")[2] for one in last.earlier.split())


def take(last: Enrolment, assertion: Assertion, epoch: str) -> None:
    """The chain stands here now; the links before it are remembered as long as one of them can still be on its way."""
    if last.gen and last.gen != assertion.gen:
        last.earlier = " ".join([*last.earlier.split(), link(last.gen, last.mark)][-REMEMBERED:])
    last.gen, last.mark, last.epoch = assertion.gen, assertion.mark, epoch


def close(last: Enrolment) -> None:
    """Nobody goes on from here in this epoch: a copy that the server took for the phone is locked when it tries."""
    if last.mark:
        last.earlier = " ".join([*last.earlier.split(), link(last.gen, last.mark)][-REMEMBERED:])
        last.mark = ""


def link(gen: int, mark: str) -> str:
    """One generation of the chain, as remembered."""
    return f"{gen}:{mark}"
