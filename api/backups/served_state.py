"""How far the database had come when it was last served, in a file beside the journal. One that lies behind that was
put back by other means than `restore`, and is not served before an operator says so.

Numbers that never go back within an epoch, and no moments: no clock says which of two is the older.
"""

import os
from pathlib import Path

from anyio import sleep
from anyio.to_thread import run_sync
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from api.backups.kept_boxes import write_through
from api.db.engine import reading
from api.identity.server_epoch import EPOCH
from api.logs import log, say
from api.settings import Settings, UnsafeSettings
from api.web.behind_reports import BehindReports

LOOKS_EVERY = 20.0  # seconds
COUNTER, ENROLMENT, STARTS = (SQLModel.metadata.tables[name] for name in ("home_counter", "enrolment", "epoch_start"))
CHANGES = select(func.coalesce(func.sum(COUNTER.c.position), 0)).scalar_subquery()
SIGN_INS = select(func.coalesce(func.sum(ENROLMENT.c.gen), 0)).scalar_subquery()


class ServedState(BaseModel):
    """How many changes and sign-ins of phones it knows of, in all. `epoch`: empty where none began yet."""

    model_config = ConfigDict(frozen=True)

    epoch: str
    changes: int
    sign_ins: int

    def lies_behind(self, last: "ServedState", *, followed: bool) -> bool:
        """The one that was served last. `followed`: this database knows of its epoch."""
        if self.epoch != last.epoch:
            return not followed
        return self.changes < last.changes or self.sign_ins < last.sign_ins


def file_beside(journal: Path) -> Path:
    """Where it lies."""
    return journal.with_name(f"{journal.name}.served")


def noted(file: Path) -> ServedState | None:
    """As it was served last; None where nobody served, or `epoch new` or `restore` said what is to be served."""
    try:
        return ServedState.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None


def forget_served(settings: Settings) -> None:
    """An operator said that an older database is meant."""
    file_beside(settings.journal_file).unlink(missing_ok=True)


def is_put_back(settings: Settings, engine: Engine) -> bool:
    """Whether it lies behind what was served last; where it does not, this is what is served now. A database that is
    away, or of another release, is judged when it answers. To begin a trial anew needs no word."""
    file = file_beside(settings.journal_file)
    last = noted(file)  # before the database is asked: another process may note more meanwhile
    try:
        with reading(engine) as session:
            row = session.execute(select(EPOCH.c.epoch, CHANGES, SIGN_INS)).first() or ("", 0, 0)
            known = select(STARTS.c.home).where(STARTS.c.epoch == (last.epoch if last else "")).limit(1)
            followed = session.execute(known).first() is not None
    except SQLAlchemyError:
        return False
    here = ServedState(epoch=row[0], changes=int(row[1]), sign_ins=int(row[2]))
    begins = here.sign_ins == 0 and not settings.production
    if last and not begins and here.lies_behind(last, followed=followed):
        return True
    if here.epoch and here != last:
        write_down(file, here)
    return False


def write_down(file: Path, state: ServedState) -> None:
    """Complete or not at all, whichever process does it. One that finds no room is told to the operator."""
    making = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        write_through(making, os.O_TRUNC, state.model_dump_json().encode())
        making.rename(file)
    except OSError:
        log.error("journal failed", exc_info=True)


def must_not_be_put_back(settings: Settings, engine: Engine) -> None:
    """Phones would be told that their numbers mean something else. UnsafeSettings says what to do."""
    put_back = is_put_back(settings, engine)
    engine.dispose()  # what is opened here serves nobody, and would keep whoever copies the database waiting
    if put_back:
        raise UnsafeSettings(
            f"The database is older than the one that was served last ({file_beside(settings.journal_file)}), or "
            "another. Bring the newest one back; or, if this is the one to serve, run `migrate` and then `epoch new`, "
            "and phones hand in again what it lacks."
        )


async def keep_looking(settings: Settings, engine: Engine, behind: BehindReports) -> None:
    """As long as the server runs: a database may also be put back under it."""
    while True:
        behind.put_back = await run_sync(is_put_back, settings, engine, abandon_on_cancel=True)
        if behind.put_back:
            say("server-behind")
        await sleep(LOOKS_EVERY)
