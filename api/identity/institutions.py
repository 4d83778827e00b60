"""Institutions after they were made: corrected, retired, taken back."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select as columns
from sqlmodel import Session, col, or_, select

from api.db.among import among
from api.identity.audits import record_audit
from api.identity.people import Partner
from api.identity.provisioning import PLACE_NAME, must_be_kind, must_be_name, must_be_village, must_offer
from api.ids import is_id
from api.problems.tree import NotAllowed, NotFound
from api.records.record import Institution


def find_partner(session: Session, which: str) -> Partner:
    """By id or whole name; several of one name are told apart by id."""
    named = col(Partner.name) == which
    found = session.exec(select(Partner).where(or_(col(Partner.id) == which, named) if is_id(which) else named)).all()
    if not found:
        raise NotFound("no-such-place")
    if len(found) > 1:
        raise NotAllowed("several-of-this-name", values={"ids": ", ".join(one.id for one in found)})
    return found[0]


def edit_partner(
    session: Session,
    partner: Partner,
    *,
    now: datetime,
    name: str | None = None,
    village: str | None = None,
    kind: str | None = None,
    services: Sequence[str] | None = None,
    requirements: Sequence[str] | None = None,
) -> None:
    """None leaves a part as it is."""
    if name is not None:
        must_be_name(name, PLACE_NAME)
    if village is not None:
        must_be_village(village)
    if kind is not None:
        must_be_kind(kind)
    if services is not None:
        must_offer(services)
    lists = {"services": services, "requirements": requirements}
    kept = {one: json.dumps(list(several)) for one, several in lists.items() if several is not None}
    for field, value in {"name": name, "village": village, "kind": kind, **kept}.items():
        if value is not None:
            setattr(partner, field, value)
    session.add(partner)
    record_audit(session, "partner", partner.id, by=None, now=now)


def keep_offer(
    session: Session, partner: Partner, services: Sequence[str], requirements: Sequence[str], *, by: str, now: datetime
) -> None:
    """What one of its own officers says that it offers and asks for. Nothing where it says what stood there."""
    kept = {"services": list(services), "requirements": list(requirements)}
    if all(json.loads(getattr(partner, name)) == several for name, several in kept.items()):
        return
    must_offer(services)
    partner.services, partner.requirements = json.dumps(kept["services"]), json.dumps(kept["requirements"])
    session.add(partner)
    record_audit(session, "partner", partner.id, by=by, now=now)


def retire_partner(session: Session, partner: Partner, *, back: bool, now: datetime) -> None:
    """`back`: clients are referred there again."""
    partner.active = back
    session.add(partner)
    record_audit(session, "partner-on" if back else "partner-off", partner.id, by=None, now=now)


PARTNER = Partner.metadata.tables["partner"]
KNOWN = columns(PARTNER.c.id, PARTNER.c.active, PARTNER.c.services).where(among(PARTNER.c.id))


def institutions_known(session: Session, ids: Collection[str]) -> dict[str, Institution]:
    """Those of these ids that exist; one query."""
    if not ids:
        return {}
    found = session.connection().execute(KNOWN, {"ids": ids})
    return {one.id: Institution(one.active, frozenset(json.loads(one.services))) for one in found}
