"""Which cases somebody reaches, told without naming each: a coordinator's unit may have tens of thousands."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, not_, or_
from sqlmodel import Session

from api.changes.feed_key import FeedKey
from api.db.engine import one_of

Cases = frozenset[FeedKey]


@dataclass(frozen=True, slots=True)
class ReachedCases:
    """`named`: one by one; `whole`: a home of which all are reached too, but those in `away`."""

    named: Cases = frozenset()
    whole: str | None = None
    away: Cases = frozenset()

    def __contains__(self, case: FeedKey) -> bool:
        return case in self.named or (case.home == self.whole and case not in self.away)

    @property
    def homes(self) -> set[str]:
        """Where they lie."""
        return {case.home for case in self.named} | ({self.whole} if self.whole else set())

    def called(self, feed: str) -> set[FeedKey]:
        """Those of this id."""
        whole = {FeedKey(self.whole, feed)} if self.whole else set[FeedKey]()
        return {case for case in self.named if case.id == feed} | {case for case in whole if case in self}

    def named_in(self, home: str) -> list[str]:
        """Ids."""
        return [case.id for case in self.named if case.home == home]

    def within(self, session: Session, home: str, feed: ColumnElement[str]) -> ColumnElement[bool]:
        """For a row of this home: its case is one of them."""
        if home != self.whole:
            return one_of(session, feed, self.named_in(home))
        away = [case.id for case in self.away - self.named]
        return not_(one_of(session, feed, away)) if away else feed.is_not(None)

    def anywhere(self, session: Session, home: ColumnElement[str], feed: ColumnElement[str]) -> ColumnElement[bool]:
        """For any row."""
        return or_(false(), *(and_(home == one, self.within(session, one, feed)) for one in sorted(self.homes)))
