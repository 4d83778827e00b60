"""What the server itself writes into a record as it receives a change: the kind says what, here is the moment."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select

from api.areas import area
from api.changes.merge import Merged
from api.changes.record_shape import readable
from api.changes.schemas import Change
from api.changes.tables import EpochStart
from api.changes.validation import case_read
from api.changes.write_batch import RecordState, WriteBatch
from api.db.utc import in_utc
from api.identity.people import ID, Unit
from api.records import KINDS
from api.records.record import Receipt, Record, UnitPlace

A_DAY = 86_400  # seconds
DISTRICT, KECAMATAN = 5, 8  # symbols of a Kemendagri code `33.22.01.2001`
UNITS, STARTS = Unit.metadata.tables["unit"], EpochStart.metadata.tables["epoch_start"]
OLDER = UNITS.alias("older")
HOME = bindparam("home", type_=ID)
# Its village, how many units of that village are older, and how many lives of the server this home has seen.
PLACE = select(
    UNITS.c.village,
    UNITS.c.timezone,
    select(func.count()).where(OLDER.c.village == UNITS.c.village, OLDER.c.id < UNITS.c.id).scalar_subquery(),
    select(func.count()).where(STARTS.c.home == HOME).scalar_subquery(),
).where(UNITS.c.id == HOME)


def with_kept(batch: WriteBatch, change: Change, held: RecordState | None, merged: Merged) -> Merged:
    """The record as its author made it, with what its kind keeps, and without what fell with another field."""
    kind = KINDS[change.kind]
    fallen = [name for name, (other, among) in kind.falls_with.items()
              if name in merged.after and merged.after.get(other) not in among]  # fmt: skip
    if fallen:
        merged = Merged({name: value for name, value in merged.after.items() if name not in fallen}, merged.lost)
    if kind.kept_at_receipt is Record.kept_at_receipt:
        return merged
    author, made, case = batch.author, readable(kind, merged.after), batch.feeds.get(change.feed)
    receipt = Receipt(
        author.today, author.actor.role, author.actor.name, case_read(batch, change),
        lambda letter: number(batch, letter, author.now), lambda: unit_place(batch, change.feed),
        round(author.skew / A_DAY), written_before(change.at, case and case.opened_at, author.actor.timezone),
    )  # fmt: skip
    kept = made.kept_at_receipt(held.record if held else None, receipt)
    return Merged({**merged.after, **kept}, merged.lost)


def written_before(moment: str, opened_at: datetime | None, timezone: str) -> date | None:
    """The day of it where she is, as the days in records are; where she wrote before the server had the case."""
    at = in_utc(datetime.fromisoformat(moment))
    return at.astimezone(ZoneInfo(timezone)).date() if opened_at and at < opened_at else None


def number(batch: WriteBatch, letter: str, now: datetime) -> str:
    """`R-<village>-<year>-<n>`: n is the version the change is about to get, which no other change of the home has.

    Another unit of the same village has a letter behind the village; after a restore, which counts again from the
    backup, the numbers of each later life of the server have one behind the n.
    """
    village, timezone, older, lives = place_of(batch, batch.home)
    year = now.astimezone(ZoneInfo(timezone)).year
    unit = village.replace(".", "") + behind(older)
    return f"{letter}-{unit}-{year}-{batch.next_number}{behind(max(lives - 1, 0))}"


def unit_place(batch: WriteBatch, feed: str) -> UnitPlace:
    """Of the unit that is responsible now: a case that moved goes to another office than its home's."""
    village, *_ = place_of(batch, batch.feeds[feed].unit)
    return UnitPlace(village[:DISTRICT], area(village[:KECAMATAN]).name)


def place_of(batch: WriteBatch, unit: str) -> Sequence[Any]:
    """A row of PLACE, asked once a batch."""
    if unit not in batch.places:
        batch.places[unit] = batch.session.connection().execute(PLACE, {"home": unit}).one()
    return batch.places[unit]


def behind(others: int) -> str:
    """B for the second, and so on."""
    return chr(ord("A") + min(others, 25)) if others else ""
