"""The cases somebody follows, read and stated at once: on PostgreSQL they are stated where they lie."""

from sqlalchemy import text
from sqlmodel import Session

from api.changes.feed_key import FeedKey
from api.changes.feeds import cases_followed
from api.db.stated_scope import SYMBOLS

STATED = text("""
    SELECT set_config('pulih.cases_' || symbol, coalesce(string_agg(home || '/' || feed || ',', ''), ''), true)
    FROM unnest(string_to_array(:symbols, ',')) AS symbol
    LEFT JOIN follow ON right(feed::text, 1) = symbol AND agent = CAST(:agent AS uuid) AND until IS NULL
    GROUP BY symbol""")


def state_followed(session: Session, agent: str) -> frozenset[FeedKey]:
    """Those she follows now; her policies know no others from here."""
    if session.get_bind().dialect.name != "postgresql":
        return frozenset(cases_followed(session, agent))
    lists = session.connection().execute(STATED, {"agent": agent, "symbols": ",".join(SYMBOLS)}).scalars()
    return frozenset(FeedKey(*pair.split("/")) for of_it in lists for pair in of_it.split(",")[:-1])
