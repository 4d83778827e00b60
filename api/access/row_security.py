"""PostgreSQL row-level security says again what `api/access/scope.py` says, for a query that forgets to ask.

The server's role owns no table and passes no policy by. A transaction states who reads, what she reaches (computed once
by `scope.enter`) and which home it has locked; every policy is a plain comparison with that: no subquery and no
function that looks into a table, since a distributed database takes neither. Without a statement no case exists, and
nothing of a case is written outside the locked home.

    pulih.home, agent, role, unit, partner, area
    pulih.cases_0 … _f    home/feed of the cases followed, by the last symbol of the feed
    pulih.whole           a home all of whose cases are in scope, but
    pulih.away            home/feed of those; and
    pulih.moved           home/feed of cases of other homes
    pulih.opened_0 … _f   home/feed of what is in scope of an institution or an office, by the last symbol of the feed
    pulih.sent_0 … _f     home/record of what was sent to it, by that of the record
    pulih.member          whose answers to a study, by the number that was typed

Each is stated by roles that reach it alone, and each entry ends with a comma. `split_part` gives what stands behind an
entry: nothing where there is none. It takes no list apart for each row and counts no symbols, as `strpos` does, and
the planner expects rows. A list that was never stated is NULL, and what is compared with it is no row.

Derived from the kinds' declarations at every migration, so that a new kind stands behind it too. The tables' owner has
a policy of its own: migrations run as the owner. What looks as the owner (`owner_functions.py`) no policy asks.
"""

from collections.abc import Iterable, Iterator, Set

from sqlmodel import SQLModel

from api import policies
from api.access.scope import REACH
from api.changes.area_papers import touches
from api.records import KINDS, Record
from api.records.record import pictures_opened

ROLE = "pulih_app"
ONLY_ADDED = frozenset({"audit", "read_log"})
# What lies in no case, and is the unit's in whose home it stands.
OF_UNIT = (
    "ballot", "ballot_round", "counted_unit", "help_request", "quarter_number", "move_offer", "team_word", "team_call",
)  # fmt: skip
STUDIED = frozenset({"study_member", "study_leaver"})
ALSO_WALLED = STUDIED | {"read_log", "told_number", "area_paper"}  # in no home, with policies of their own
NEVER_CHANGED = STUDIED | {"ballot", "blob_part", "published_policy", "target_history", "told_number"}
ALSO_REMOVED = frozenset({
    "ballot_token", "used_nonce", "throttle", "enrolment_code", "help_request", "visitor_code", "blob_part",
    "quarter_number", "unit_standing", "team_word", "team_call", "study_member",
})  # fmt: skip


def said(name: str) -> str:
    """What this transaction stated; NULL or empty where it did not."""
    return f"current_setting('pulih.{name}', true)"


def one(name: str) -> str:
    """The same, where it is an id."""
    return f"nullif({said(name)}, '')::uuid"


HOME, ME, UNIT = one("home"), one("agent"), one("unit")
# The place of a reader to whom something is sent, by the column of `sent_record` that names it.
PLACES = {"recipient": one("partner"), "area": f"nullif({said('area')}, '')"}


def among(name: str, column: str) -> str:
    """The row's home and this id stand in that list."""
    return f"split_part({said(name)}, home::text || '/' || {column}::text, 2) <> ''"


def stated(name: str, column: str) -> str:
    """The same, in the list of the id's last symbol."""
    own = f"current_setting('pulih.{name}_' || right({column}::text, 1), true)"
    return f"split_part({own}, home::text || '/' || {column}::text, 2) <> ''"


