"""What the bytes of a picture or recording are, whatever was said of them. Pure."""

from collections.abc import Iterator

HEAD = 12  # bytes by which every type is known
EXIF, XMP = "EXIF", "XMP "


def media_type_of(head: bytes) -> str | None:
    """By its first bytes; None: none of ours."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "audio/mp4"
    begins = {b"\xff\xd8\xff": "image/jpeg", b"\x1a\x45\xdf\xa3": "audio/webm", b"OggS": "audio/ogg"}
    return next((media for start, media in begins.items() if head.startswith(start)), None)


def tells_origin(content: bytes) -> bool:
    """Whether a picture carries where, when or with what it was taken (Exif, XMP)."""
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
    """Its segments up to the picture itself (ITU-T T.81, B.1); APP1 holds Exif or XMP."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        yield EXIF if content[at + 1] == 0xE1 else ""
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
