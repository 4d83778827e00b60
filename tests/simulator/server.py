"""The server of a history: the real app, a clock that can be set wrong, backups that are put back, a process that dies.

It is laid anew for each history from one copy of its first moment, which costs less than people who enrol.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlmodel import select

from api.app import create_app, limits_of
from api.backups.backup_note import BackupCopy, BackupNote
from api.backups.backup_run import begin_backup, end_backup
from api.backups.restoring import begin_again
from api.backups.served_state import forget_served
from api.backups.server_journal import keep_journal
from api.changes.erasure import erase_case
from api.changes.feeds import lock_home
from api.changes.tables import Feed
from api.db.engine import make_engine, reading, writing
from api.identity.server_keys import bring_back_keys, make_server_keys
from tests.conftest import Place
from tests.door import client
from tests.engines import cluster, drop_database, folder, owners, share_statements
from tests.phone import ORIGIN

Json = Any


class ServerCopy(NamedTuple):
    """A database as it stood. `number`: what `started` was raised to for it, and in which epoch."""

    url: str
    epoch: str = ""
    number: int = 0
    made_at: Any = None


class SimulatedServer:
    """`first`: how every history begins. `made`: backups that are complete, `making`: one that is not yet."""

    def __init__(self, place: Place) -> None:
        self.place, self.names = place, 0
        self.erasing = make_engine(owners(self.url))  # it happens in the app's own process, which keeps the journal
        keep_journal(self.erasing, place.settings, place.clock)
        self.made: list[ServerCopy] = []
        self.eldest: list[ServerCopy] = []
        self.making: ServerCopy | None = None
        self.first = ServerCopy("")
        self.restored = 0
        self.keys = place.settings.keys_file.read_text()

    @property
    def url(self) -> str:
        return self.place.settings.database_url

    # --- copies
    def copy(self) -> str:
        """The URL of a copy of the whole database, made while nobody writes."""
        self.names += 1
        self.rest()
        if self.place.settings.sqlite:
            file = folder() / f"copy{self.names}-{Path(self.url).name}"
            shutil.copyfile(file_of(self.url), file)
            return f"sqlite:///{file}"
        name = f"copy{self.names}_{name_of(self.url)}"
        cluster().run(f"CREATE DATABASE {name} TEMPLATE {name_of(self.url)} STRATEGY file_copy")
        return cluster().url(name)

    def lay(self, copy: str) -> None:
        """This copy in the place of what is there."""
        self.rest()
        if self.place.settings.sqlite:
            shutil.copyfile(file_of(copy), file_of(self.url))
            return
        name = name_of(self.url)
        cluster().run(f"DROP DATABASE {name} WITH (FORCE)")
        cluster().run(f"CREATE DATABASE {name} TEMPLATE {name_of(copy)} STRATEGY file_copy")

    def rest(self) -> None:
        """Nobody is connected."""
        self.place.app.state.engine.dispose()
        self.place.engine.dispose()
        self.erasing.dispose()

    def settle(self) -> None:
        """From now on histories begin here, with a backup of this moment."""
        self.begin_backup()
        self.end_backup()
        self.eldest = self.made
        self.first = ServerCopy(self.copy())

    def begin_anew(self) -> None:
        """As at the first moment, whatever the last history left."""
        for copy in {*self.made, *([self.making] if self.making else [])} - {*self.eldest}:
            drop_database(copy.url)
        self.made, self.making, self.restored = list(self.eldest), None, 0
        self.place.clock.ahead = timedelta()
        self.place.settings.journal_file.unlink(missing_ok=True)
        forget_served(self.place.settings)
        self.lay(self.first.url)
        self.bring_keys_back()

    def close(self) -> None:
        self.begin_anew()
        for copy in (self.first, *self.eldest):
            drop_database(copy.url)

    # --- what befalls it
    def begin_backup(self) -> None:
        """The number is raised, then the snapshot is taken."""
        if self.making is None:
            epoch, number = begin_backup(self.place.engine, self.place.clock())
            self.making = ServerCopy(self.copy(), epoch, number, self.place.clock())

    def end_backup(self) -> None:
        if self.making:
            end_backup(self.place.engine, self.making.number, self.place.clock())
            self.made.append(self.making)
            self.making = None

    def restore(self, back: int) -> None:
        """The newest complete backup, or the one before it; the journal beside the database is applied."""
        copy = self.made[-1 - back % min(2, len(self.made))]
        self.lay(copy.url)
        engine: Any = "sqlite" if self.place.settings.sqlite else "postgresql"
        note = BackupNote(
            engine=engine, program=0, release="", epoch=copy.epoch, number=copy.number, made_at=copy.made_at,
            heads=frozenset(), rows={}, sums={},
        )  # fmt: skip
        with writing(self.place.engine) as session:
            begin_again(session, BackupCopy(Path(), note), self.place.settings.journal_file, self.place.clock())
        if self.making:
            drop_database(self.making.url)
            self.making = None
        forget_served(self.place.settings)
        self.restored += 1

    def die(self) -> None:
        """Another process on the same database."""
        place = self.place
        place.app.state.engine.dispose()
        place.app = create_app(
            place.settings, share_statements(make_engine(self.url, limits_of(place.settings))), place.clock
        )
        door = client(place.app, ORIGIN)
        place.http._transport.close()
        place.http._transport = door._transport

    def lose_keys(self) -> None:
        """The key file is gone, and whoever starts the server again makes another: nothing else can be done then."""
        file = self.place.settings.keys_file
        file.unlink()
        make_server_keys(file)
        self.die()

    def has_its_keys(self) -> bool:
        """All that it had when it was last copied."""
        return self.keys == self.place.settings.keys_file.read_text()

    def bring_keys_back(self) -> bool:
        """From a backup, behind those that were made meanwhile. Whether any were missing."""
        file, missing = self.place.settings.keys_file, not self.has_its_keys()
        if missing:
            copy = file.with_suffix(".copy")
            copy.write_text(self.keys)
            bring_back_keys(file, copy)
            self.keys = file.read_text()
            self.die()
        return missing

    def set_clock(self, days: int) -> None:
        self.place.clock.ahead = timedelta(days=days)

    def erase(self, case: str) -> None:
        """As it is done for a client who asks."""
        with writing(self.erasing) as session:
            feed = session.exec(select(Feed).where(Feed.id == case)).first()
            if feed and feed.erased_at is None:
                erase_case(session, lock_home(session, feed.home), feed, self.place.clock())

    @contextmanager
    def look(self) -> Iterator[Any]:
        """Behind all walls."""
        with reading(self.place.engine) as session:
            yield session


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def name_of(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]
