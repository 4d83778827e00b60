"""The server, and the demo that it may begin with."""

import errno
import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from tempfile import mkdtemp
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api import VERSION
from api.app import create_app
from api.backups.served_state import must_not_be_put_back
from api.cli.context import Desk, at_work, in_words
from api.cli.demo_data import load_demo
from api.cli.demo_year import load_year
from api.cli.migrate import gather_statistics, migrate
from api.cli.parent_end import end_with_parent
from api.clock import system_clock
from api.logs import say, start_logging
from api.problems.tree import NotAllowed
from api.settings import Settings, UnsafeSettings
from api.web.http_protocol import PatientProtocol
from api.web.metrics import SHARED_FOLDER

# Seconds a busy thread keeps the interpreter from one that waits for it. A short question waits for it after every
# statement, and Python's own 5 ms would make it 50 beside two pushes.
SWITCH = 0.001


def demo() -> None:
    """Load invented people and print their fresh codes and passwords."""
    with at_work() as desk:
        show_demo(desk)


def serve(
    with_demo: Annotated[bool, typer.Option("--demo", help="Migrate, load demo data and print codes.")] = False,
) -> None:
    """Serve the API and the phone app on one port."""
    with at_work() as desk:
        must_be_free(desk.settings)
        if with_demo:
            show_demo(desk)
    run(desk.settings)


def show_demo(desk: Desk) -> None:
    """Address, codes, passwords: everything one needs to begin."""
    if desk.settings.production:
        raise UnsafeSettings("Demo data does not load on a production server.")
    migrate(desk.settings)
    told = load_demo(desk.engine, desk.settings)
    load_year(desk.engine, system_clock())
    gather_statistics(desk.engine)
    typer.echo(f"\n  Pulih: {desk.settings.address()}  (API: {desk.settings.address()}/docs)\n")
    typer.echo(f"  Kantor dan mitra masuk di {desk.settings.address()}/masuk\n")
    for who, word in told.codes.items():
        typer.echo(f"  kode HP   {who:<16} {word}")
    for who, word in told.passwords.items():
        typer.echo(f"  kantor    {who:<16} {word}")
    typer.echo("")


def must_be_free(settings: Settings) -> None:
    """What keeps it from listening is said in words, before anything else happens."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise NotAllowed("port-taken", values={"port": settings.port}) from None
        raise UnsafeSettings(f"PULIH_HOST, PORT: cannot listen there ({error.strerror}).") from None


def worker_app() -> FastAPI:
    """The app as each worker builds it, from the environment."""
    start_logging()
    sys.setswitchinterval(SWITCH)
    end_with_parent()
    return create_app()


def end_as_told() -> None:
    """As a single process ends after its last request: what Python clears away at an end takes a second of CPU, which
    is ten on a busy machine, and there is nothing to clear."""
    logging.shutdown()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.raise_signal(signal.SIGTERM)


def must_be_fit(settings: Settings) -> None:
    """Builds the app before its workers do, so that what keeps it from starting is said once and ends the whole."""
    with in_words():
        engine = create_app(settings).state.engine
        must_not_be_put_back(settings, engine)
        engine.dispose()


def run(settings: Settings) -> None:
    """By name, so that every worker builds its own; on SQLite there is one, which holds the pen."""
    start_logging()
    must_be_fit(settings)
    say("start", version=VERSION, database="sqlite" if settings.sqlite else "postgresql", workers=settings.workers)
    if settings.workers > 1 and settings.metrics_token:
        os.environ.setdefault(SHARED_FOLDER, mkdtemp(prefix="pulih-metrics-"))
    config = uvicorn.Config(
        "api.cli.serve:worker_app", factory=True, host=settings.host, port=settings.port, workers=settings.workers,
        loop="uvloop", http=PatientProtocol, ws="none", log_config=None, access_log=False, server_header=False,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies),
        timeout_keep_alive=settings.keep_alive, timeout_graceful_shutdown=settings.shutdown_timeout,
        timeout_worker_healthcheck=60,
    )  # fmt: skip
    # Bound here for one process too: by itself its loop would take `::` for IPv6 alone.
    listening = config.bind_socket()
    if settings.workers > 1:
        Multiprocess(config, sockets=[listening]).run()
        end_as_told()
        return
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
