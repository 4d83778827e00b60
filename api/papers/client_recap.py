"""The recap of a unit's clients in the shape of Perka BNN 4/2015, annex I: a code in the place of a name.

It says no more than whoever leads the unit reads: the substance is that with the highest score, and of how it is taken
only whether it was injected lately.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from api.records.task_case import TaskRecord

Values = Mapping[str, Any]
BESIDE = frozenset({"tobacco", "alcohol"})  # advised on, and never what decides


class RecapCase(NamedTuple):
    """A client's records as the reader is shown them, the newest first. `step`: of the journey, today. `takes_part`: in
    numbers, and so in this."""

    records: Sequence[TaskRecord]
    step: str | None
    takes_part: bool

    def newest(self, kind: str) -> Values:
        """Empty where there is none."""
        return next((one.values for one in self.records if one.kind == kind), {})


def client_recap(cases: Iterable[RecapCase], month: str) -> dict[str, Any]:
    """Those who were there in a month (`2026-11`), by their codes."""
    there = [one for one in cases if was_there(one, month)]
    rows = [recap_row(one) for one in there if one.takes_part]
    rows.sort(key=lambda row: str(row["code"] or "~"))
    return {"month": month, "rows": rows, "left_out": len(there) - len(rows)}


def was_there(case: RecapCase, month: str) -> bool:
    """Not closed before it began."""
    closed = str(case.newest("closure").get("on") or "")
    return case.newest("client").get("status") != "closed" or closed[:7] >= month


def recap_row(case: RecapCase) -> dict[str, Any]:
    """None: it was not said."""
    client, screening = case.newest("client"), case.newest("screening")
    injected = screening.get("injecting")
    return {
        **{name: client.get(name) for name in ("code", "sex", "age_band", "status")},
        "substance": main_substance(screening.get("scores") or {}),
        "route": "inject" if injected and injected.startswith("recent") else None,
        "service": case.step,
    }


def main_substance(scores: Mapping[str, Any]) -> str | None:
    """Of those that decide the one with the highest score; of the others where there is none of them."""
    found = {name: one["score"] for name, one in scores.items() if one["score"]}
    deciding = {name: score for name, score in found.items() if name not in BESIDE}
    among = deciding or found
    return max(among, key=lambda name: among[name]) if among else None
