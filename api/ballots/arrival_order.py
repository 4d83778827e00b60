"""What PostgreSQL alone keeps of rows without an author: the order in which they came, and each one's transaction.

Written anew before each backup they bear the number of one transaction and lie in the order of their keys, which are of
chance. What came since lies behind them until the next time.
"""

from sqlalchemy import Connection, Engine, Table, update
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from api.ballots.tables import Ballot, StudyLeaver, StudyMember, TeamWord

TABLES = (Ballot, StudyMember, StudyLeaver, TeamWord)
WITHOUT_AUTHOR = tuple(SQLModel.metadata.tables[str(one.__tablename__)] for one in TABLES)


def forget_arrival(engine: Engine) -> int:
    """As the tables' owner. How many tables were written anew: those in which anything came since the last time. While
    one is sorted whoever answers waits, ten seconds for a million answers; one that is in use for long is left."""
    if engine.dialect.name != "postgresql":
        return 0
    with engine.connect() as connection:
        stale = [table for table in WITHOUT_AUTHOR if has_newer(connection, table)]
        return sum([write_anew(connection, table) for table in stale])


def write_anew(connection: Connection, table: Table) -> bool:
    """False where others had it for longer than is waited: a backup is worth more."""
    first = next(iter(table.primary_key))
    try:
        connection.execute(update(table).values({first: first}))
        connection.commit()  # before they are sorted, or what this wrote over would be kept with them
        connection.exec_driver_sql(f'CLUSTER "{table.name}" USING "{table.name}_pkey"')
    except OperationalError:
        connection.rollback()
        return False
    connection.commit()
    return True


def has_newer(connection: Connection, table: Table) -> bool:
    """Each came by a transaction of its own: several that share one were written anew; one alone may not have been. And
    some may bear one number and lie as they came, where the sorting was given up."""
    key = f"({', '.join(one.name for one in table.primary_key)})"
    lie = f'SELECT xmin::text AS age, {key} < lag({key}) OVER (ORDER BY ctid) AS behind FROM "{table.name}"'  # noqa: S608  no word of anybody's
    told = f"SELECT count(*) = 1 OR count(DISTINCT age) > 1 OR coalesce(bool_or(behind), false) FROM ({lie}) AS lie"  # noqa: S608  the same
    return bool(connection.exec_driver_sql(told).scalar_one())