def acts_as(roles: Iterable[str]) -> str:
    """One of these roles; nobody, where there is none."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"{said('role')} IN ({named or 'NULL'})"


BY_UNIT = [role for role, reach in REACH.items() if reach.unit]
COACHING = [role for role, reach in REACH.items() if "coaching" in reach.follows and "case" not in reach.follows]
BY_AREA, BY_COUNTRY = ([role for role, reach in REACH.items() if reach.counts == one] for one in ("area", "country"))
WARNED = [role for role, reach in REACH.items() if reach.warned]
OVERSEEING = [role for role, reach in REACH.items() if reach.oversees]
WRITING = [role for role, reach in REACH.items() if reach.writes]
BY_RECORD = [role for role, reach in REACH.items() if reach.sent or reach.papers]
PICTURED = [role for role in BY_RECORD if any(pictures_opened(kind, role) for kind in KINDS.values())]


def in_case(column: str = "feed") -> str:
    """One of the cases of a role that reaches cases."""
    whole = f"home = {one('whole')} AND NOT {among('away', column)}"
    return f"({whole} OR {stated('cases', column)} OR {among('moved', column)})"


def followed(kind: type[Record]) -> str:
    """A case of hers, or papers of a unit: these nobody reaches but by following them, and they move nowhere."""
    return in_case() if kind.feed == "case" else stated("cases", "feed")


def counted() -> str:
    """What is counted of a unit that lies in the reader's area."""
    own = f"{said('area')} <> '' AND starts_with(area, {said('area')})"
    return f"({acts_as(BY_AREA)} AND {own}) OR {acts_as(BY_COUNTRY)}"


def seen(kind: type[Record], also: str = "", record: str = "id") -> str:
    """Of a role that reaches records: of a kind with a recipient what was sent, of any other what its view opens."""
    readers = [role for role in BY_RECORD if kind.readable_by.get(role)]
    reached = stated("sent", record) if kind.is_addressed() else stated("opened", "feed")
    return f"({also}{acts_as(readers)} AND {reached})" if readers else "false"


def addressed(column: str) -> str:
    """Sent to the reader's own place, of a role that reaches it by this column."""
    readers = [role for role, reach in REACH.items() if reach.sent == column]
    return f"({acts_as(readers)} AND {column} = {PLACES[column]})"


def readable(places: Iterable[str] = PLACES) -> dict[str, str]:
    """{table: which rows a reader has}. What stands here lies behind the wall. `places`: the columns there are."""
    bodies = [seen(kind, f"kind = '{name}' AND ", "record") for name, kind in KINDS.items()]
    return {
        # Of a case that moved away its unit may know this row, to leave the case out; nothing lies in it but numbers.
        "feed": f"{in_case('id')} OR {stated('opened', 'id')} OR ({acts_as(BY_UNIT)} AND {UNIT} IN (home, unit))",
        "follow": f"agent = {ME} OR {in_case()}",
        "change": " OR ".join([in_case(), *(one for one in bodies if one != "false")]),
        "departure": f"person = {ME} OR ({acts_as(BY_UNIT)} AND unit = {UNIT})",
        "sent_record": " OR ".join([*map(addressed, places), in_case()]),
        "unit_standing": f"({acts_as(BY_UNIT)} AND home = {UNIT}) OR {counted()}",
        **dict.fromkeys(OF_UNIT, f"{acts_as(BY_UNIT)} AND home = {UNIT}"),
        # Not who follows the case: it may be about her.
        "rights_request": f"{acts_as(BY_UNIT)} AND {in_case()}",
        # No office has a view of a client's pictures and recordings.
        "blob_part": f"{stated('cases', 'feed')} OR ({acts_as(PICTURED)} AND {stated('opened', 'feed')})",
        "held_change": f"({acts_as(BY_UNIT)} AND (unit = {UNIT} OR {in_case()})) OR "
        f"({acts_as(COACHING)} AND answer = 'waiting' AND {stated('cases', 'feed')})",
        **{name: f"{followed(kind)} OR {seen(kind)}" for name, kind in KINDS.items()},
    }


