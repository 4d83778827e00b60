"""A body as it comes: counted and inflated part by part, never beyond what its door takes."""

import zlib

from api.problems.messages import fault_at
from api.problems.tree import Invalid, TooLarge, WrongEncoding

SMALL, PART, USUAL, LARGEST = 16 * 1024, 128 * 1024, 256 * 1024, 2 * 1024 * 1024
DOORS = (
    ("/v1/sync/", LARGEST),
    ("/v1/rescue/blobs", USUAL),
    ("/v1/rescue", LARGEST),
    ("/v1/auth/", SMALL),
    ("/v1/enrolments", SMALL),
    ("/v1/blobs/", PART),
    ("/v1/", USUAL),
)


class IncomingBody:
    """Counts and inflates. `encoding`: as the header says, in small letters."""

    def __init__(self, cap: int, encoding: str) -> None:
        self.cap, self.encoding, self.sent, self.size = cap, encoding, 0, 0
        self.machine = zlib.decompressobj(wbits=31) if encoding in ("gzip", "x-gzip") else None

    def must_fit(self, announced: str) -> None:
        """TooLarge or WrongEncoding by the head alone."""
        if self.machine is None and self.encoding not in ("", "identity"):
            raise WrongEncoding()
        if announced.isdigit() and int(announced[:20]) > self.cap:
            raise TooLarge()

    def take(self, part: bytes, *, last: bool) -> bytes:
        """The next part as it was before it was packed; a bomb is cut off at the cap."""
        self.sent += len(part)
        if self.machine is not None:
            part = self.inflate(self.machine, part)
        self.size += len(part)
        if max(self.size, self.sent) > self.cap:
            raise TooLarge()
        if last and self.machine is not None and not self.machine.eof:
            raise Invalid(errors=[fault_at("", "cut-off")])
        return part

    def inflate(self, machine: "zlib._Decompress", part: bytes) -> bytes:
        """One byte beyond the cap at most."""
        try:
            return machine.decompress(part, self.cap + 1 - self.size)
        except zlib.error:
            raise Invalid(errors=[fault_at("", "not-unpackable")]) from None


def cap_of(path: str) -> int:
    """Bytes that the door behind this path takes."""
    return next((cap for door, cap in DOORS if path.startswith(door)), SMALL)
