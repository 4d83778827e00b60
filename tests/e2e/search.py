"""Searches a browser's profile for words: as bytes, in the encodings browsers use, and inside what they pack."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from tests.e2e.packings import LARGEST, unpacked, unpacked_by_node


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
    return found_forms(profile, {word: [*spellings(word)] for word in words})


def found_forms(profile: Path, wanted: dict[str, list[bytes]]) -> list[str]:
    """`file: name` for each name of which one of the forms stands in a file."""
    hits = set()
    for file, body in bodies(profile):
        hits |= {
            f"{file.relative_to(profile)}: {name}" for name, forms in wanted.items() if any(f in body for f in forms)
        }
    return sorted(hits)


def bodies(profile: Path) -> Iterator[tuple[Path, bytes]]:
    """Each file as it lies, its name, and what is packed in it."""
    files = sorted(path for path in profile.rglob("*") if path.is_file() and path.stat().st_size < LARGEST)
    by_node = unpacked_by_node(files)
    for file in files:
        raw = file.read_bytes()
        yield file, raw
        yield file, str(file.relative_to(profile)).encode()
        for body in (*unpacked(raw), *by_node[file]):
            yield file, body
