"""The server's own keys from the command line."""

import typer

from api.cli.context import at_work
from api.clock import system_clock
from api.db.engine import writing
from api.identity.audits import record_audit
from api.identity.server_keys import add_server_keys, read_server_keys
from api.ids import new_id
from api.problems.tree import NotAllowed


def add_keys() -> None:
    """Give new phones fresh server keys after the next start; older ones stay. Back the file up before and after."""
    with at_work() as (settings, engine):
        if read_server_keys(settings.keys_file) is None:
            raise NotAllowed("keys-missing", values={"file": settings.keys_file})
        with writing(engine) as session:
            record_audit(session, "keys", new_id(), by=None, now=system_clock())
            add_server_keys(settings.keys_file)
        typer.echo(f"Kunci server ditambah: {settings.keys_file}; masukkan ke cadangan, lalu mulai ulang server.")
