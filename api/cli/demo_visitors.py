"""What people without an account asked of the demo's unit: one request waits for an answer, one is with Sari; and
a client asked about her data."""

from datetime import date, datetime, timedelta

import orjson
from sqlmodel import Session

from api.access.rights_requests import TIME, RightsRequest
from api.ballots.tables import TeamCall
from api.cli.demo_people import demo_day
from api.db.stated_scope import state
from api.ids import demo_id
from api.policies import journey
from api.visitors.help_requests import KEPT
from api.visitors.tables import HelpRequest, Leaflet

LEAFLETS = {"unit A": "5PSK9T", "unit B": "W3RGA2"}


def load_visitors(session: Session, now: datetime, client: str) -> None:
    """The unit's leaflets have their keys, so that an address on paper stays good."""
    session.add_all(Leaflet(key=key, unit=demo_id(unit)) for unit, key in LEAFLETS.items())
    today = demo_day(now)
    state(session, {"home": demo_id("unit A")})
    session.add(help_request("help waiting", today - timedelta(days=1), "family", "drug", "wants_info"))
    hers = help_request("help taken", today - timedelta(days=2), "self", "alcohol")
    hers.taken_by, hers.taken_on = demo_id("Sari"), today - timedelta(days=1)
    session.add(hers)
    session.add(
        TeamCall(
            home=demo_id("unit A"), id=demo_id("team call"), person=demo_id("Dewi"), threatened=False, wants_talk=True,
            asked_on=today - timedelta(days=1),
        )
    )  # fmt: skip
    asked_at = now - timedelta(hours=20)
    session.add(
        RightsRequest(
            home=demo_id("unit A"), id=demo_id("rights request"), feed=client, right="correct", asked_at=asked_at,
            due_at=asked_at + TIME, said="Umur saya salah tulis. Tolong dibetulkan.",
        )
    )  # fmt: skip


def help_request(name: str, asked_on: date, who: str, *about: str) -> HelpRequest:
    """Of this day; its code is nobody's."""
    return HelpRequest(
        home=demo_id("unit A"), id=demo_id(name), asked_on=asked_on, who=who, about=orjson.dumps(about).decode(),
        due_on=asked_on + timedelta(days=journey().help_answer_days), reach="answer_by_code", until=asked_on + KEPT,
    )  # fmt: skip
