"""The feeds somebody follows, read and stated at once: on PostgreSQL they are stated where they lie."""

from sqlalchemy import Text, cast, func, select, true
from sqlmodel import Session

from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.feeds import feeds_followed
from api.changes.following import FOLLOWED
from api.db.fixed import fixed
from api.db.stated_scope import SYMBOLS

ALL = func.unnest(func.string_to_array(fixed(",".join(SYMBOLS)), fixed(",")))
SYMBOLED = ALL.table_valued("symbol", name="symboled").render_derived()
SYMBOL = SYMBOLED.c.symbol
FEED = cast(FOLLOWED.c.feed, Text)
ENTRY = cast(FOLLOWED.c.home, Text) + fixed("/") + FEED + fixed(",")
LISTED = func.coalesce(func.string_agg(ENTRY, fixed("")), fixed(""))
STATED = (
    select(func.set_config(fixed("pulih.cases_") + SYMBOL, LISTED, true()))
    .select_from(SYMBOLED.outerjoin(FOLLOWED, func.right(FEED, fixed(1)) == SYMBOL))
    .group_by(SYMBOL)
)


def state_followed(session: Session, actor: Actor) -> frozenset[FeedKey]:
    """Those she follows now; her policies know no others from here."""
    if session.get_bind().dialect.name != "postgresql":
        return frozenset(feeds_followed(session, actor))
    asked = {"agent": actor.id, "role": actor.role}
    lists = session.connection().execute(STATED, asked).scalars()
    return frozenset(FeedKey(*pair.split("/")) for of_it in lists for pair in of_it.split(",")[:-1])
