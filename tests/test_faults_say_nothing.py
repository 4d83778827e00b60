"""A fault of ours quotes nobody, wherever it happens: neither its answer, nor the log, nor a number that is counted."""

import subprocess
import sys
from typing import Annotated, Any

import httpx
from fastapi import BackgroundTasks, Depends, FastAPI
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy import text
from starlette.types import Receive, Scope, Send

from api.db.engine import TheEngine, reading, writing
from api.identity.people import Person
from api.ids import new_id
from api.web.metrics import counted
from tests.engines import HOUSE
from tests.test_problem import is_a_problem
from tests.test_problem import written as written

SECRET = "KENARIKUNING"


class Told(BaseModel):
    """What a route says that it answers."""

    count: int


def raises() -> None:
    raise ValueError(SECRET)


def after_another() -> None:
    try:
        raises()
    except ValueError as error:
        raise RuntimeError(f"of {SECRET}") from error


def half_a_person(engine: TheEngine) -> None:
    """PostgreSQL quotes the row that it does not take."""
    with writing(engine) as session:
        session.add(Person(id=new_id(), name=SECRET))


def words_in_a_statement(engine: TheEngine) -> None:
    """As no statement of ours is made: the words stand in it."""
    with reading(engine) as session:
        session.connection().execute(text(f"SELECT nothing FROM nowhere WHERE alias = '{SECRET}'"))


def wrong_parameter(engine: TheEngine) -> None:
    with reading(engine) as session:
        session.connection().execute(text("SELECT :one"), {"one": {SECRET}})


def asked_first(_: Annotated[None, Depends(raises)]) -> None: ...


def is_no_count() -> Any:
    return {"count": SECRET}


def afterwards(later: BackgroundTasks) -> None:
    later.add_task(raises)


class Breaking(Response):
    """When its head is on the way."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(scope, receive, send)
        raise ValueError(SECRET)


def in_the_midst() -> Response:
    return Breaking(b"begun")


def all_at_once() -> None:
    raise ExceptionGroup(SECRET, [ValueError(SECRET)])


IN_THE_DATABASE = (half_a_person, words_in_a_statement, wrong_parameter)
ANSWERED = (raises, after_another, *IN_THE_DATABASE, asked_first, is_no_count, all_at_once)
BEGUN = (afterwards, in_the_midst)


def test_a_request_that_breaks_quotes_nobody(app: FastAPI, http: httpx.Client, written: list[str]) -> None:
    for fault in (*ANSWERED, *BEGUN):
        more = {"response_model": Told} if fault is is_no_count else {}
        app.add_api_route(f"/v1/{fault.__name__}", fault, **more)
    answers = [http.get(f"/v1/{fault.__name__}", headers={"User-Agent": SECRET}) for fault in ANSWERED]
    for answer in answers:
        is_a_problem(answer, "unforeseen", 500)
    for fault in BEGUN:
        answers.append(http.get(f"/v1/{fault.__name__}"))
    spoken = dict.fromkeys(("Origin", "X-Unsent", "Authorization"), SECRET)
    answers.append(http.request(SECRET, f"/v1/{SECRET}", headers=spoken))
    assert len([line for line in written if '"event": "fault"' in line]) == len(ANSWERED) + len(BEGUN)
    said = [*written, *(answer.text + str(answer.headers) for answer in answers), counted().decode()]
    assert [one for one in said if SECRET in one] == []


# What is not asked by anybody, and what libraries say by themselves: each a way to stderr.
OUTSIDE = f"""
import asyncio, gc, logging, sys, threading, warnings
from api.logs import start_logging, say
start_logging()
say("begun")

def broken():
    raise ValueError({SECRET!r})

async def forgotten():
    async def task():
        broken()
    asyncio.get_running_loop().create_task(task())
    await asyncio.sleep(0)
    gc.collect()

class Unraisable:
    def __del__(self):
        broken()

asyncio.run(forgotten())
thread = threading.Thread(target=broken)
thread.start()
thread.join()
Unraisable()
gc.collect()
warnings.warn({SECRET!r})
for level in (logging.INFO, logging.ERROR):
    logging.getLogger("sqlalchemy.pool").log(level, "of %s", {SECRET!r})
try:
    broken()
except ValueError:
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
broken()
"""


def test_what_breaks_outside_of_a_request_quotes_nobody() -> None:
    ran = subprocess.run([sys.executable, "-c", OUTSIDE], capture_output=True, text=True, cwd=HOUSE, check=False)
    assert ran.returncode == 1
    lines = ran.stderr.splitlines()
    assert [line for line in lines if SECRET in line] == []
    assert (ran.stdout, [line for line in lines if not line.startswith('{"at"')]) == ("", [])
    assert sum('"error": "ValueError"' in line for line in lines) == 5
    assert len(lines) == 8
