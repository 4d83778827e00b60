"""On PostgreSQL every row of every case, for everybody: shown if she may see it, by row security alone."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from api.access.row_security import readable
from api.db.engine import make_engine
from api.records import KINDS
from tests.cases_of_all import AllCases
from tests.conftest import a_place
from tests.engines import ENGINES, owners, unwalled
from tests.second_wall import PEOPLE_THERE, EverySight, fill, shown

TABLES = sorted(readable())


@pytest.fixture(scope="module", params=[one for one in ENGINES if one == "postgres"])
def sight(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EverySight]:
    with a_place(request.param, tmp_path_factory.mktemp("sight")) as place:
        cases = AllCases(place)
        above = make_engine(unwalled(place.settings.database_url))
        fill(cases, above)
        yield EverySight(cases, above)
        above.dispose()


@pytest.fixture
def server(sight: EverySight) -> Iterator[Engine]:
    engine = make_engine(sight.cases.place.settings.database_url)
    yield engine
    engine.dispose()


def test_each_has_every_row_that_is_hers_and_no_other(sight: EverySight, server: Engine) -> None:
    assert {name for name in TABLES if len(sight.rows[name]) < 2} == set(), "a table without rows proves nothing"
    for role in PEOPLE_THERE:
        has, wanted = shown(sight, server, role, TABLES), sight.wanted(role)
        more, less = sorted(has - wanted), sorted(wanted - has)
        assert (more, less) == ([], []), role


def plants(rule: str) -> Iterator[tuple[str, str]]:
    """(part, the rule without it): of an OR a right is taken away, of an AND one is given."""
    for word in (" OR ", " AND "):
        parts = split_at(rule, word)
        if len(parts) > 1:
            for at, part in enumerate(parts):
                before, after = parts[:at], parts[at + 1 :]
                yield part, word.join([*before, *after])
                yield from ((out, word.join([*before, f"({left})", *after])) for out, left in plants(part))
            return
    if rule.startswith("(") and closes_at_end(rule):
        yield from plants(rule[1:-1])


def split_at(rule: str, word: str) -> list[str]:
    """At this word outside of any brackets and quotes."""
    parts, depth, since, at = [], 0, 0, 0
    while at < len(rule):
        depth += {"(": 1, ")": -1}.get(rule[at], 0)
        if depth == 0 and rule.startswith(word, at):
            parts.append(rule[since:at])
            since = at = at + len(word)
            continue
        at += 1
    return [*parts, rule[since:]]


def closes_at_end(rule: str) -> bool:
    """The first bracket is the last one's."""
    depth = [sum({"(": 1, ")": -1}.get(letter, 0) for letter in rule[: at + 1]) for at in range(len(rule))]
    return 0 not in depth[:-1] and depth[-1] == 0


FOR_VILLAGES = [name for name, kind in KINDS.items() if kind.feed != "case" and kind.readable_by.get("village")]
# Left out there is what is said once more: such a list is stated only for who reaches it, a record has one kind, and of
# a case that moved away its unit may know the feed's row. {table: what the part asks}
SAID_TWICE = {
    "feed": {"whole away", "away", "moved"}, "change": {"kind", "role"},
    **{key: {"role"} for key in ("sent_record", "approval", "referral", *FOR_VILLAGES)},
}  # fmt: skip


@pytest.mark.soak
def test_each_part_of_each_policy_is_missed_where_it_is_left_out(sight: EverySight, server: Engine) -> None:
    """Given to everybody, taken from everybody, and every part of it left out."""
    survived = []
    owner_of = make_engine(owners(sight.cases.place.settings.database_url))
    with owner_of.connect() as owner:
        for table, rule in readable().items():
            for part, plant in (("all", "true"), ("all", "false"), *plants(rule)):
                lay(owner, table, plant)
                if not is_missed(sight, server, table) and part != "false":
                    survived.append((table, asks(part)))
            lay(owner, table, rule)
            assert not is_missed(sight, server, table)
    owner_of.dispose()
    assert set(survived) == {(table, part) for table, parts in SAID_TWICE.items() for part in parts}


def asks(part: str) -> str:
    """What is compared there."""
    return " ".join(re.findall(r"pulih\.([a-z]+)", part)) or part.split(" ")[0]


def lay(owner: Connection, table: str, rule: str) -> None:
    owner.exec_driver_sql(f'ALTER POLICY server ON "{table}" USING ({rule})')
    owner.commit()


def is_missed(sight: EverySight, server: Engine, table: str) -> bool:
    """Somebody sees more of this table than she may, or less."""
    of_it = {role: {one for one in sight.wanted(role) if one[0] == table} for role in PEOPLE_THERE}
    return any(shown(sight, server, role, [table]) != of_it[role] for role in PEOPLE_THERE)
