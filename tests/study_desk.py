"""A study as its tests ask for it: who is there, what the nation's office writes, and what a member answers."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from api.cli.demo_studies import demo_number
from api.db.engine import reading
from api.db.stated_scope import state
from api.identity.access_tokens import give_token
from api.ids import demo_id
from tests.conftest import Place

Json = Any
STUDY = demo_id("a study")
ADDRESS = f"/v1/studies/{STUDY}"
NUMBERS = [demo_number(bytes([at] * 9)) for at in range(40)]
DOMAINS = ("physical", "psychological", "social", "environment")
OFFICES = (("Hadi", "district", "33.22"), ("Propinsi", "province", "33"), ("Pusat", "national", None),
           ("Lurah", "village", "33.22.01.2001"), ("Admin", "admin", None))  # fmt: skip


def come(place: Place) -> None:
    """Offices, and people of two units."""
    for name, role, area in OFFICES:
        place.person(name, None, role, area=area)
    place.person("Sari")
    place.person("Ratna", role="coordinator")
    place.person("Budi", "B", role="coordinator")


def day(place: Place, days: int) -> str:
    return str(date.fromisoformat(place.today()) + timedelta(days=days))


def text(place: Place, **more: Json) -> Json:
    """A study that runs for a year since ten days."""
    return {
        "name": "Dua kelompok", "question": "Apakah hidup mereka lebih membaik?", "starts_on": day(place, -10),
        "ends_on": day(place, 355), "arms": ["ibm", "waiting"], "points": ["start", "m6"],
        "instrument": "whoqol-bref", "version": "1996-1", "ethics_no": "KE/1", "n_target": 40,
    } | more  # fmt: skip


def asked(place: Place, who: str, method: str, path: str = ADDRESS, body: Json = None, match: str = "") -> Any:
    headers = place.headers(who) | ({"If-Match": match} if match else {})
    return place.http.request(method, path, headers=headers, json=body)


def written(place: Place, **more: Json) -> Any:
    """By the nation's office, which read it."""
    match = asked(place, "Pusat", "GET").headers.get("etag", "")
    return asked(place, "Pusat", "PUT", body=text(place, **more), match=match)


def answer(at: int = 0, **more: Json) -> Json:
    return {
        "number": NUMBERS[at], "arm": "ibm", "point": "start", "age_band": "25-34", "sex": "male", "agreed": True,
        "instrument": "whoqol-bref", "version": "1996-1", "scores": dict.fromkeys(DOMAINS, 40),
    } | more  # fmt: skip


def told(place: Place, body: Json, who: str = "Ratna") -> Any:
    return asked(place, who, "POST", f"{ADDRESS}/answers", body)


def taken_along(place: Place, who: str, *ways: str, written: str = "csv") -> Any:
    """The results as a file, by a token of a sign-in just now; `ways`: how, where it is another than by a password."""
    token = give_token(place.settings, place.people[who], now=place.clock(), ways=ways or ("pwd",))
    headers = {"Authorization": f"Bearer {token}"}
    return place.http.get(f"/v1/exports/studies/{STUDY}", params={"written": written}, headers=headers)


def faults(answered: Any) -> list[tuple[str, str]]:
    return [(one["pointer"], one["code"]) for one in answered.json()["errors"]]


def rows(place: Place) -> list[Any]:
    """All that is kept, as the nation's office has it."""
    with reading(place.engine) as session:
        state(session, {"role": "national"})
        return list(session.execute(select(SQLModel.metadata.tables["study_member"])))
