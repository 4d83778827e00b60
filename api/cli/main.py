"""`pulih`: what an operator does. It enters by the same doors as everybody, and what it opens is written down."""

import json
import socket
import tempfile
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from sqlmodel import select

from api.app import create_app
from api.changes.epoch import begin
from api.cli import keys
from api.cli import units as places
from api.cli import users as people
from api.cli.clients import clients
from api.cli.context import Desk, at_work
from api.cli.demo_data import load_demo
from api.db.engine import writing
from api.identity.people import Unit
from api.identity.provisioning import fresh_password, make_agent, make_unit, migrate
from api.identity.server_keys import make_server_keys
from api.logs import start_logging
from api.problems.tree import NotAllowed
from api.records.declaration import declarations
from api.settings import Settings, UnsafeSettings

pulih = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
for name, group in (("user", people.people), ("unit", places.units), ("partner", places.partners), ("client", clients)):
    pulih.add_typer(group, name=name)
for command in (people.token, people.code, keys.add_keys):
    pulih.command()(command)


@pulih.command()
def init(
    unit: Annotated[str, typer.Option(help="Name of the first unit.")],
    village: Annotated[str, typer.Option(help="Its village, such as 33.22.01.2003.")],
    admin: Annotated[str, typer.Option(help="Name of the first admin.")],
    username: Annotated[str, typer.Option(help="Her user name.")] = "admin",
    timezone: Annotated[str, typer.Option(help="Asia/Jakarta, Asia/Makassar or Asia/Jayapura.")] = "Asia/Jakarta",
) -> None:
    """Prepare an empty database: schema, server keys, first unit, first admin."""
    with at_work() as (settings, engine):
        migrate(settings)
        made, password = make_server_keys(settings.keys_file), fresh_password()
        with writing(engine) as session:
            if session.exec(select(Unit.id).limit(1)).first():
                raise NotAllowed("Basis data ini sudah disiapkan.")
            begin(session)
            first = make_unit(session, unit, village, timezone).id
            make_agent(session, admin, "admin", username=username, password=password)
        typer.echo(f"Unit: {first}  {unit}")
        typer.echo(f"Kunci server {'dibuat' if made else 'sudah ada'}: {settings.keys_file}; masukkan ke cadangan.")
        typer.echo(f"Admin: {username}, kata sandi {password}")


@pulih.command("migrate")
def migrate_schema() -> None:
    """Bring the database's schema to this release."""
    with at_work() as (settings, _):
        migrate(settings)


@pulih.command()
def demo() -> None:
    """Load invented people and print their fresh codes and passwords."""
    with at_work() as desk:
        show_demo(desk)


@pulih.command()
def serve(
    with_demo: Annotated[bool, typer.Option("--demo", help="Migrate, load demo data and print codes.")] = False,
) -> None:
    """Serve the API and the phone app on one port."""
    with at_work() as desk:
        must_be_free(desk.settings)
        if with_demo:
            show_demo(desk)
    run(desk.settings)


@pulih.command()
def openapi() -> None:
    """Print the API's description, for generated types and for review."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        trial = Settings(database_url=f"sqlite:///{place}/none.sqlite3", keys_file=place / "keys.json", dist=place)
        typer.echo(json.dumps(create_app(trial).openapi(), indent=1, sort_keys=True, ensure_ascii=False))


@pulih.command()
def kinds() -> None:
    """Print what each kind of record declares, for the phone and for review."""
    typer.echo(json.dumps(declarations(), indent=1, ensure_ascii=False))


def show_demo(desk: Desk) -> None:
    """Address, codes, passwords: everything one needs to begin."""
    if desk.settings.production:
        raise UnsafeSettings("Demo data does not load on a production server.")
    migrate(desk.settings)
    told = load_demo(desk.engine, desk.settings)
    typer.echo(f"\n  Pulih: {desk.settings.address()}  (API: {desk.settings.address()}/docs)\n")
    for who, word in told.codes.items():
        typer.echo(f"  kode HP   {who:<16} {word}")
    for who, word in told.passwords.items():
        typer.echo(f"  kantor    {who:<16} {word}")
    typer.echo("")


def must_be_free(settings: Settings) -> None:
    """A taken port says so, before anything else happens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            raise NotAllowed(f"Port {settings.port} sudah dipakai. Pilih yang lain: PORT=8001 make run") from None


def run(settings: Settings) -> None:
    """One process holds SQLite's pen; more of them stand behind a balancer with PostgreSQL."""
    app = create_app(settings)
    start_logging()
    uvicorn.run(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies),
    )  # fmt: skip
