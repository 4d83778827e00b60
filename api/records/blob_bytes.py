"""What the bytes of a picture or recording are, whatever was said of them. Pure."""

import re
from collections.abc import Iterator

HEAD = 12  # bytes by which every type is known
EXIF, XMP = "EXIF", "XMP "
# Of a JPEG. Any number of fill bytes may stand before a marker; 00 behind FF is a byte of the picture.
MARKER, WITHOUT_LENGTH = re.compile(rb"\xff+([^\x00\xff])"), {0x01, *range(0xD0, 0xDA)}
APP1, APP13 = 0xE1, 0xED
IPTC = re.compile(rb"8BIM\x04\x04(?!\0{6})")  # with something in it


def media_type_of(head: bytes) -> str | None:
    """By its first bytes; None: none of ours."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "audio/mp4"
    begins = {b"\xff\xd8\xff": "image/jpeg", b"\x1a\x45\xdf\xa3": "audio/webm", b"OggS": "audio/ogg"}
    return next((media for start, media in begins.items() if head.startswith(start)), None)


def tells_origin(content: bytes) -> bool:
    """Whether a picture carries where, when or with what it was taken (Exif, XMP, IPTC)."""
    parts = {"image/webp": webp_parts, "image/jpeg": jpeg_parts}.get(media_type_of(content[:HEAD]) or "")
    return parts is not None and any(name in (EXIF, XMP) for name in parts(content))


def webp_parts(content: bytes) -> Iterator[str]:
    """Names of its chunks (RFC 9649)."""
    at = HEAD
    while at + 8 <= len(content):
        yield content[at : at + 4].decode("latin-1")
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + size + size % 2


def jpeg_parts(content: bytes) -> Iterator[str]:
    """Its segments, also those between and behind its scans (ITU-T T.81, B.1); APP1 holds Exif or XMP, APP13 IPTC."""
    at = 0
    while found := MARKER.search(content, at):
        marker, at = found[1][0], found.end()
        if marker in WITHOUT_LENGTH:
            continue
        size = int.from_bytes(content[at : at + 2])
        tells = marker == APP1 or (marker == APP13 and IPTC.search(content[at : at + size]))
        yield EXIF if tells else ""
        at += size
