"""The demo's agreements for areas: the nation's, which covers provinces, and the province's own, which soon ends."""

from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlmodel import Session

from api.changes.area_papers import AreaPaper
from api.cli.demo_people import DISTRICT
from api.ids import demo_id


def load_agreements(session: Session, now: datetime) -> None:
    """With institutions with which no unit of the demo has one."""
    nation, soon = agreed("agreement for areas", 3, now, 300, 700), agreed("agreement soon over", 4, now, 700, 40)
    session.add(AreaPaper(office="", regions=",33,34,35,", written_by=demo_id("bnn"), **nation))
    session.add(AreaPaper(office="33", regions=f",{DISTRICT},", written_by=demo_id("bnnp"), **soon))


def agreed(key: str, partner: int, now: datetime, since: int, until: int) -> dict[str, Any]:
    """It holds since and until so many days from now."""
    begins = now.date() - timedelta(days=since)
    said = {
        "number": f"PKS/{partner}/{begins.year}", "on": begins, "scope": ["inpatient", "aftercare", "vocational"],
        "budget_lines": [
            {"what": "Pencatatan dan laporan", "line": "documentation_reporting", "amount": 12_000_000}
        ],
        "contacts": "Bagian rehabilitasi, jam kerja.",
    }  # fmt: skip
    return {
        "kind": "agreement", "id": demo_id(key), "institution": demo_id(f"partner {partner}"), "starts_on": begins,
        "ends_on": now.date() + timedelta(days=until), "said": orjson.dumps(said).decode(),
        "written_at": now - timedelta(days=since),
    }  # fmt: skip
