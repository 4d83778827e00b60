"""The short key of a unit, for its leaflets: whoever types it reaches the unit's page. It opens nothing else."""

from secrets import choice

from sqlmodel import Session, select

from api.identity.enrolment_codes import SYMBOLS, plain
from api.identity.people import Unit
from api.visitors.tables import Leaflet

LENGTH = 6


def key_of(session: Session, unit: str) -> str:
    """Made when it is first asked for; the same for ever, since it is printed."""
    known = session.exec(select(Leaflet.key).where(Leaflet.unit == unit)).one_or_none()
    if known is not None:
        return known
    session.get_one(Unit, unit, with_for_update=True)  # two who ask at once get one key
    known = session.exec(select(Leaflet.key).where(Leaflet.unit == unit)).one_or_none()
    if known is not None:
        return known
    key = "".join(choice(SYMBOLS) for _ in range(LENGTH))
    while session.get(Leaflet, key):
        key = "".join(choice(SYMBOLS) for _ in range(LENGTH))
    session.add(Leaflet(key=key, unit=unit))
    return key


def unit_of(session: Session, typed: str) -> Unit | None:
    """Whose leaflet it is."""
    return session.exec(select(Unit).join(Leaflet).where(Leaflet.key == plain(typed)[:8])).one_or_none()
