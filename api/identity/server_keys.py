"""The server's own key pairs, in one file of mode 0600: one to sign what a phone must believe, one for sealed boxes.

The newest comes first and is the one given to new phones; older ones stay for phones that pinned them.
"""

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from api.identity.phone_keys import PublicKey
from api.settings import UnsafeSettings

Jwk = dict[str, Any]
SEALED = ["ECDH-ES", "A256GCM"]  # and no packing: what it would grow to is not known before
UNFIT = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True)
class ServerKeys:
    """`sign`: ES256; `box`: ECDH-ES. Each newest first."""

    sign: tuple[ECKey, ...]
    box: tuple[ECKey, ...]

    def public(self) -> dict[str, Jwk]:
        """What a phone pins at enrolment."""
        return {"box_key": public_part(self.box[0]), "sign_key": public_part(self.sign[0])}

    def statement(self, words: dict[str, Any], pinned: str) -> str:
        """A compact JWS by the key that this phone pinned, or the newest where that one is gone."""
        key = next((one for one in self.sign if one.kid == pinned), self.sign[0])
        return jws.serialize_compact({"alg": "ES256", "kid": key.kid}, json.dumps(words), key, algorithms=["ES256"])

    def sealed(self, words: bytes) -> str:
        """A compact JWE for the newest box key: what the database keeps and only this server reads."""
        protected = {"alg": SEALED[0], "enc": SEALED[1], "kid": self.box[0].kid}
        return jwe.encrypt_compact(protected, words, self.box[0], algorithms=SEALED)

    def opened(self, sealed: str) -> bytes | None:
        """What was sealed for one of the box keys, also an older one. None: for none of them, or it is no envelope."""
        try:
            named = kid_of(sealed)
            key = next(one for one in self.box if one.kid == named)
            return jwe.decrypt_compact(sealed, key, algorithms=SEALED).plaintext
        except (*UNFIT, StopIteration):
            return None


def kid_of(sealed: str) -> object:
    """Of a compact JWE, before anything of it is believed."""
    head = sealed.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"]


def public_part(key: ECKey) -> Jwk:
    """Without the secret, with its kid."""
    return {**PublicKey.model_validate(key.as_dict(private=False)).model_dump(), "kid": key.kid}


def make_pair() -> Jwk:
    """A fresh P-256 pair whose kid is its thumbprint."""
    key = ECKey.generate_key("P-256")
    return {**key.as_dict(private=True), "kid": key.thumbprint()}


def make_server_keys(path: Path) -> bool:
    """Writes the file; False where it is already there. Never overwrites: a lost box key is lost work."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_pairs(path, {"sign": [make_pair()], "box": [make_pair()]}, os.O_EXCL)
    except FileExistsError:
        return False
    return True


def write_pairs(path: Path, pairs: dict[str, list[Jwk]], flag: int) -> None:
    """For its owner's eyes alone, and there after a power cut."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600), "w") as file:
        json.dump(pairs, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def add_server_keys(path: Path) -> None:
    """A fresh pair of each in front; older ones stay, for phones that pinned them and boxes sealed to them."""
    kept = json.loads(path.read_text())
    write_instead(path, {use: [make_pair(), *kept[use]] for use in ("sign", "box")})


def bring_back_keys(path: Path, copy: Path) -> None:
    """The pairs of a backup behind those that are here, which may be younger; none is ever lost."""
    brought = json.loads(copy.read_text())
    kept = json.loads(path.read_text()) if path.exists() else {"sign": [], "box": []}
    path.parent.mkdir(parents=True, exist_ok=True)
    have = {use: {pair["kid"] for pair in kept[use]} for use in kept}
    both = {use: [*kept[use], *(pair for pair in brought[use] if pair["kid"] not in have[use])] for use in kept}
    write_instead(path, both)


def write_instead(path: Path, pairs: dict[str, list[Jwk]]) -> None:
    """All of it or nothing."""
    fresh = path.with_suffix(".fresh")
    write_pairs(fresh, pairs, os.O_TRUNC)
    fresh.replace(path)


def read_server_keys(path: Path) -> ServerKeys | None:
    """The keys, or None where nobody made them yet."""
    if not path.exists():
        return None
    try:
        kept = json.loads(path.read_text())
        pairs = {use: tuple(ECKey.import_key(jwk) for jwk in kept[use]) for use in ("sign", "box")}
        return ServerKeys(**pairs)
    except (KeyError, TypeError, ValueError) as error:
        raise UnsafeSettings(f"The server's key file {path} cannot be read; bring it back from the backup.") from error
