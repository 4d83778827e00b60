"""The demo's pictures, drawn for it: a shelf that a client welded, and a page of the unit's decree."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlmodel import Session

from api.changes.blobs import BlobKey, take_part
from api.ids import demo_id
from api.records.blobs import NamedBlob

PICTURE, PAGE = (Path(__file__).with_name(f"{name}.webp").read_bytes() for name in ("demo_picture", "demo_decree"))
PICTURED_RECORD = "training welding"


def reference(content: bytes) -> dict[str, Any]:
    """As a record names it."""
    return {"sha256": sha256(content).hexdigest(), "type": "image/webp", "size": len(content)}


PICTURED, SCANNED = reference(PICTURE), reference(PAGE)


def load_picture(session: Session, home: str, feed: str, record: str, content: bytes, now: datetime) -> None:
    """Under the lock of its home. `record`: its name in the demo."""
    blob = NamedBlob(field="", layer=None, **reference(content))
    take_part(session, feed, BlobKey(home, demo_id(record), blob.sha256), blob, 0, content, now)
