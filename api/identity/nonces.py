"""A nonce is an HMAC over time and chance: giving one writes nothing; a used one is kept until it has run out."""

import hmac
import re
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from api.identity.tables import UsedNonce
from api.settings import Settings

LIVES = 300
AHEAD = 60  # seconds by which the clocks of two processes may differ; further in the future has passed
SHAPE = re.compile(r"([0-9a-f]{8,10})\.([0-9a-f]{24})\.([0-9a-f]{32})")


def give_nonce(settings: Settings, *, now: datetime) -> str:
    """Good once, for five minutes."""
    stem = f"{int(now.timestamp()):08x}.{token_hex(12)}"
    return f"{stem}.{keyed(settings, 'nonce', stem)[:32]}"


def spend_nonce(session: Session, settings: Settings, nonce: str, *, now: datetime) -> bool:
    """True once, for a nonce of ours that has not run out. Its key in the table is the referee between two at once."""
    shape = SHAPE.fullmatch(nonce)
    if not shape or not hmac.compare_digest(shape[3], keyed(settings, "nonce", f"{shape[1]}.{shape[2]}")[:32]):
        return False
    moment, until = int(now.timestamp()), int(shape[1], 16) + LIVES
    if not moment <= until <= moment + LIVES + AHEAD:
        return False
    session.execute(delete(UsedNonce).where(col(UsedNonce.until) < moment))
    try:
        with session.begin_nested():
            session.add(UsedNonce(chance=shape[2], until=until))
    except IntegrityError:
        return False
    return True


def keyed(settings: Settings, purpose: str, text: str) -> str:
    """A keyed hash in hex: whoever holds only the database cannot guess what went in."""
    return hmac.new(settings.nonce_key.encode(), f"{purpose} {text}".encode(), sha256).hexdigest()
