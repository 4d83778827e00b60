"""The demo's papers for areas: an agreement of the nation's, which covers provinces, one of the province's, which soon
ends, and a training of each."""

from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlmodel import Session

from api.changes.area_papers import AreaPaper
from api.cli.demo_people import DISTRICT, demo_day
from api.ids import demo_id


def load_area_papers(session: Session, now: datetime) -> None:
    """With institutions with which no unit of the demo has one."""
    nation, soon = agreed("agreement for areas", 3, now, 300, 700), agreed("agreement soon over", 4, now, 700, 40)
    session.add(AreaPaper(office="", regions=",33,34,35,", written_by=demo_id("bnn"), **nation))
    session.add(AreaPaper(office="33", regions=f",{DISTRICT},", written_by=demo_id("bnnp"), **soon))
    held, hers = trained("training for areas", "plrkm", now, 95), trained("training of a province", "bnnp", now, 40)
    session.add(AreaPaper(office="", regions=",33,34,", written_by=demo_id("bnn"), **held))
    session.add(AreaPaper(office="33", regions=",33,", written_by=demo_id("bnnp"), **hers))


def agreed(key: str, partner: int, now: datetime, since: int, until: int) -> dict[str, Any]:
    """It holds since and until so many days from now."""
    begins = demo_day(now) - timedelta(days=since)
    said = {
        "number": f"PKS/{partner}/{begins.year}", "on": begins, "scope": ["inpatient", "aftercare", "vocational"],
        "budget_lines": [
            {"what": "Pencatatan dan laporan", "line": "documentation_reporting", "amount": 12_000_000}
        ],
        "contacts": "Bagian rehabilitasi, jam kerja.",
    }  # fmt: skip
    return {
        "kind": "agreement", "id": demo_id(key), "institution": demo_id(f"partner {partner}"), "starts_on": begins,
        "ends_on": demo_day(now) + timedelta(days=until), "said": orjson.dumps(said).decode(),
        "written_at": now - timedelta(days=since),
    }  # fmt: skip


def trained(key: str, organiser: str, now: datetime, ago: int) -> dict[str, Any]:
    """It ended so many days before now."""
    last = demo_day(now) - timedelta(days=ago)
    said = {
        "title": "Bimtek rujukan dan pencatatan", "sort": "bimtek_officers", "organiser": organiser,
        "modules": ["rujukan", "pencatatan"], "hours": 24, "mode": "hybrid", "agents": 12,
        "offices": [{"satker": "BNNK Semarang", "people": 4, "passed": 4}, {"satker": "BNNK Salatiga", "people": 2}],
    }  # fmt: skip
    return {
        "kind": "training", "id": demo_id(key), "institution": None, "starts_on": last - timedelta(days=2),
        "ends_on": last, "said": orjson.dumps(said).decode(), "written_at": now - timedelta(days=ago),
    }  # fmt: skip
