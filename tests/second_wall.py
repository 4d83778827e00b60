"""What row security must show each of the people of `cases_of_all`, worked out from the rows themselves.

Written from `domain.md`'s question "who may see what" and not from the policies: plain Python over everything there is.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.types import BigInteger, Boolean, Date, DateTime, Integer, LargeBinary

from api.access.row_security import readable
from api.access.scope import enter
from api.actor import Actor
from api.changes.feed_key import coaching_id
from api.clock import system_clock
from api.db.engine import reading
from api.identity.actors import find_actor
from api.ids import new_id
from api.records import KINDS
from api.tables import METADATA
from tests.cases_of_all import PEOPLE, AllCases

Row = dict[str, Any]
Case = tuple[str, str]
# `unplaced`: an office for which nobody entered an area.
PEOPLE_THERE = {**PEOPLE, "mover": "Budi", "unplaced": ""}
# {table of which the cases have none: (state of the case, unit in whose name)}
TWO = (("own", "A"), ("foreign", "B"))
OF_PAPERS = (("coaching", "A"), ("coaching", "C"), ("coaching-waits", "A"), ("coaching-waits", "C"))
WAITS = ("own-waits", "A")
FILLED = {
    **dict.fromkeys(("ballot", "ballot_round", "help_request", "move_offer", "team_word", "team_call"), TWO),
    "blob_part": (*TWO, ("coaching", "A"), ("coaching", "C")),
    **dict.fromkeys(("counted_unit", "quarter_number", "unit_standing"), TWO),
    "rights_request": (*TWO, ("moved", "B")),
    "held_change": (*TWO, ("moved", "A"), ("moved", "B"), ("own", "B"), ("foreign", "C"), WAITS, *OF_PAPERS),
}
OF_UNIT = {
    "ballot", "ballot_round", "counted_unit", "help_request", "quarter_number", "move_offer", "team_word", "team_call",
}  # fmt: skip


def fill(cases: AllCases, superuser: Engine) -> None:
    """A row of every table in which the cases left none; and whoever leads unit A follows a case of B."""
    with superuser.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(insert(METADATA.tables["follow"]).values(row_in(cases, "follow", "foreign", "B")))
        for name, several in FILLED.items():
            for state, unit in several:
                connection.execute(insert(METADATA.tables[name]).values(row_in(cases, name, state, unit)))


def row_in(cases: AllCases, table: str, state: str, unit: str) -> Row:
    """Of this case, or of the unit where it was opened; a follow is the coordinator's of another unit."""
    units, (about, _, waits) = cases.place.units, state.partition("-")
    home = units[unit if about == "coaching" else "B" if state in ("foreign", "moved") else "A"]
    feed = coaching_id(home) if about == "coaching" else cases.records[about]["client"]
    known = {"home": home, "unit": units[unit], "feed": feed} | ({"answer": "waiting"} if waits else {})
    known |= {"agent": cases.place.people[PEOPLE["coordinator"]]} if table == "follow" else {}
    known |= {"area": "33.22.01.2001"} if table == "unit_standing" else {}  # where all units of a place lie
    return {one.name: known.get(one.name, some(one)) for one in METADATA.tables[table].columns}


FITTING: tuple[tuple[Any, Any], ...] = (
    (Boolean, False), ((BigInteger, Integer), 1), (Date, date(2026, 11, 1)), (LargeBinary, b"x"),
    (DateTime, datetime(2026, 11, 1, tzinfo=UTC)),
)  # fmt: skip


def some(column: Any) -> Any:
    """Anything that fits, nothing where nothing is needed."""
    if column.nullable:
        return None
    kept = getattr(column.type, "impl", column.type)
    length = getattr(kept, "length", None)
    text_like = new_id() if length is None or length >= 36 else "x"
    return next((value for kinds, value in FITTING if isinstance(kept, kinds)), text_like)


def rows_of(connection: Connection, table: str) -> list[Row]:
    """Ids as text; `lies_at`: where the row lies, which nothing here moves."""
    found = connection.execute(text(f'SELECT ctid::text AS lies_at, * FROM "{table}"')).mappings()
    return [{name: str(value) if isinstance(value, UUID) else value for name, value in row.items()} for row in found]


class EverySight:
    """Every row there is, and who must see which."""

    rows: dict[str, list[Row]]

    def __init__(self, cases: AllCases, owner: Engine) -> None:
        self.cases, self.now = cases, system_clock()
        with owner.connect() as connection:
            self.rows = {name: rows_of(connection, name) for name in readable()}
            self.villages = {
                str(one): village for one, village in connection.execute(text("SELECT id, village FROM unit"))
            }
        with reading(cases.place.engine) as session:
            people = {role: name for role, name in PEOPLE_THERE.items() if name}
            self.actors = {role: find_actor(session, cases.place.people[name]) for role, name in people.items()}
        self.actors["unplaced"] = replace(self.actors["province"], area=None)

    @cache  # noqa: B019  for the life of a test's module
    def wanted(self, role: str) -> set[tuple[str, str]]:
        """(table, row) of all that she sees."""
        actor = self.actors.get(role)
        if actor is None:
            return set()
        her = HerRows(actor, self)
        return {(table, row["lies_at"]) for table, rows in self.rows.items() for row in rows if her.sees(table, row)}


