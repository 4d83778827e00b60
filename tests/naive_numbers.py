"""The months of every unit counted a second time, from the tables and with none of the server's own counting: slowly,
month by month, and written from what each number means. {(unit, month, measure, part): how many}, without what is 0."""

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, text

from api.records import KINDS

Values = dict[str, Any]
Dated = tuple[str, str, Values]  # day, id, values
Case = dict[str, list[Dated]]
AT_WORK = ("working_in_trade", "working_other", "business", "apprentice")
STEPS = [
    ("registered", "client", ()), ("screened", "screening", ()), ("planned", "plan", ()),
    ("aftercare", "aftercare", ("plan",)), ("closed", "closure", ("plan", "aftercare")),
]  # fmt: skip


def naive_numbers(engine: Engine, through: str) -> dict[tuple[str, str, str, str], int]:
    found: Counter[tuple[str, str, str, str]] = Counter()
    for unit, case in cases(engine):
        days = [day for several in case.values() for day, _, _ in several]
        month = min([day[:7] for day in days], default=through)
        while month <= through:
            for measure, part, count in counts(case, month):
                found[unit, month, measure, part] += count
            year, number = map(int, month.split("-"))
            month = f"{year + number // 12}-{number % 12 + 1:02}"
    return {key: count for key, count in found.items() if count}


def cases(engine: Engine) -> list[tuple[str, Case]]:
    """Each with the unit that is responsible now; who took back to be counted is left out."""
    query = """SELECT feed.unit, feed.home, feed.id, change.kind, change.record, change.at, change.body FROM change
        JOIN feed ON feed.home = change.home AND feed.id = change.feed
        WHERE change.body IS NOT NULL AND feed.erased_at IS NULL ORDER BY change.record"""
    lying: dict[tuple[str, ...], Case] = defaultdict(lambda: defaultdict(list))
    with engine.connect() as connection:
        for unit, home, feed, kind, record, at, body in connection.execute(text(query)):
            values = json.loads(body)
            if values.get("voided_because"):
                continue
            name = plain(record)
            written = datetime.fromtimestamp(int(name[:12], 16) / 1000, UTC).date()
            day = values.get(KINDS[kind].day or "") or str(written) or at[:10]
            lying[plain(unit), plain(home), plain(feed)][kind].append((day, name, values))
    papers = [(key, case) for key, case in lying.items() if key[0] == key[2]]
    clients = [(key, case) for key, case in lying.items() if case.get("client")]
    return [(key[0], case) for key, case in papers + clients if not left_out(case)]


def plain(name: Any) -> str:
    return str(name).replace("-", "")


def left_out(case: Case) -> bool:
    acts = [(values["on"], values["act"] == "withdrawn") for _, _, values in case.get("consent", [])
            if "research" in values["layers"]]  # fmt: skip
    return bool(acts) and max(acts)[1]


def counts(case: Case, month: str) -> list[tuple[str, str, int]]:
    last = date.fromisoformat(f"{month}-01") + timedelta(days=40)
    end = str(last.replace(day=1) - timedelta(days=1))
    here = {kind: sorted(one for one in several if one[0][:7] == month) for kind, several in case.items()}
    told = [(key, "", len(here.get(kind, []))) for key, kind in (
        ("reached", "client"), ("screenings", "screening"), ("by_band", "screening"), ("decided_to", "screening"),
        ("visits", "visit"), ("meetings_done", "meeting"), ("flags_72h", "alert"), ("relapses", "relapse"),
        ("trainings", "vocational_training"), ("closures", "closure"), ("outreach", "outreach"))]  # fmt: skip
    told += [("outreach_heads", "", sum(one[2].get("head_total") or 0 for one in here.get("outreach", [])))]
    told += step_counts(case, end)
    told += shares(case, here, month)
    for measure, kind, field in (("by_band", "screening", "headline"), ("decided_to", "screening", "decision"),
                                 ("closures", "closure", "reason")):  # fmt: skip
        told += [(measure, str(one[2][field]), 1) for one in here.get(kind, []) if one[2].get(field)]
    return told


