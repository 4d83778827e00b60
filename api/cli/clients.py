"""Cases from the command line: a client is opened by the same door as on a phone, in the name of her agent."""

from secrets import choice
from typing import Annotated

import typer
from sqlmodel import col, func, select

from api.access.policy_installation import is_enforced
from api.changes.tables import Feed
from api.changes.unit_feeds import IS_CASE
from api.cli.context import at_work
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.actors import find_actor
from api.identity.audits import record_audit
from api.identity.memberships import works_on_phone
from api.identity.people import Unit
from api.identity.provisioning import find_person
from api.identity.server_epoch import ensure_epoch
from api.ids import new_id
from api.problems.tree import NotAllowed
from api.records.client_code import CROCKFORD, check_symbol
from api.sync.push import Moments, begin_as, push

clients = typer.Typer(no_args_is_help=True, help="Clients: open, count.")


@clients.command("open")
def open_case(
    agent: Annotated[str, typer.Argument(help="Whose client: id or whole name.")],
    alias: Annotated[str, typer.Argument(help="An alias, never a name.")],
) -> None:
    """Open a case for an agent; prints the client's id and code."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            person = find_person(session, agent)
            if not works_on_phone(session, person.id):
                raise NotAllowed("works-on-no-phone")
            ensure_epoch(session, system_clock())
            actor, name = find_actor(session, person.id), new_id()
            record_audit(session, "client", name, by=None, now=system_clock())
        symbols = "".join(choice(CROCKFORD) for _ in range(6))
        sets = {"code": symbols + check_symbol(symbols), "alias": alias, "status": "registered"}
        at = system_clock().isoformat(timespec="seconds").replace("+00:00", "Z")
        change = {"id": new_id(), "kind": "client", "record": name, "feed": name, "at": at, "set": sets}
        [result] = push(begin_as(engine, actor), Moments(system_clock(), None), [change]).results
        if result.answer != "applied":
            why = result.problem or {}
            because, errors = why.get("detail"), why.get("errors", ())
            raise NotAllowed("case-not-opened", values={"because": because}, errors=errors)
        typer.echo(f"{name}  {sets['code']}")


@clients.command("count")
def count_cases() -> None:
    """How many clients each unit has; the command line reads no case."""
    query = select(Unit.name, func.count(col(Feed.id))).join(Feed, IS_CASE & (col(Feed.unit) == Unit.id), isouter=True)
    query = query.where(col(Feed.erased_at).is_(None)).group_by(col(Unit.id), Unit.name).order_by(Unit.name)
    with at_work() as (_, engine), reading(engine) as session:
        if is_enforced(engine):
            raise NotAllowed("owner-url-needed")
        for name, number in session.exec(query).all():
            typer.echo(f"{number:>6}  {name}")
