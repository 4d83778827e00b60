"""A backup by archived WAL: the base backup and its archive are PostgreSQL's, the two numbers are ours."""

from time import monotonic, sleep

from sqlalchemy import Connection, Engine, text

from api.backups.backup_run import begin_backup, end_backup
from api.clock import Clock
from api.problems.tree import NotAllowed

PATIENCE = 300.0  # seconds for the archive to take one segment


def name_archived(engine: Engine, clock: Clock) -> int:
    """Its number. Raised, the segment switched, and done once the archive has all that was committed before: a restore
    to this moment or a later one holds it. NotAllowed where nothing is archived, or not in time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.scalar(text("SELECT current_setting('archive_mode')")) == "off":
            raise NotAllowed("archive-off")
        _, number = begin_backup(engine, clock())
        segment = str(connection.scalar(text("SELECT pg_walfile_name(pg_switch_wal())")))
        wait_for(connection, segment)
    end_backup(engine, number, clock())
    return number


def wait_for(connection: Connection, segment: str) -> None:
    """Until it was archived."""
    began = monotonic()
    while (connection.scalar(text("SELECT last_archived_wal FROM pg_stat_archiver")) or "") < segment:
        if monotonic() - began > PATIENCE:
            raise NotAllowed("archive-waits", values={"segment": segment})
        sleep(0.2)
