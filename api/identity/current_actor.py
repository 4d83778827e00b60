"""Who asks: the token says a name, the database says everything else, at every request."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2PasswordBearer
from sqlmodel import Session

from api.actor import Actor
from api.db.engine import TheEngine, engine_of, reading
from api.identity.access_tokens import Bearer, read_token
from api.identity.actors import find_actor
from api.identity.nonces import give_nonce
from api.identity.people import Agent, now
from api.identity.tables import Enrolment
from api.problems.tree import NotYours, SignInNeeded
from api.settings import Settings

office = OAuth2PasswordBearer(
    tokenUrl="/v1/auth/token",
    scheme_name="Office",
    auto_error=False,
    description="User name and password of an office.",
)
bearer = HTTPBearer(
    scheme_name="Token", auto_error=False, description="A token made by a phone's sign-in or by `pulih token`."
)


def settings_of(request: Request) -> Settings:
    """The app's settings."""
    settings: Settings = request.app.state.settings
    return settings


TheSettings = Annotated[Settings, Depends(settings_of)]


def signed_in(
    request: Request,
    settings: TheSettings,
    token: Annotated[str | None, Depends(office)],
    _same: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Actor:
    """The actor of this request."""
    named = read_token(settings, token) if token else None
    if named:
        with reading(engine_of(request)) as session:
            if actor := actor_of(session, named):
                return actor
    raise SignInNeeded(nonce=give_nonce(settings))


SignedIn = Annotated[Actor, Depends(signed_in)]


def read_session(actor: SignedIn, engine: TheEngine) -> Iterator[Session]:
    """One snapshot, in which only her cases exist."""
    with reading(engine, actor) as session:
        yield session


Reading = Annotated[Session, Depends(read_session, scope="function")]


def actor_of(session: Session, named: Bearer) -> Actor | None:
    """Nobody where the account or the phone counts no more; NotYours, with its status, where the phone is locked."""
    agent = session.get(Agent, named.agent)
    if agent is None or not agent.active:
        return None
    if named.enrolment:
        enrolment = session.get(Enrolment, named.enrolment)
        if enrolment is None or enrolment.agent != agent.id or enrolment.ends_at <= now():
            return None
        refuse_locked(enrolment)
    return find_actor(session, agent.id, named.enrolment)


def refuse_locked(enrolment: Enrolment) -> None:
    """At once, although its token still runs."""
    if enrolment.status != "active":
        raise NotYours("HP ini sudah dikunci oleh koordinator.", enrolment={"status": enrolment.status})
