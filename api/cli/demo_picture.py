"""The demo's one picture, drawn for it: a shelf that a client welded."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session

from api.changes.blobs import BlobKey, take_part
from api.ids import demo_id
from api.records.blobs import blobs_named
from api.records.vocational_training import VocationalTraining

PICTURE = Path(__file__).with_suffix(".webp").read_bytes()
HASH = sha256(PICTURE).hexdigest()
PICTURED = {"sha256": HASH, "type": "image/webp", "size": len(PICTURE)}
PICTURED_RECORD = "training welding"


def load_picture(session: Session, home: str, client: str, now: datetime) -> None:
    """Under the lock of its home."""
    [blob] = blobs_named(VocationalTraining, {"photo": PICTURED})
    take_part(session, client, BlobKey(home, demo_id(PICTURED_RECORD), HASH), blob, 0, PICTURE, now)
