"""What must hold of pictures when all is quiet, by the table in which their bytes lie."""

from typing import Any, NamedTuple

from sqlmodel import select

from api.changes.blobs import BlobPart
from api.records import KINDS
from api.records.blobs import blobs_named, may_be_kept
from tests.simulator.story import OWNER, Story
from tests.simulator.truth import QuietTruth

Json = Any


class StoredPicture(NamedTuple):
    """Bytes as they lie, all parts."""

    feed: str
    content: bytes


def stored(story: Story) -> dict[tuple[str, str], StoredPicture]:
    """By record and hash; nothing is asked where none was taken."""
    found: dict[tuple[str, str], StoredPicture] = {}
    with story.server.look() as session:
        for part in session.exec(select(BlobPart).order_by(BlobPart.start)).all():
            before = found.get((part.record, part.sha256), StoredPicture(part.feed, b""))
            found[part.record, part.sha256] = before._replace(content=before.content + part.content)
    return found


def is_named(truth: QuietTruth, record: str, picture: str) -> bool:
    """By a record that lives, of a client who agrees to it."""
    case, kind, body = truth.bodies.get(record, ("", "visit", {}))
    acts = [act.get for of, about, act in truth.bodies.values() if (of, about) == (case, "consent")]
    standing = [act for act in acts if not act("voided_because")]
    return any(one.sha256 == picture and may_be_kept(one, standing) for one in blobs_named(KINDS[kind], body))


def is_due(story: Story, truth: QuietTruth, picture: str) -> bool:
    """The server said that it has it, or a phone could bring it."""
    owner = next((name for name, phone in story.phones.items() if picture in phone.shelf), None)
    if owner is None or picture in story.brought:
        return picture not in story.lost_pictures
    return owner not in story.gone and story.pictures[picture].change["feed"] in truth.followed[owner]


def pictures_share_the_fate_of_their_records(story: Story, truth: QuietTruth) -> None:
    """What is named is there, whole, for who follows; what is not is nowhere, and what is erased least of all."""
    parts = stored(story) if story.pictures else {}
    for (record, picture), (feed, _) in parts.items():
        assert feed not in story.erased, "AN ERASED CLIENT'S PICTURE IS STILL THERE"
        assert is_named(truth, record, picture), f"A PICTURE THAT NOTHING NAMES {record}"
    due = [(one.change["record"], name) for name, one in story.pictures.items()]
    due = [(record, name) for record, name in due if is_named(truth, record, name) and is_due(story, truth, name)]
    for record, picture in due:
        here = parts.get((record, picture), StoredPicture("", b""))
        assert here.content == story.pictures[picture].content, f"A PICTURE IS LOST {record}"
    for record, picture in due[:1]:
        followers_alone_see_it(story, truth, record, picture)


def followers_alone_see_it(story: Story, truth: QuietTruth, record: str, picture: str) -> None:
    taken = story.pictures[picture]
    for name, followed in truth.followed.items():
        headers, follows = story.place.headers(OWNER[name]), taken.change["feed"] in followed
        answer = story.place.http.get(f"/v1/blobs/{picture}", params={"record": record}, headers=headers)
        assert (answer.status_code == 200) == follows, f"{OWNER[name]} {'MISSES' if follows else 'SEES'} A PICTURE"
        assert not follows or answer.content == taken.content, "ANOTHER PICTURE"
