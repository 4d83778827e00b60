"""Pictures and recordings: sent by who wrote the record that names them, or, where a restore lost who that was, by
whoever follows the case and has them; read by who may read it whole.

Nothing here is listed, and nothing is told of bytes that are named by no record of the reader's.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from sqlalchemy import bindparam, select
from sqlmodel import Session

from api.access.entering import looking_within
from api.access.read_log import SeenRecord, log_read
from api.access.views import viewed
from api.changes.blobs import BlobKey, acts_of, content_of, sweep_blobs, take_part, written_record
from api.changes.change_rows import CHANGE
from api.changes.feeds import LockedHome, lock_home
from api.changes.permission import Permission, permission_in
from api.changes.write_batch import Author, WriteBatch
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claimed, TheSettings, acting
from api.identity.rate_limits import BLOB_PARTS, hit_rate_limit
from api.ids import UUID7, FeedId
from api.problems.tree import (
    Erased,
    Invalid,
    NotAllowed,
    NotFound,
    NotYours,
    SignInNeeded,
    TooLarge,
    TooMany,
    answers,
)
from api.records import KINDS
from api.records.blobs import SHA256_PATTERN, NamedBlob, blobs_named, may_be_kept
from api.resources.records.found import find
from api.shapes import WireShape
from api.sync.push import Moments, author_of
from api.web.known_media import BINARY
from api.web.request_body import RawBody

router = APIRouter(prefix="/v1/blobs", tags=["blobs"])
SENDING = answers(SignInNeeded, NotYours, NotFound, NotAllowed, Erased, TooLarge, Invalid, TooMany)
READING = answers(SignInNeeded, NotFound, Erased, Invalid)

BlobHash = Annotated[str, Path(pattern=SHA256_PATTERN, description="SHA-256 of its bytes, as its record names it.")]
OfRecord = Annotated[UUID7, Query(description="The record that names it.")]
OfClient = Annotated[
    FeedId,
    Query(
        description="In whose case that record lies: the client's own record. Of a unit's coaching papers the unit's "
        "id, with an 8 in the place of the 7 that begins its third group."
    ),
]
Start = Annotated[int, Query(ge=0, le=10_000_000, description="The place of its first byte in the whole, from 0.")]


class BlobReceived(WireShape):
    """How far it has come."""

    received: int
    """How many bytes are here from the beginning: where the next part starts."""
    whole: bool
    """Whether all of it is here, and is what its record names."""
    started: int
    """How many backups had begun, as in a push."""


@router.put(
    "/{sha256}",
    responses=SENDING,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {BINARY: {"schema": {"type": "string", "contentMediaType": BINARY}}},
        }
    },
)
@repeatable
def put_blob_part(
    sha256: BlobHash, client: OfClient, record: OfRecord, start: Start, raw: RawBody, claim: Claimed,
    engine: TheEngine, settings: TheSettings,
) -> BlobReceived:  # fmt: skip
    """Sends the next part, at most 128 KB, of what a record of yours names, or one that a restore lost and somebody
    else brought back. One that is sent twice is taken once, and an empty one asks how far it has come. After the last
    the whole is compared with its hash: what differs is removed (`blob-spoilt`), and sent again from 0. Pictures must
    not say where they were taken (Exif, XMP)."""
    hit_rate_limit(engine, settings, BLOB_PARTS, claim.bearer.person, now=claim.now)
    with acting(engine, claim) as (session, before):
        locked = lock_home(session, before.unit, before, client)
        author = author_of(claim.judge(session), Moments(claim.now, None), locked)
        blob = own_blob(session, locked, author, BlobKey(locked.home, record, sha256), client)
        if start == 0:
            sweep_blobs(session, locked.home, author.now)
        received = take_part(session, client, BlobKey(locked.home, record, sha256), blob, start, raw, author.now)
    if received is None:  # and removed by the commit
        raise Invalid.at("", "blob-spoilt")
    return BlobReceived(received=received, whole=received == blob.size, started=locked.started)


@router.get(
    "/{sha256}",
    response_class=Response,
    responses={
        **READING,
        200: {
            "description": "Its bytes.",
            "content": {BINARY: {"schema": {"type": "string", "contentMediaType": BINARY}}},
        },
    },
)
def read_blob(sha256: BlobHash, record: OfRecord, claim: Claimed, engine: TheEngine) -> Response:
    """The whole, for whoever reads the record that names it now, and this field of it. `blob-not-here`: it did not
    arrive yet, or was removed, since the client agrees to pictures and recordings no more."""
    with looking_within(engine, claim) as (session, scope):
        kind = session.connection().execute(KIND, {"record": record}).scalar()
        if kind is None:
            raise NotFound("no-such-record")
        found = find(session, scope, KINDS[kind], record)
        blob = named(kind, viewed(found.values or {}, found.fields), sha256)
        content = content_of(session, BlobKey(found.case.home, record, sha256), blob.size)
    if content is None:
        raise NotFound("blob-not-here")
    log_read(engine, scope, kind, "read", [SeenRecord(record, found.case.id)])
    return Response(content, media_type=BINARY, headers={"Content-Disposition": "attachment"})


KIND = select(CHANGE.c.kind).where(CHANGE.c.record == bindparam("record"), CHANGE.c.last).limit(1)


def own_blob(session: Session, locked: LockedHome, author: Author, key: BlobKey, client: str) -> NamedBlob:
    """What a record that she wrote names, where she follows the case, or handed it over a while ago: her late work
    still arrives. To anybody else who does not follow it nothing is known here. Of a record that was handed back nobody
    knows any more who took its picture: who has the bytes shows it by their hash."""
    batch = WriteBatch(session, locked, author)
    batch.read_cases([client])
    feed, right = batch.feeds.get(client), permission_in(batch, client)
    written = written_record(session, client, key, author.actor.id)
    may = written and (right is Permission.FREE or (right is Permission.LATE and written.mine))
    if feed is None or written is None or not may:
        raise NotFound("no-such-record")
    if written.body is None or feed.erased_at:
        raise Erased()
    blob = written.named(key.sha256)
    if blob is None:
        raise NotFound("no-such-record")
    if not (written.mine or written.handed_back):
        raise NotYours("blob-not-yours")
    if not may_be_kept(blob, acts_of(session, key.home, [client]).get(client, [])):
        raise NotAllowed("media-taken-back", reason="not-agreed")
    return blob


def named(kind: str, values: dict[str, Any], sha256: str) -> NamedBlob:
    """The one of this hash, among what these values name."""
    found = next((one for one in blobs_named(KINDS[kind], values) if one.sha256 == sha256), None)
    if found is None:
        raise NotFound("no-such-record")
    return found
