"""Reading as somebody of `cases_of_all`: an office's look that shows something is one entry of the log, others none."""

import json
from typing import Any

from sqlmodel import col, select

from api.access.read_log import ReadLog
from api.db.engine import reading
from tests.cases_of_all import PEOPLE, AllCases

NO_CASE = ("village", "province", "national")
OFFICES = PEOPLE.keys() - {"follower", "handed_over", "revoked", "stranger", "nobody"}


def logged(cases: AllCases) -> int:
    """How many entries there are more than when this was last asked: every read here asks."""
    with cases.place.engine.begin() as connection:
        [entries] = connection.exec_driver_sql("SELECT count(*) FROM read_log").one()
    more, cases.entries = entries - cases.entries, entries
    return more


def last_logged(cases: AllCases) -> tuple[str, list[str]]:
    """How, and which records: the newest entry."""
    with reading(cases.place.engine) as session:
        newest = session.exec(select(ReadLog).order_by(col(ReadLog.at).desc(), col(ReadLog.id).desc()).limit(1)).one()
        return newest.how, json.loads(newest.records)


def asked(cases: AllCases, role: str, path: str, how: str, shown: list[str]) -> Any:
    """The answer; an office's read that shows something is one entry, any other none."""
    answer = cases.get(role, path)
    must = role in OFFICES and bool(shown) and answer.status_code == 200
    assert logged(cases) == must, (role, path, "an entry of the log for each read of an office")
    if must:
        assert last_logged(cases) == (how, shown), (role, path)
    return answer


def asked_in_any_order(cases: AllCases, role: str, path: str, shown: list[str]) -> Any:
    answer = cases.get(role, path)
    must = role in OFFICES and bool(shown)
    assert logged(cases) == must, (role, path, "an entry of the log for each list of an office")
    if must:
        how, records = last_logged(cases)
        assert (how, sorted(records)) == ("list", sorted(shown))
    return answer
