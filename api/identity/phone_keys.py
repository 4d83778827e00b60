"""Public keys of phones, and the four digits by which two people see that they mean the same ones."""

import json
from hashlib import sha256
from typing import Annotated, Literal

from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from pydantic import ConfigDict, StringConstraints, model_validator

from api.problems.messages import value_fault
from api.shapes import WireShape

# Nobody kept its private key. Verified by it is what names a phone that is not there: the same work, and never right.
NO_ONES_KEY = (
    '{"crv":"P-256","kty":"EC","x":"5Q5Y2HQqAjdtxvkUJoThVAF2yizpv_b-BN1QdKzvMc8",'
    '"y":"Qzqp2_T0wldRuDU9vm6ZsyxNiHfIYSOmkNQCUIg5Poo"}'
)
Coordinate = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class PublicKey(WireShape):
    """A P-256 public key as JWK. What a browser's export adds is dropped; a private key is refused."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kty: Literal["EC"]
    """Elliptic curve."""
    crv: Literal["P-256"]
    """The only curve that is taken."""
    x: Coordinate
    """The point's first coordinate: 32 bytes in base64url without padding."""
    y: Coordinate
    """The point's second coordinate, alike."""

    @model_validator(mode="before")
    @classmethod
    def holds_no_secret(cls, value: object) -> object:
        """A phone that sends its private key must be told, not served."""
        if isinstance(value, dict) and "d" in value:
            raise value_fault("private-key")
        return value

    @model_validator(mode="after")
    def lies_on_the_curve(self) -> "PublicKey":
        """A point elsewhere signs nothing."""
        try:
            ECKey.import_key(self.model_dump())
        except (JoseError, ValueError):
            raise value_fault("key-unfit") from None
        return self

    def text(self) -> str:
        """As kept in the database."""
        return json.dumps(self.model_dump(), sort_keys=True, separators=(",", ":"))


def thumbprint(key: PublicKey) -> str:
    """RFC 7638, base64url."""
    return ECKey.import_key(key.model_dump()).thumbprint()


def fingerprint(*keys: PublicKey) -> str:
    """Four digits over sign key, box key, the server's box key and the server's sign key, in this order."""
    digest = sha256(".".join(thumbprint(key) for key in keys).encode()).digest()
    return f"{int.from_bytes(digest[:4]) % 10000:04d}"
