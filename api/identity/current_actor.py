"""Who asks: the token says a name, the database says everything else, at every request."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2PasswordBearer
from sqlalchemy import Engine, SelectBase
from sqlmodel import Session

from api.actor import Actor
from api.db.engine import TheEngine, reading, writing
from api.identity.access_tokens import Bearer, read_token
from api.identity.actors import judge_actor, judge_with
from api.identity.nonces import give_nonce
from api.problems.tree import NotYours, SignInNeeded
from api.settings import Settings

office = OAuth2PasswordBearer(
    tokenUrl="/v1/auth/token",
    scheme_name="Office",
    auto_error=False,
    description="User name and password of an office; `client_id` and `client_secret` stay empty. An account with a "
    "second factor asks for its token at `POST /v1/auth/token`, with its `code`, and puts it into *Token* below.",
)
bearer = HTTPBearer(
    scheme_name="Token", auto_error=False, description="A token made by a phone's sign-in or by `pulih token`."
)


# These three touch no database, so they stay on the event loop: a thread costs more than they do.
async def settings_of(request: Request) -> Settings:
    """The app's settings."""
    settings: Settings = request.app.state.settings
    return settings


async def moment_of(request: Request) -> datetime:
    """The server's time when the request arrived."""
    moment: datetime = request.app.state.clock()
    return moment


TheSettings = Annotated[Settings, Depends(settings_of)]
Now = Annotated[datetime, Depends(moment_of)]


class Claim(NamedTuple):
    """What a request says of itself, before the database is asked: to be judged inside the transaction it is for."""

    bearer: Bearer
    settings: Settings
    now: datetime

    def judge(self, session: Session) -> Actor:
        """The actor, at this moment of this transaction; SignInNeeded or NotYours where she counts no more."""
        return self.known(judge_actor(session, self.bearer, self.now))

    def judge_with(
        self, session: Session, rows: SelectBase, asked: Mapping[str, Any]
    ) -> tuple[Actor, list[Any]]:  # fmt: skip
        """The same, and these rows by the same statement."""
        actor, found = judge_with(session, self.bearer, self.now, rows, asked)
        return self.known(actor), found

    def judge_setting_up(self, session: Session) -> Actor:
        """Also her who must have a second factor and has none: for the routes by which she sets it up."""
        return self.found(judge_actor(session, self.bearer, self.now))

    def known(self, actor: Actor | None) -> Actor:
        """Whom a password alone does not let in is told so."""
        someone = self.found(actor)
        if self.bearer.by_password_alone and self.settings.wants_second_factor(someone.role):
            raise NotYours("second-factor-wanted")
        return someone

    def found(self, actor: Actor | None) -> Actor:
        """Nobody signs in anew."""
        if actor is None:
            raise SignInNeeded(nonce=give_nonce(self.settings, now=self.now))
        return actor


async def claimed(
    request: Request,
    now: Now,
    token: Annotated[str | None, Depends(office)],
    _same: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Claim:
    """A token of ours that still runs."""
    settings = await settings_of(request)  # not as a dependency: FastAPI takes longer to work one out than it does
    named = read_token(settings, token, now=now) if token else None
    if named is None:
        raise SignInNeeded(nonce=give_nonce(settings, now=now))
    return Claim(named, settings, now)


Claimed = Annotated[Claim, Depends(claimed)]


def signed_in(claim: Claimed, engine: TheEngine) -> Actor:
    """The actor of this request, judged in a transaction of its own."""
    with reading(engine) as session:
        return claim.judge(session)


SignedIn = Annotated[Actor, Depends(signed_in)]


async def wait_for_turn(request: Request) -> AsyncIterator[None]:
    """A read holds its connection while it waits for a thread: were all connections held so, every thread would wait
    for one that never comes."""
    async with request.app.state.read_gate.passed():
        yield


ReadTurn = Annotated[None, Depends(wait_for_turn, scope="function")]


def read_session(_turn: ReadTurn, actor: SignedIn, engine: TheEngine) -> Iterator[Session]:
    """One snapshot, in which only her cases exist."""
    with reading(engine, actor) as session:
        yield session


Reading = Annotated[Session, Depends(read_session, scope="function")]


class Work(NamedTuple):
    """One transaction, and who asks as it stands there."""

    session: Session
    actor: Actor


@contextmanager
def acting(engine: Engine, claim: Claim) -> Iterator[Work]:
    """A transaction that may write, whose actor is judged in it: no right outlives the moment it is used."""
    with writing(engine) as session:
        yield Work(session, claim.judge(session))


@contextmanager
def looking(engine: Engine, claim: Claim) -> Iterator[Work]:
    """The same for one read-only snapshot."""
    with reading(engine) as session:
        yield Work(session, claim.judge(session))
