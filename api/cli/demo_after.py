"""What the demo's people wrote of the time after: courses and what came of them, aftercare, a relapse, an end."""

from collections.abc import Iterator
from datetime import date, timedelta

from api import policies
from api.cli.demo_cases import Written
from api.cli.demo_picture import PICTURED, PICTURED_RECORD
from api.ids import demo_id
from api.records.vocational_training import VocationalTraining


def time_after(today: date, *, learned: int, planned: int, cared_for: int, closed: int) -> Iterator[Written]:
    """Each by its client's number."""
    # The course that the examples ask about: long over, whenever the demo was loaded.
    yield Written(
        "vocational_training", learned, "training finished", VocationalTraining.example | {"starts_on": "2026-09-01"}
    )
    yield from course_and_work(today, planned)
    yield learning(today, cared_for)
    yield from stayed_with(today, cared_for)
    told = {"reason": "finished", "plan_result": "reached", "aftercare_offered": True, "aftercare_outcome": "stable"}
    letters = {"qol_why": "Belum ada yang bisa membacakan.", "goodbye_letter": True, "survey_invited": True}
    yield Written("closure", closed, "closure", {"on": ago(today, 50), **told, **letters})


def learning(today: date, client: int) -> Written:
    """A course that goes on."""
    begun = {"starts_on": ago(today, 20), "hours": 120, "hours_attended": 54, "status": "attending"}
    begun |= {"ends_on": ago(today, -25), "paid_by": "free"}
    return Written("vocational_training", client, "training", {"trade": "barista", "provider_kind": "blk", **begun})


def course_and_work(today: date, client: int) -> Iterator[Written]:
    """A course that ended some time ago, and what he did a month later; soon it is asked again."""
    course = {"trade": "welding", "provider_kind": "lpk", "starts_on": ago(today, 150), "ends_on": ago(today, 85)}
    made = {
        "status": "finished",
        "sessions": 24,
        "sessions_attended": 22,
        "certificate": "competence",
        "kit": "partial",
    }
    yield Written(
        "vocational_training", client, "training welding", course | made | {"kit_what": "Topeng las", "photo": PICTURED}
    )
    said = {"point": "m1", "on": ago(today, 54), "state": "working_in_trade", "income": "sometimes"}
    after = {"training": demo_id(PICTURED_RECORD), "relapse_since": "no"}
    yield Written("vocational_outcome", client, "vocational_outcome", said | after)


def stayed_with(today: date, client: int) -> Iterator[Written]:
    """Aftercare since two months, and a relapse in it that was talked about."""
    span = {"came_from": "outpatient", "starts_on": ago(today, 60), "months": 6, "ends_on": ago(today, -122)}
    how = {"policy": policies.journey().version, "contact_every": "month", "ways": ["home", "phone"], "status": "open"}
    yield Written("aftercare", client, "aftercare", span | how)
    seen = {"on": ago(today, 46), "noticed": "said", "substance": "alcohol", "days": 2, "done": ["talked"]}
    yield Written("relapse", client, "relapse", seen)


def ago(today: date, days: int) -> str:
    """So many days before today."""
    return str(today - timedelta(days=days))