def told_to() -> str:
    """Which told numbers a reader has: of an office, its area's at its levels; of who follows a unit's coaching papers,
    that unit's. That a quarter was told, and of how many units, is nobody's."""
    papers = "overlay(place placing '8' from 15 for 1)"  # of the unit `place`, as `coaching_id` has it
    own = "current_setting('pulih.cases_' || right(place, 1), true)"
    followed = f"(level = 'unit' AND split_part({own}, place || '/' || {papers}, 2) <> '')"
    levels = policies.told_numbers().readers.items()
    pairs = ", ".join(f"('{role}', '{level}')" for role, several in levels for level in several)
    return f"measure = '' OR {followed} OR (({counted()}) AND ({said('role')}, level) IN ({pairs}))"


def told_walls() -> Iterator[str]:
    """It lies in no home, and is written where nobody asks."""
    yield f"CREATE POLICY server ON told_number FOR SELECT TO {ROLE} USING ({told_to()})"
    yield f"CREATE POLICY writer ON told_number FOR INSERT TO {ROLE} WITH CHECK ({ME} IS NULL)"


def study_walls(there: Set[str]) -> Iterator[str]:
    """In no home: who typed a member's number has what lies under it, who reads studies the answers of all."""
    hers = f"member = {one('member')}"
    for table in sorted(STUDIED & there):
        yield f"CREATE POLICY writer ON {table} TO {ROLE} USING ({hers}) WITH CHECK ({hers})"
    if "study_member" in there:
        yield f"CREATE POLICY server ON study_member FOR SELECT TO {ROLE} USING ({acts_as(OVERSEEING)})"


def area_paper_walls() -> Iterator[str]:
    """In no home: an office has its own area's, those below it, and those from above that cover any of it."""
    area = f"coalesce({said('area')}, '')"
    below, above = f"starts_with(office, {area})", f"starts_with({area}, office)"
    mine = f"({acts_as(BY_COUNTRY)} OR ({acts_as(BY_AREA)} AND {area} <> ''))"
    told = f"{acts_as(WRITING)} AND {mine} AND ({below} OR ({above} AND {touches('strpos', area)}))"
    hers = f"{acts_as(WRITING)} AND {mine} AND office = {area}"
    yield f"CREATE POLICY server ON area_paper FOR SELECT TO {ROLE} USING ({told})"
    yield f"CREATE POLICY writer ON area_paper TO {ROLE} USING ({hers}) WITH CHECK ({hers})"


def walls(there: Set[str], places: Iterable[str] = PLACES) -> Iterator[str]:
    """Row-level security, forced, and a policy for the owner and for the server; no policy, no row."""
    rows = {table: rule for table, rule in readable(places).items() if table in there}
    for table in (*rows, *(ALSO_WALLED & there)):
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
        for policy in ("keeper", "server", "writer"):
            yield f'DROP POLICY IF EXISTS {policy} ON "{table}"'
        yield f'CREATE POLICY keeper ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)'
    for table, rule in rows.items():
        # What she may read of other homes is not therefore hers to take into the one that is locked.
        yield f'CREATE POLICY server ON "{table}" FOR SELECT TO {ROLE} USING ({rule})'
        yield f'CREATE POLICY writer ON "{table}" TO {ROLE} USING (home = {HOME}) WITH CHECK (home = {HOME})'
    yield f"CREATE POLICY server ON read_log FOR INSERT TO {ROLE} WITH CHECK (agent = {ME})"
    yield from told_walls() if "told_number" in there else ()
    yield from area_paper_walls() if "area_paper" in there else ()
    yield from study_walls(there)


def grants(there: Set[str]) -> Iterator[str]:
    """The least with which the server works; a table that nobody thought of is not granted by itself."""
    for table in sorted(there & set(SQLModel.metadata.tables)):
        yield f'REVOKE ALL ON "{table}" FROM {ROLE}'
        rights = "INSERT" if table in ONLY_ADDED else "SELECT, INSERT, UPDATE"
        rights = "SELECT, INSERT" if table in NEVER_CHANGED else rights
        more = ", DELETE" if table in ALSO_REMOVED else ""
        yield f'GRANT {rights}{more} ON "{table}" TO {ROLE}'
    yield f"GRANT SELECT ON alembic_version TO {ROLE}"
