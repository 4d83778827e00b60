"""Searches a browser's profile for words: as bytes, in the encodings browsers use, and inside what they compress.

LevelDB (IndexedDB, Local Storage) compresses blocks with Snappy: its literal runs keep words readable unless a word
repeats, so a block is also unpacked here, by the format's own description.
"""

import base64
import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

GZIP = b"\x1f\x8b\x08"
LARGEST = 64 * 1024 * 1024


def spellings(word: str) -> Iterator[bytes]:
    """UTF-8, UTF-16, percent-encoded, escaped as JSON and as base64 at each of its three offsets."""
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), quote(word).encode())
    yield word.encode("ascii", "backslashreplace")
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + plain)
        yield whole[(shift * 4 + 2) // 3 + (shift > 0) : len(whole) - 4]


def found(profile: Path, words: Iterable[str]) -> list[str]:
    """`file: word` for each word that stands in a file, however it is spelt or packed."""
    wanted = {word: list(spellings(word)) for word in words}
    hits = []
    for file in sorted(path for path in profile.rglob("*") if path.is_file() and path.stat().st_size < LARGEST):
        for body in bodies(file.read_bytes()):
            hits += [
                f"{file.relative_to(profile)}: {word}"
                for word, forms in wanted.items()
                if any(f in body for f in forms)
            ]
    return sorted(set(hits))


def bodies(raw: bytes) -> Iterator[bytes]:
    """The file as it lies, and what is packed in it."""
    yield raw
    at = raw.find(GZIP)
    while at >= 0:
        yield unzipped(raw[at:])
        at = raw.find(GZIP, at + 1)
    yield from blocks(raw)


def unzipped(raw: bytes) -> bytes:
    """As much as can be unpacked."""
    try:
        return zlib.decompressobj(wbits=31).decompress(raw)
    except zlib.error:
        return b""


def blocks(raw: bytes) -> Iterator[bytes]:
    """LevelDB's data blocks, found by their ends: a type byte (1: Snappy) before a checksum. Tries every beginning."""
    if raw[-8:] != bytes.fromhex("57fb808b247547db"):
        return
    start = 0
    while start < len(raw) - 8:
        unpacked, end = unsnapped(raw, start)
        if unpacked and raw[end : end + 1] == b"\x01":
            yield unpacked
            start = end + 5
        else:
            start += 1


def unsnapped(raw: bytes, at: int) -> tuple[bytes, int]:
    """(what a Snappy block from here unpacks to, where it ends); empty where none begins here."""
    size, at = varint(raw, at)
    out = bytearray()
    while len(out) < size <= LARGEST and at < len(raw):
        tag, at = raw[at], at + 1
        if tag & 3 == 0:
            length = (tag >> 2) + 1
            if length > 60:
                more = length - 60
                length, at = int.from_bytes(raw[at : at + more], "little") + 1, at + more
            out += raw[at : at + length]
            at += length
            continue
        length = (tag >> 2 & 7) + 4 if tag & 3 == 1 else (tag >> 2) + 1
        more = {1: 1, 2: 2, 3: 4}[tag & 3]
        offset = int.from_bytes(raw[at : at + more], "little") | ((tag >> 5) << 8 if tag & 3 == 1 else 0)
        at += more
        if not 0 < offset <= len(out):
            return b"", at
        for _ in range(length):
            out.append(out[-offset])
    return (bytes(out), at) if len(out) == size > 0 else (b"", at)


def varint(raw: bytes, at: int) -> tuple[int, int]:
    """A length of at most five bytes."""
    value = 0
    for shift in range(0, 35, 7):
        if at >= len(raw):
            return 0, at
        byte, at = raw[at], at + 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
    return 0, at


def packed(word: str) -> bytes:
    """A gzip of the word, for tests of the search itself."""
    return gzip.compress(f"…{word}…".encode())
