"""What a phone knows besides its records: colleagues, units, partners and villages of its own kabupaten.

No case data. The hash travels with every pull, so it is kept per unit for a few seconds; asking for the whole always
reads afresh.
"""

import json
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from sqlalchemy import ColumnElement
from sqlalchemy.pool import Pool
from sqlmodel import Session, col, or_, select

from api import policies
from api.actor import Actor
from api.areas import area, known, within
from api.ballots.tables import Study
from api.changes.agreements import agreed_until
from api.changes.published_policies import published
from api.identity.current_actor import Now, Reading, SignedIn
from api.identity.memberships import members_of
from api.identity.partner_profiles import profiles_of
from api.identity.people import Partner, Unit
from api.problems.tree import SignInNeeded, answers
from api.records.coaching.phase_assessment import PhaseAssessment
from api.resources.days import day_in
from api.resources.etags import IfNoneMatch, names
from api.resources.reference_shapes import OwnUnit, Reference
from api.resources.studies import card_of

router = APIRouter(prefix="/v1", tags=["reference"])
KEPT_SECONDS = 10
NO_UNITS = ("village", "province")  # nobody's client moves there, and no paper of theirs names one
PROVINCE, KABUPATEN = 2, 5  # of a Kemendagri code `33.22.01.2001`

kept: WeakKeyDictionary[Pool, dict[str, tuple[float, str]]] = WeakKeyDictionary()


def reference(session: Session, actor: Actor, now: datetime) -> Reference:
    """Read afresh."""
    unit = session.get(Unit, actor.unit) if actor.unit else None
    partner = session.get(Partner, actor.partner) if actor.partner else None
    village = unit.village if unit else partner.village if partner else actor.area or ""
    parts: dict[str, Any] = {
        "unit": own(unit).model_dump() if unit else None,
        "agents": colleagues(session, unit),
        # Those of an officer's district, all at once: which of them asks something of her she is not told.
        "units": units_near(session, village) if actor.role not in NO_UNITS else [],
        "partners": partners_near(session, village, unit, now),
        "rubrics": rubrics_for(session, actor),
        "studies": studies_for(session, unit, now),
        "villages": villages_of(village[:KABUPATEN]) if len(village) >= KABUPATEN else [],
    }
    digest = sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]
    return Reference.model_validate({"hash": digest, **parts})


def own(unit: Unit) -> OwnUnit:
    """With the name of its kabupaten."""
    code = unit.village[:KABUPATEN]
    where = area(code).name if known(code) else code
    return OwnUnit.model_validate({**unit.model_dump(), "kabupaten": where})


def colleagues(session: Session, unit: Unit | None) -> list[dict[str, Any]]:
    """Who can be invited, and whose names stand under records."""
    if unit is None:
        return []
    return [{**one._asdict(), "unit": unit.id} for one in members_of(session, unit.id)]


def units_near(session: Session, village: str) -> list[dict[str, Any]]:
    """Those to which a client may move."""
    query = select(Unit).where(near(col(Unit.village), village[:KABUPATEN])).order_by(Unit.name, Unit.id)
    return [{"id": one.id, "name": one.name} for one in session.exec(query).all()]


def partners_near(session: Session, village: str, unit: Unit | None, now: datetime) -> list[dict[str, Any]]:
    """Active ones of the province, since institutions are few and far; and those from afar with which the unit has an
    agreement."""
    agreed = agreed_until(session, unit.id, day_in(now, unit.timezone)) if unit else {}
    told = or_(near(col(Partner.village), village[:PROVINCE]), col(Partner.id).in_(agreed))
    found = session.exec(select(Partner).where(Partner.active, told).order_by(Partner.name, Partner.id)).all()
    said = profiles_of(session, [one.id for one in found])
    return [
        {
            "id": p.id,
            "name": p.name,
            "kind": p.kind,
            "village": p.village,
            "services": json.loads(p.services),
            "requirements": json.loads(p.requirements),
            "agreed_until": agreed.get(p.id),
            "profile": said.get(p.id),
        }
        for p in found
    ]


def rubrics_for(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """For who assesses phases; an app brings the first ones along."""
    found = published(session, "phase_rubric").values() if actor.role in PhaseAssessment.written_by else ()
    return [one.model_dump(mode="json", exclude={"name", "region", "source"}, exclude_unset=True) for one in found]


def studies_for(session: Session, unit: Unit | None, now: datetime) -> list[dict[str, Any]]:
    """Those of which nothing is told yet: people of a unit are asked for them, and may leave them."""
    if unit is None:
        return []
    last = day_in(now, unit.timezone) - timedelta(days=policies.study_rules().late_days)
    query = select(Study).where(Study.ends_on >= last).order_by(col(Study.ends_on), Study.id)
    return [card_of(row).model_dump(mode="json") for row in session.exec(query).all()]


@cache
def villages_of(kabupaten: str) -> list[dict[str, str]]:
    """By code; who has no place of her own has none."""
    if not kabupaten:
        return []
    names = {one.code: one.name for one in within(kabupaten, "kecamatan")}
    found = within(kabupaten, "village")
    return [{"code": one.code, "name": one.name, "kecamatan": names.get(one.code[:8], "")} for one in found]


def near(column: Any, beginning: str) -> ColumnElement[bool]:
    """Codes of one area begin alike; whoever has no place of her own (an admin) sees all."""
    found: ColumnElement[bool] = column.startswith(beginning, autoescape=True)
    return found


def place_of(actor: Actor) -> str:
    """All who act there are told the same."""
    return actor.unit or actor.partner or actor.area or ""


def reference_hash(session: Session, actor: Actor, now: datetime) -> str:
    """For the pull: at most a few seconds old."""
    mine = kept.setdefault(session.connection().engine.pool, {})
    name = place_of(actor)
    until, known = mine.get(name, (0.0, ""))
    return known if monotonic() < until else remember(session, actor, now).hash


def remember(session: Session, actor: Actor, now: datetime) -> Reference:
    """The whole, whose hash is what pulls tell from now on."""
    whole = reference(session, actor, now)
    mine = kept.setdefault(session.connection().engine.pool, {})
    mine[place_of(actor)] = (monotonic() + KEPT_SECONDS, whole.hash)
    return whole


@router.get("/reference", response_model=Reference, responses=answers(SignInNeeded))
def read_reference(actor: SignedIn, session: Reading, now: Now, held: IfNoneMatch = None) -> Response:
    """Asked when the hash in a pull differs. 304 where nothing changed."""
    whole = remember(session, actor, now)
    headers = {"ETag": f'"{whole.hash}"'}
    if held and names(held, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return JSONResponse(whole.model_dump(mode="json"), headers=headers)
