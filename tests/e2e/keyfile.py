"""A phone's key file as it lies in a closed profile, read apart from the app: slots, head, and what a PIN opens.

Written from `security.md` and the drawing in `pwa/src/core/keys/key_file.ts`: length, sequence, SHA-256 of both.
"""

import base64
import json
import os
import time
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SLOT, HEAD = 1 << 19, 40
PIECE, APART = 24, 256


@dataclass(frozen=True)
class KeyFile:
    """`slots`: the bodies that are whole, newest first, of which the first is version `sequence`. `dirty`: slots in
    which anything lies, whole or torn."""

    path: Path
    sequence: int
    slots: list[bytes]
    dirty: int

    @property
    def head(self) -> dict[str, Any]:
        """What stands in it in clear."""
        head: dict[str, Any] = json.loads(self.slots[0])
        return head

    def table(self, pin: str) -> dict[str, Any] | None:
        """The feeds' keys and all else that this PIN opens; None where it opens nothing."""
        head = self.head
        if not head["wrapped"]:
            return None
        memory, passes = head["cost"]["memory"], head["cost"]["passes"]
        salt = from_base64url(head["salt"])
        stretched = _stretched(pin, salt, passes, memory)
        try:
            data = unsealed(stretched, "data", head["wrapped"])
        except InvalidTag:
            return None
        table: dict[str, Any] = unsealed(from_base64url(data), "table", head["table"])
        return table


@cache
def _stretched(pin: str, salt: bytes, passes: int, memory: int) -> bytes:
    """Costs a fifth of a second, and a trial of many deaths asks for the same few again and again."""
    return hash_secret_raw(pin.encode(), salt, passes, memory, 1, 32, Type.ID)


def key_file(profile: Path) -> KeyFile:
    """The only one of a profile in which one person is enrolled."""
    files = [path for path in profile.glob("Default/File System/*/t/[0-9]*/[0-9]*") if path.stat().st_size >= HEAD]
    (path,) = files
    raw = path.read_bytes()
    parts = raw[:SLOT], raw[SLOT : 2 * SLOT]
    whole = sorted((found for part in parts if (found := whole_slot(part))), reverse=True)
    return KeyFile(path, whole[0][0] if whole else 0, [body for _, body in whole], sum(any(part) for part in parts))


def in_the_middle(path: Path, seconds: float = 5) -> None:
    """Waits until the file is between two versions: both slots begin with something, or none."""
    until = time.monotonic() + seconds
    with path.open("rb", buffering=0) as file:
        while time.monotonic() < until:
            begun = [any(os.pread(file.fileno(), 4, at)) for at in (0, SLOT)]
            if begun[0] == begun[1]:
                return


def whole_slot(part: bytes) -> tuple[int, bytes] | None:
    """(sequence, body) where the sum holds."""
    body = part[HEAD : HEAD + int.from_bytes(part[:4], "big")]
    whole = len(body) > 0 and sha256(part[4:8] + body).digest() == part[8:HEAD]
    return (int.from_bytes(part[4:8], "big"), body) if whole else None


def unsealed(key: bytes, name: str, sealed: dict[str, str]) -> Any:
    """AES-256-GCM with the name bound to it; the format is inside."""
    plain = AESGCM(key).decrypt(from_base64url(sealed["iv"]), from_base64url(sealed["box"]), name.encode())
    return json.loads(plain)["is"]


def from_base64url(text: str) -> bytes:
    """Without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def pieces(sealed: dict[str, str]) -> list[bytes]:
    """Parts of a sealed thing by which any larger rest of it is known: as the text it is kept in, and as bytes."""
    both = sealed["box"].encode(), from_base64url(sealed["box"])
    return [part[at : at + PIECE] for part in both for at in range(0, len(part) - PIECE + 1, APART)]