def step_counts(case: Case, end: str) -> list[tuple[str, str, int]]:
    step = None
    for name, kind, undone_by in STEPS:
        reached = max((one[:2] for one in case.get(kind, []) if one[0] <= end), default=None)
        after = [one[:2] for other in undone_by for one in case.get(other, []) if one[0] <= end]
        if reached and not any(one > reached for one in after):
            step = name
    if step is None:
        return []
    told = [("clients", "", 1), ("clients", step, 1)]
    if step in ("planned", "aftercare"):
        first = str(date.fromisoformat(end) - timedelta(days=30))
        told += [("active_clients", "", 1), ("active_clients", "yes", int(has_contact(case, first, end)))]
        told += [("family_involved", "", 1), ("family_involved", "yes", int(has_family(case, f"{end[:7]}-01", end)))]
    return told


def has_contact(case: Case, first: str, last: str) -> bool:
    kept = [day for day, _, values in case.get("meeting", []) if values.get("attended") in ("came", "late")]
    return any(first <= day <= last for day in [*kept, *(one[0] for one in case.get("visit", []))])


def has_family(case: Case, first: str, last: str) -> bool:
    visits = [day for day, _, values in case.get("visit", []) if "family_talk" in (values.get("support") or [])]
    met = [day for day, _, values in case.get("meeting", [])
           if values.get("form") == "family" and values.get("attended") in ("came", "late")]  # fmt: skip
    return any(first <= day <= last for day in visits + met)


def shares(case: Case, here: Case, month: str) -> list[tuple[str, str, int]]:
    told: list[tuple[str, str, int]] = []

    def share(measure: str, several: list[bool]) -> None:
        told.extend(((measure, "", len(several)), (measure, "yes", sum(several))))

    screenings = sorted(case.get("screening", []))
    for at, (day, _, _) in enumerate(screenings):
        since = str(date.fromisoformat(day) - timedelta(days=183))
        if day[:7] == month and not any(other[0] >= since for other in screenings[:at]):
            told.append(("screened", "", 1))
    risky = [one[2] for one in here.get("screening", []) if one[2].get("headline") in ("moderate", "high")]
    share("talk_given", [one.get("talk_done") == "given" for one in risky])
    share("meetings_done", [one[2].get("attended") in ("came", "late") for one in here.get("meeting", [])])
    told[-2] = ("meetings_done", "", 0)  # counted above
    for measure, kind in (("visits_on_time", "visit"), ("meetings_on_time", "meeting")):
        planned = [one[2]["next_on"] for one in case.get(kind, []) if str(one[2].get("next_on"))[:7] == month]
        near = [[str(date.fromisoformat(day) + timedelta(days=days)) for days in (-3, 3)] for day in planned]
        share(measure, [has_contact(case, *span) for span in near])
    closed = [(day, values.get("closed_on")) for day, _, values in here.get("alert", [])]
    soon = [bool(end) and end <= str(date.fromisoformat(day) + timedelta(days=3)) for day, end in closed]
    told.append(("flags_72h", "yes", sum(soon)))
    sent = [one[2] for one in case.get("referral", []) if str(one[2].get("sent_on"))[:7] == month]
    told.append(("referrals_sent", "", len(sent)))
    share("referrals_arrived", [bool(one.get("arrived_on")) for one in sent])
    share("voluntary", [one.get("path") == "voluntary" for one in sent])
    courses = [one[2] for one in here.get("vocational_training", [])]
    share("trainings_finished", [one.get("status") == "finished" for one in courses])
    share("certified", [one.get("certificate") == "competence" for one in courses])
    for point in ("m1", "m3", "m6"):
        asked = [one[2] for one in here.get("vocational_outcome", []) if one[2].get("point") == point]
        share(f"work_{point}", [one.get("state") in AT_WORK for one in asked])
    ended = [one[2].get("reason") for one in here.get("closure", [])]
    share("completion", [one == "finished" for one in ended if one in ("finished", "not_continued", "refused")])
    return told
