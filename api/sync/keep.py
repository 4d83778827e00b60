"""A copy of what the server refused or holds, so that the coordinator sees it and nobody's work is only on a phone."""

from typing import Any, Literal

from api.problem import Problem
from api.sync.canonical import as_sent, text
from api.sync.hand import Hand
from api.sync.tables import Refusal
from api.sync.wire import Change, Result


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
