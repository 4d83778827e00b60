"""A copy of what the server refused or holds, so that the coordinator sees it and nobody's work is only on a phone."""

from typing import Any, Literal

from api.changes.canonical_json import as_sent, text
from api.changes.schemas import Change, Result
from api.changes.tables import Refusal
from api.changes.write_batch import Hand
from api.problems.tree import Problem


def keep_copy(
    hand: Hand,
    change: Change,
    content: str,
    answer: Literal["waiting", "refused"],
    problem: Problem,
    raw: Any = None,
) -> Result:
    """The newest copy under the change's id; the feed's unit sees it, or the author's where she never followed.

    `raw`: what was sent, where it could not be read as a change.
    """
    if hand.author.over_rest:
        raise problem
    body = problem.as_body()
    feed = hand.feeds.get(change.feed) if change.feed in hand.follows else None
    author = hand.author
    old = hand.kept.get(change.id)
    if old is None or old.decision is None:
        hand.refusals[change.id] = Refusal(
            home=hand.home, id=change.id, unit=feed.unit if feed else (author.actor.unit or hand.home),
            kind=change.kind, record=change.record, feed=change.feed, by=author.actor.id,
            enrolment=author.actor.enrolment, received_at=author.now, answer=answer,
            change=as_sent(raw or change.model_dump(exclude_unset=True)), content=content, problem=text(body),
        )  # fmt: skip
    return Result(id=change.id, answer=answer, problem=body)
