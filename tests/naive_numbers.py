"""The quarters of every unit counted a second time, from the tables and with none of the server's own counting: slowly,
quarter by quarter, and written from what each number means. {(unit, quarter, number, block): (how many, people)}."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median_low
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text

from api.records import KINDS

Values = dict[str, Any]
Dated = tuple[str, str, Values]  # day, id, values
Case = dict[str, list[Dated]]
Counted = Iterator[tuple[str, list[str]]]  # number, and the blocks of one thing that is counted
STEPS = [
    ("registered", "client", ()), ("screened", "screening", ()), ("planned", "plan", ()),
    ("aftercare", "aftercare", ("plan",)), ("closed", "closure", ("plan", "aftercare")),
]  # fmt: skip
REFERRED = {"refer", "refer_now", "refer_child", "refer_alcohol", "protect"}
AT_WORK = {"working_in_trade", "working_other", "business", "apprentice"}
DOMAINS = ("physical", "psychological", "social", "environment")
Key = tuple[str, str, str, str]


def naive_numbers(engine: Engine, through: str) -> dict[Key, tuple[int, int]]:
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for unit, case in cases(engine):
        days = [day for several in case.values() for day, _, _ in several]
        first = min([quarter(day) for day in days], default=through)
        for year in range(int(first[:4]), int(through[:4]) + 1):
            for span in (f"{year}-Q{number}" for number in (1, 2, 3, 4)):
                if first <= span <= through:
                    add(found, unit, span, case)
    return {key: (number, people) for key, (number, people) in found.items()}


def add(found: dict[Key, list[int]], unit: str, span: str, case: Case) -> None:
    own: dict[Key, int] = defaultdict(int)
    for number, blocks in counts(case, span):
        for block in {"", *blocks}:
            own[unit, span, number, block] += 1
    for key, count in own.items():
        found[key][0] += count
        found[key][1] += 1
    fullest: dict[Key, int] = defaultdict(int)
    for number, block, heads in heads_at([one for one in case.get("outreach", []) if quarter(one[0]) == span]):
        found[unit, span, number, block][0] += heads
        fullest[unit, span, number, block] = max(fullest[unit, span, number, block], heads)
    for key, heads in fullest.items():
        found[key][1] += heads


def heads_at(events: list[Dated]) -> Iterator[tuple[str, str, int]]:
    """Number, block, how many of each event, without what is 0."""
    for day, _, values in events:
        heads = values.get("head_total") or 0
        women, children = values.get("head_women"), values.get("head_under18")
        asked = min(heads, values.get("asked_after") or 0)
        told = {("outreach_heads", day[:7]): heads, ("outreach_asked", "yes"): asked,
                ("outreach_asked", "rest"): heads - asked}  # fmt: skip
        told |= {(f"outreach_{name}", ""): heads for name in ("heads", "women", "under18", "asked")}
        for number, some, others, counted in (
            ("outreach_women", "women", "others", women), ("outreach_under18", "under18", "adults", children)
        ):  # fmt: skip
            if counted is None:
                told[number, "rest"] = heads
            else:
                told |= {(number, "counted"): heads, (number, some): min(counted, heads),
                         (number, others): heads - min(counted, heads)}  # fmt: skip
        yield from ((*key, many) for key, many in told.items() if many)


def quarter(day: str) -> str:
    return f"{day[:4]}-Q{-(-int(day[5:7]) // 3)}"


def cases(engine: Engine) -> list[tuple[str, Case]]:
    """Each with the unit that is responsible now; who took back to be counted is left out."""
    query = """SELECT feed.unit, feed.home, feed.id, unit.timezone, change.kind, change.record, change.at, change.body
        FROM change JOIN feed ON feed.home = change.home AND feed.id = change.feed JOIN unit ON unit.id = feed.unit
        WHERE change.body IS NOT NULL AND feed.erased_at IS NULL ORDER BY change.record"""
    lying: dict[tuple[str, ...], Case] = defaultdict(lambda: defaultdict(list))
    with engine.connect() as connection:
        for unit, home, feed, zone, kind, record, at, body in connection.execute(text(query)):
            values = json.loads(body)
            if values.get("voided_because"):
                continue
            name = plain(record)
            day = values.get(KINDS[kind].day or "") or day_written(name, zone) or at[:10]
            lying[plain(unit), plain(home), plain(feed)][kind].append((day, name, values))
    papers = [(key, case) for key, case in lying.items() if key[0] == key[2]]
    clients = [(key, case) for key, case in lying.items() if case.get("client")]
    return [(key[0], case) for key, case in papers + clients if not left_out(case)]


def day_written(name: str, zone: str) -> str:
    return str(datetime.fromtimestamp(int(name[:12], 16) / 1000, UTC).astimezone(ZoneInfo(zone)).date())


def plain(name: Any) -> str:
    return str(name).replace("-", "")


def left_out(case: Case) -> bool:
    acts = [(values["on"], values["act"] == "withdrawn") for _, _, values in case.get("consent", [])
            if "research" in values["layers"]]  # fmt: skip
    return bool(acts) and max(acts)[1]


def plus(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


def counts(case: Case, span: str) -> Counted:
    def here(kind: str, **wanted: str) -> list[Dated]:
        return [one for one in sorted(case.get(kind, [])) if quarter(one[0]) == span
                and all(one[2].get(name) == value for name, value in wanted.items())]  # fmt: skip

    year, number = int(span[:4]), int(span[-1])
    end = plus(f"{year + number // 4}-{number % 4 * 3 + 1:02}-01", -1)
    yield from people(case, span, end)
    yield from (("reached", [day[:7]]) for day, _, _ in here("client"))
    yield from (("outreach", [day[:7]]) for day, _, _ in here("outreach"))
    yield from (("plans", []) for _ in here("plan"))
    for _, _, values in here("meeting"):
        yield "meetings_done", ["yes" if values.get("attended") in ("came", "late") else "rest"]
    for _, _, values in case.get("visit", []):
        if values.get("next_on") and quarter(values["next_on"]) == span:
            near = (plus(values["next_on"], -3), plus(values["next_on"], 3))
            yield "visits_on_time", ["yes" if has_contact(case, *near) else "rest"]
    for day, _, values in here("alert"):
        soon = values.get("closed_on") and values["closed_on"] <= plus(day, 3)
        yield "flags_72h", ["yes" if soon else "rest"]
    for day, _, values in here("closure"):
        left = "left" if values.get("reason") in ("not_continued", "refused") else "other"
        end_sheets = [on for on, _, sheet in case.get("quality_of_life", []) if sheet.get("point") == "end"]
        near = any(plus(day, -28) <= on <= plus(day, 28) for on in end_sheets)
        yield "qol_measured", ["yes" if near else "rest"]
        yield "completion", ["finished"] if values.get("reason") == "finished" else ["rest", left]
    yield from screenings(case, here("screening"))
    yield from afterwards(case, here)


def people(case: Case, span: str, end: str) -> Counted:
    """The client herself."""
    step = None
    for name, kind, undone_by in STEPS:
        reached = max((one[:2] for one in case.get(kind, []) if one[0] <= end), default=None)
        after = [one[:2] for other in undone_by for one in case.get(other, []) if one[0] <= end]
        if reached and not any(one > reached for one in after):
            step = name
    if step:
        lately = "met" if has_contact(case, plus(end, -30), end) else "unmet"
        yield "clients", [step, f"{step}_{lately}"] if step in ("planned", "aftercare") else [step]
    first = str(date(int(span[:4]), 3 * int(span[-1]) - 2, 1))
    if has_contact(case, first, end):
        yield "family_involved", ["yes" if has_family(case, first, end) else "rest"]
        yield "days_between_contacts", [gap(case, first, end)]


def gap(case: Case, first: str, last: str) -> str:
    days = sorted(set(contacts(case)))
    apart = [(date.fromisoformat(now) - date.fromisoformat(days[at])).days
             for at, now in enumerate(days[1:]) if first <= now <= last]  # fmt: skip
    middle = median_low(apart) if apart else 999
    return "fortnight" if middle <= 14 else "month" if middle <= 31 else "rest"


def contacts(case: Case) -> list[str]:
    kept = [day for day, _, values in case.get("meeting", []) if values.get("attended") in ("came", "late")]
    return [*kept, *(one[0] for one in case.get("visit", []))]


def has_contact(case: Case, first: str, last: str) -> bool:
    return any(first <= day <= last for day in contacts(case))


def has_family(case: Case, first: str, last: str) -> bool:
    visits = [day for day, _, values in case.get("visit", []) if "family_talk" in (values.get("support") or [])]
    met = [day for day, _, values in case.get("meeting", [])
           if values.get("form") == "family" and values.get("attended") in ("came", "late")]  # fmt: skip
    return any(first <= day <= last for day in visits + met)


def screenings(case: Case, here: list[Dated]) -> Counted:
    """Once in half a year."""
    for day, name, values in here:
        if any(plus(day, -183) <= other[0] and other[:2] < (day, name) for other in case["screening"]):
            continue
        yield "screened", [day[:7]]
        band, decision = values.get("headline"), values.get("decision")
        risky = band in ("moderate", "high")
        yield "by_band", ["risky", str(band)] if risky else ["rest"]
        yield "talk_given", ["risky", "yes" if values.get("talk_done") == "given" else "no"] if risky else ["rest"]
        for substance in ("alcohol", "tobacco"):
            found = values.get("scores", {}).get(substance, {}).get("band")
            yield f"by_{substance}", ["risky" if found in ("moderate", "high") else "rest"]
        ibm = "ibm" if decision in ("ibm", "ibm_approval") else "rest"
        yield "decided_to", ["refer" if decision in REFERRED else ibm]
        agreed = all(consented(case, layer, day) for layer in ("contact", "screening"))
        yield "consent_complete", ["yes" if agreed else "rest"]


def consented(case: Case, layer: str, day: str) -> bool:
    acts = [(on, values["act"] == "withdrawn") for on, _, values in case.get("consent", [])
            if layer in values["layers"] and on <= day]  # fmt: skip
    return bool(acts) and not max(acts)[1]


def afterwards(case: Case, here: Callable[..., list[Dated]]) -> Counted:
    for _, _, values in (one for one in here("referral") if one[2].get("sent_on")):
        arrived, steps = values.get("arrived_on"), {step["status"] for step in values.get("steps") or []}
        back = "handed_back" if "handed_back" in steps else "not_back"
        done = "completed" if "completed" in steps else "not_completed"
        waits = "accepted" if "accepted" in steps else "not_accepted"
        yield "referrals", ["arrived", back] if arrived else ["rest"]
        yield "referrals_completed", ["arrived", done] if arrived else ["rest"]
        yield "referrals_accepted", ["arrived"] if arrived else ["rest", waits]
        answers = [step["on"] for step in values.get("steps") or []
                   if step["status"] in ("accepted", "waitlisted", "declined", "redirected")]  # fmt: skip
        in_time = values.get("reply_by") and any(on <= values["reply_by"] for on in answers)
        yield "referrals_answered", ["yes" if in_time else "rest"]
        yield "voluntary", ["yes" if values.get("path") == "voluntary" else "rest"]
    for _, _, values in here("vocational_training"):
        certified = "certified" if values.get("certificate") == "competence" else "uncertified"
        yield "vocational", ["finished", certified] if values.get("status") == "finished" else ["rest"]
    for point in ("m1", "m3", "m6"):
        for _, _, values in here("vocational_outcome", point=point):
            other = ["rest", "lost" if values.get("state") == "lost" else "not_working"]
            yield f"work_{point}", ["yes"] if values.get("state") in AT_WORK else other
    for day, _, _ in here("aftercare"):
        again = [one[0] for one in case.get("relapse", []) if day <= one[0]]
        soon = "in_3m" if any(on <= plus(day, 92) for on in again) else "later"
        yield "relapse", ["in_6m", soon] if any(on <= plus(day, 183) for on in again) else ["rest"]
    for point in ("start", "end", "m6"):
        for _, _, values in here("situation", point=point):
            busy = values.get("work") in ("casual", "working", "business", "apprentice")
            yield f"productive_{point}", ["yes" if busy or values.get("school") in ("in", "back") else "rest"]
    for one in here("quality_of_life", point="end"):
        starts = [other for other in sorted(case["quality_of_life"])
                  if other[2].get("point") == "start" and other[:2] < one[:2]]  # fmt: skip
        if starts and all({*sheet[2].get("domains", {})} == {*DOMAINS} for sheet in (starts[-1], one)):
            for domain in DOMAINS:
                was, now = (float(sheet[2]["domains"][domain]["score"]) for sheet in (starts[-1], one))
                yield f"qol_{domain}", ["yes" if now > was else "rest"]
