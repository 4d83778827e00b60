"""The right to answer once: given without a name, and used up in the transaction that keeps the answer."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from api.ballots.ballot_form import BallotForm
from api.ballots.tables import BallotRound, BallotToken
from api.db.stated_scope import state
from api.identity.enrolment_codes import code_of_attempt, plain
from api.identity.nonces import keyed
from api.settings import Settings

LENGTH = 10
PURPOSE = "ballot-code"
TOKEN, ROUND = (SQLModel.metadata.tables[name] for name in ("ballot_token", "ballot_round"))


class CodeFor(NamedTuple):
    """What a code shall be for. `attempt`: whoever tries again is given the same."""

    unit: str
    service: str
    today: date
    attempt: str


def give_code(session: Session, settings: Settings, form: BallotForm, wanted: CodeFor) -> str:
    """This attempt's code for this month. That one more was invited is counted once, not who."""
    session.execute(delete(BallotToken).where(col(BallotToken.until) < wanted.today))
    unit, service, month = wanted.unit, wanted.service, f"{wanted.today:%Y-%m}"
    code = code_of_attempt(settings, PURPOSE, f"{unit} {month} {service} {wanted.attempt}", LENGTH)
    row: dict[str, Any] = {"code": keyed(settings, PURPOSE, code), "unit": unit, "month": month, "service": service}
    row |= {"form": form.version, "until": form.last_day(month)}
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    fresh = insert(TOKEN).values(row).on_conflict_do_nothing().returning(TOKEN.c.code)
    if session.connection().execute(fresh).first() is None:
        return code
    state(session, {"home": unit})
    counted = insert(BallotRound).values(home=unit, month=month, service=service, invited=1)
    more = counted.on_conflict_do_update(
        index_elements=["home", "month", "service"], set_={"invited": ROUND.c.invited + 1}
    )
    session.execute(more)
    return code


def find_code(session: Session, settings: Settings, typed: str, today: date) -> Any | None:
    """What the code is for: unit, month, service, form, until. Nothing where there is none that counts."""
    return session.connection().execute(select(TOKEN).where(*counting(settings, typed, today))).first()


def spend_code(session: Session, settings: Settings, typed: str, today: date) -> Any | None:
    """The same, and the code is gone with that."""
    found = find_code(session, settings, typed, today)
    gone = session.connection().execute(delete(TOKEN).where(*counting(settings, typed, today))).rowcount
    return found if gone == 1 else None


def counting(settings: Settings, typed: str, today: date) -> tuple[ColumnElement[bool], ...]:
    """The row of this code, on its last day too."""
    return TOKEN.c.code == keyed(settings, PURPOSE, plain(typed)), TOKEN.c.until >= today
