"""A copy of what the server refused or holds, so that the coordinator sees it and nobody's work is only on a phone."""

import json
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import ColumnElement, and_, update
from sqlmodel import Session, col, select

from api.changes.answer_shapes import Result
from api.changes.canonical_json import as_sent, as_shown, text
from api.changes.merge import Values
from api.changes.schemas import Change
from api.changes.tables import Feed, Follow, HeldChange
from api.changes.write_batch import WriteBatch
from api.problems.tree import Invalid, Problem
from api.records import KINDS

MARK = '"code":"not-your-role"'
"""Of what waits: why a record that a restore lost is not made again as its finder's, who does not write its kind."""


def hold_change(
    batch: WriteBatch,
    change: Change,
    content: str,
    answer: Literal["waiting", "refused"],
    problem: Problem,
    raw: Any = None,
) -> Result:
    """The newest copy under the change's id; the feed's unit sees it, or the author's where she never followed.

    `raw`: what was sent, where it could not be read as a change.
    """
    if batch.author.over_rest:
        raise problem
    body = problem.as_body()
    feed = batch.feeds.get(change.feed) if change.feed in batch.follows else None
    author = batch.author
    old = batch.kept.get(change.id)
    if old is None or (old.decision is None and old.by == author.actor.id):
        batch.refusals[change.id] = HeldChange(
            home=batch.home, id=change.id, unit=feed.unit if feed else (author.actor.unit or batch.home),
            kind=change.kind, record=change.record, feed=change.feed, by=author.actor.id,
            enrolment=author.actor.enrolment, received_at=author.now, answer=answer,
            change=as_sent(raw or change.sent()), content=content, problem=text(body),
        )  # fmt: skip
    return Result(id=change.id, answer=answer, problem=body)


def move_copies(session: Session, case: Feed, unit: str) -> None:
    """What waits for the coordinator of a case goes with it; what a stranger sent stays with her own unit."""
    followers = select(Follow.agent).where(Follow.home == case.home, Follow.feed == case.id)
    theirs = (col(HeldChange.home) == case.home, col(HeldChange.feed) == case.id, col(HeldChange.unit) == case.unit)
    session.execute(update(HeldChange).where(*theirs, col(HeldChange.by).in_(followers)).values(unit=unit))


def brought_by_another() -> ColumnElement[bool]:
    """Copies of what a restore lost, that wait for somebody who writes such records. What breaks the same rule in a
    push is refused, and does not wait."""
    return and_(col(HeldChange.answer) == "waiting", col(HeldChange.problem).contains(MARK))


def may_bring_back(copy: HeldChange, role: str) -> bool:
    """One of these, of a kind that this role writes: taken, the record is made again as hers."""
    kind = KINDS.get(copy.kind)
    return was_brought(copy) and kind is not None and kind.may_write(role)


def is_let_go(copy: HeldChange | None) -> bool:
    """Whoever writes such records said no to it: its finder's phone need not keep it any longer."""
    return copy is not None and copy.decision == "declined" and was_brought(copy)


def was_brought(copy: HeldChange) -> bool:
    """What `brought_by_another` asks of a row."""
    return copy.answer == "waiting" and MARK in copy.problem


def settle_copies(batch: WriteBatch, change: Change, content: str) -> None:
    """The record stands on the server as these copies have it: nobody need decide on them."""
    same = (col(HeldChange.home) == batch.home, col(HeldChange.record) == change.record)
    open_ones = (col(HeldChange.content) == content, col(HeldChange.decision).is_(None), brought_by_another())
    batch.session.execute(update(HeldChange).where(*same, *open_ones).values(decision="resolved"))


def fields_of(copy: HeldChange) -> Values:
    """{field: what its author wanted}, such as can be answered; whatever was sent, a copy can be read."""
    sent = json.loads(copy.change)
    sets = sent.get("set") if isinstance(sent, dict) else None
    return {as_shown(name): as_shown(value) for name, value in sets.items()} if isinstance(sets, dict) else {}


def change_held(copy: HeldChange) -> Change:
    """To be judged again; Invalid where it cannot be read as a change, so that only a no is left."""
    try:
        return Change.model_validate(json.loads(copy.change))
    except ValidationError as error:
        raise Invalid.of(error) from None