class HerRows:
    """`followed`, `unit`: her cases; `sent`: (home, record) that reached her place and was not taken back; `opened`:
    the cases of those whose time is not over."""

    def __init__(self, actor: Actor, all_rows: EverySight) -> None:
        self.actor, rows = actor, all_rows.rows
        self.on_phones, self.leads = actor.role in ("agent", "coordinator"), actor.role == "coordinator"
        self.followed = {case_of(row) for row in rows["follow"] if row["agent"] == actor.id and row["until"] is None}
        self.followed |= {(row["home"], row["id"]) for row in rows["feed"] if row["id"] == actor.unit}
        area = actor.area or "nowhere"
        coached = {(row["home"], row["id"]) for row in rows["feed"]
                   if row["id"][14] == "8" and all_rows.villages[row["home"]].startswith(area)}  # fmt: skip
        self.cases = set(self.followed) if self.on_phones else coached if actor.role == "district" else set()
        if self.leads:
            self.cases |= {(row["home"], row["id"]) for row in rows["feed"] if row["unit"] == actor.unit}
        mine = [row for row in rows["sent_record"] if self.is_sent_here(row)]
        live = [row for row in mine if row["withdrawn"] is None]
        self.sent = {(row["home"], row["record"]) for row in live}
        self.opened = {case_of(row) for row in live if row["ended_at"] is None}
        in_public = {(row["home"], row["id"]) for row in rows["feed"]
                     if row["id"] == row["home"] and all_rows.villages[row["home"]].startswith(area)}  # fmt: skip
        self.opened |= in_public if actor.role in ("village", "district") else set()
        self.opened |= coached if actor.role == "village" else set()

    def is_sent_here(self, row: Row) -> bool:
        """By the institution, or by the district."""
        place = {"partner": "recipient", "district": "area"}.get(self.actor.role)
        return place is not None and row[place] == (self.actor.partner or self.actor.area)

    def sees(self, table: str, row: Row) -> bool:
        me, unit = self.actor.id, self.actor.unit
        if table == "feed":
            case = (row["home"], row["id"])
            return case in self.cases | self.opened or (self.leads and unit in (row["home"], row["unit"]))
        if table == "unit_standing":
            return (self.leads and row["home"] == unit) or self.is_counted(row["area"])
        if table in OF_UNIT:
            return self.leads and row["home"] == unit
        inside = case_of(row) in self.cases
        if table == "departure":
            return row["person"] == me or (self.leads and row["unit"] == unit)
        if table == "rights_request":
            return self.leads and inside
        if table == "blob_part":
            return self.is_shown_pictures(*case_of(row))
        if table == "held_change":
            coaches = self.actor.role == "district" and row["answer"] == "waiting" and inside
            return coaches or (self.leads and (row["unit"] == unit or inside))
        if table == "follow":
            return row["agent"] == me or inside
        if table == "sent_record":
            return self.is_sent_here(row) or inside
        return inside or self.is_opened(row["kind"] if table == "change" else table, row)

    def is_shown_pictures(self, home: str, feed: str) -> bool:
        """Of a client, to who follows her; of a unit's papers, to who follows them and whoever leads the village."""
        of_papers = self.cases | (self.opened if self.actor.role == "village" else set())
        return (home, feed) in (of_papers if feed[14] == "8" else self.followed)

    def is_counted(self, area: str) -> bool:
        """To an office, in whose area the unit lies."""
        role, own = self.actor.role, self.actor.area
        return role == "national" or (role in ("district", "province") and bool(own) and area.startswith(own))

    def is_opened(self, kind: str, row: Row) -> bool:
        """To an office, of a kind that it reads: what was sent of such as are sent, else what that opened."""
        if self.on_phones or not KINDS[kind].readable_by.get(self.actor.role):
            return False
        record = row.get("record", row.get("id"))
        return (row["home"], record) in self.sent if KINDS[kind].is_addressed() else case_of(row) in self.opened


def case_of(row: Row) -> Case:
    return row["home"], row["feed"]


def shown(sight: EverySight, server: Engine, role: str, tables: list[str]) -> set[tuple[str, str]]:
    """(table, row) of what a transaction that stands for her has, with no filter at all."""
    query = text(" UNION ALL ".join(f"SELECT '{name}', ctid::text FROM \"{name}\"" for name in tables))
    actor = sight.actors.get(role)
    with reading(server, actor) as session:
        if actor:
            enter(session, actor, sight.now)
        return {(name, at) for name, at in session.execute(query)}
