"""A server on which what the examples name is so: the demo a month later, with the code, the password, the phone and
the epoch that only one server can have. `python -m tests.example_server` records its answers for the description.
"""

import atexit
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlencode

import httpx
from fastapi import FastAPI
from sqlmodel import SQLModel

from api.app import create_app, limits_of
from api.ballots.ballot_form import satisfaction
from api.ballots.tables import BallotToken
from api.ballots.tokens import PURPOSE
from api.changes.published_policies import PolicyDraft
from api.cli.demo_data import load_demo
from api.db.engine import make_engine, writing
from api.docs import examples as said
from api.identity.access_tokens import give_token
from api.identity.enrolment_codes import BEGINNING, plain
from api.identity.enrolments import LIVES, hashed
from api.identity.nonces import keyed
from api.identity.openid_sign_in import SignInOutcome, outcome_cookie
from api.identity.phone_keys import PublicKey
from api.identity.provisioning import set_password
from api.identity.server_epoch import epoch_state
from api.identity.server_keys import make_server_keys
from api.identity.tables import Enrolment, EnrolmentCode
from api.ids import demo_id
from api.numbers.telling import tell_due
from api.numbers.unit_standings import keep_standings_up
from api.records import KINDS
from api.resources.openid import TOLD
from api.settings import Settings
from api.visitors.help_requests import PURPOSE as HELP
from api.visitors.passing_counts import PassingCounts
from api.visitors.tables import VisitorCode
from api.visitors.visitor_codes import OWN_CODE
from tests.door import client
from tests.engines import Engine, fresh_database, owners
from tests.phone import ORIGIN
from tests.place import lent
from tests.samples import COACHING_KINDS
from tests.scenes import a_copy

Json = Any
BINARY, ENOUGH = "application/octet-stream", 2  # of a list, for an example
LOADED, NOW = datetime(2026, 11, 22, 8, tzinfo=UTC), datetime(2026, 12, 23, 7, 30, tzinfo=UTC)

# By tag or operation; whoever is not named here is Sari, an agent.
ASKED_BY = dict.fromkeys(
    ("unit", "month-reports", "tasks", "refusals", "phones", "move_client", "close_as_same", "hand_over_cases",
     "read_results", "list_rights_requests", "answer_rights_request", "read_unit_care", "hear_team_call"), "Bu Ratna",
)  # fmt: skip
COACHED = [KINDS[name].plural for name in COACHING_KINDS if KINDS[name].may_write("district")]
ASKED_BY |= dict.fromkeys(
    ("numbers", "papers", "unit-progress", "targets", "list_approval", "read_approval", "history_approval", *COACHED),
    "bnnk",
)
ASKED_BY |= dict.fromkeys(("offer_second_factor", "set_up_second_factor", "partner-profile"), "officer")
ASKED_BY |= dict.fromkeys(("policy-drafts", "read_overseen_danger", "studies", "export_study"), "bnn")
ASKED_BY |= dict.fromkeys(("area-agreements", "area-trainings"), "bnnp")
ASKED_BY |= {"village": "kades", "study-answers": "Bu Ratna"}


@cache
def filled(engine: Engine) -> str:
    """The database, once a session."""
    url = fresh_database(engine)
    settings, opened = Settings(database_url=url), make_engine(owners(url))
    load_demo(opened, settings, lambda: LOADED)
    with writing(opened) as session:
        epoch_state(session).epoch = said.EPOCH
        set_password(session, demo_id("officer"), said.PASSWORD["password"])
        session.add_all(given(settings))
    tell_due(opened, NOW + timedelta(days=60))
    keep_standings_up(opened, NOW)
    opened.dispose()
    return url


def given(settings: Settings) -> Iterator[SQLModel]:
    """The visitors' codes, Dewi's, Sari's phone before its first sign-in, and what the nation's office drafts."""
    yield PolicyDraft(name="data_mapping", body=json.dumps(said.DRAFTED), saved_by=demo_id("bnn"), saved_at=LOADED)
    code = plain(said.CODE)
    yield BallotToken(
        code=keyed(settings, PURPOSE, plain(said.BALLOT_CODE)), unit=demo_id("unit A"), month=f"{NOW:%Y-%m}",
        service="accompany", form=satisfaction().version, until=satisfaction().last_day(f"{NOW:%Y-%m}"),
    )  # fmt: skip
    yield VisitorCode(
        code=keyed(settings, HELP, plain(said.HELP_CODE)), purpose=HELP, home=demo_id("unit A"),
        about=demo_id("help waiting"), until=NOW.date(),
    )  # fmt: skip
    yield VisitorCode(
        code=keyed(settings, OWN_CODE, plain(said.OWN_CODE)), purpose=OWN_CODE, home=demo_id("unit A"),
        about=said.SHARED, until=NOW.date(),
    )  # fmt: skip
    yield EnrolmentCode(
        beginning=code[:BEGINNING], rest_hash=keyed(settings, "code", code), person=demo_id("Dewi"),
        expires_at=NOW + timedelta(hours=24), tries_left=5,
    )  # fmt: skip
    yield Enrolment(
        id=said.PHONE, person=demo_id("Sari"), sign_key=PublicKey.model_validate(said.SIGN_KEY).text(),
        box_key=PublicKey.model_validate(said.BOX_KEY).text(), fingerprint="4071", mark=said.FIRST_MARK,
        epoch=said.EPOCH, handle_hash=hashed(said.REQUESTS["ask_status"]["handle"]), pinned="", made_at=LOADED,
        last_seen_at=LOADED, ends_at=LOADED + LIVES,
    )  # fmt: skip


@cache
def running(engine: Engine) -> FastAPI:
    """One app for the session, since making one costs a second; each example has a database of its own."""
    folder = Path(mkdtemp(prefix="pulih-examples-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    make_server_keys(folder / "keys.json")
    return create_app(
        Settings(
            database_url=filled(engine), origins=(ORIGIN,), keys_file=folder / "keys.json", dist=folder,
            docs_assets=folder, openid_issuer="https://sso.example.id", openid_client="pulih",
        ),
        clock=lambda: NOW,  # it stands
    )  # fmt: skip


@contextmanager
def example_server(engine: Engine) -> Iterator["ExampleServer"]:
    """On a fresh copy; who tried before counts for nobody."""
    app = running(engine)
    app.state.engine.dispose()
    with a_copy(filled(engine)) as (url, again):
        own = make_engine(url, limits_of(app.state.settings))
        with lent(own, again and again.app) as app.state.engine, client(app, ORIGIN) as http:
            app.state.passing, app.state.asking = PassingCounts(), PassingCounts()
            yield ExampleServer(app, http)


class ExampleServer:
    """`ask`: sends an operation's example to its address, as who may."""

    def __init__(self, app: FastAPI, http: httpx.Client) -> None:
        self.app, self.http, self.asked = app, http, 0

    def ask(self, path: str, method: str, operation: Json, media: str | None) -> httpx.Response:
        """`media`: which of its bodies; None where it has none."""
        address = re.sub(r"\{(\w+)\}", lambda part: parameters(operation)[part[1]], path) + query(operation)
        headers = self.headers(operation)
        if any(one.get("name") == "If-Match" for one in operation.get("parameters", [])):
            read = self.http.get(address, headers=headers)
            if (method, read.status_code) != ("put", 404):  # what is made anew was never read
                headers["If-Match"] = read.headers.get("ETag", '"unread"')
        if media is None:
            return self.http.request(method, address, headers=headers)
        example, headers["Content-Type"] = operation["requestBody"]["content"][media]["example"], media
        if media.endswith("form-urlencoded"):
            return self.http.request(method, address, headers=headers, data=example)
        content = example.encode() if media == BINARY else json.dumps(example)
        return self.http.request(method, address, headers=headers, content=content)

    def headers(self, operation: Json) -> dict[str, str]:
        """The token of who may, and a key where one is asked for."""
        names = {one.get("name") for one in operation.get("parameters", []) if one.get("required")}
        self.asked += 1
        key = {"Idempotency-Key": f"contoh-{self.asked}"} if "Idempotency-Key" in names else {}
        if operation["operationId"] == "sign_in_by_provider":
            outcome = SignInOutcome(demo_id("officer"), int(NOW.timestamp()))
            key["Cookie"] = f"{TOLD}={outcome_cookie(self.app.state.settings, outcome, now=NOW)}"
        if not operation["security"]:
            return key
        asks = [operation["operationId"], *operation["tags"]]
        person = next((ASKED_BY[one] for one in asks if one in ASKED_BY), "Sari")
        token = give_token(self.app.state.settings, demo_id(person), now=NOW, ways=("pwd",))  # just signed in
        return {"Authorization": f"Bearer {token}", **key}


def parameters(operation: Json) -> dict[str, str]:
    """{name: example} of its address."""
    return {one["name"]: str(one["example"]) for one in operation.get("parameters", []) if one.get("in") == "path"}


def query(operation: Json) -> str:
    """What it must be asked with."""
    asked = (one for one in operation.get("parameters", []) if one.get("in") == "query" and one.get("required"))
    told = {one["name"]: one["example"] for one in asked}
    return f"?{urlencode(told)}" if told else ""


def examples(told: Json) -> Iterator[tuple[str, str, Json, str | None]]:
    """(path, method, operation, media) of each request."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            for media in operation.get("requestBody", {}).get("content", {None: {}}):
                yield path, method, operation, media


def shortened(value: Json) -> Json:
    """Lists by their first members: an example shows what is there, not all of it."""
    if isinstance(value, dict):
        return {name: shortened(part) for name, part in value.items()}
    return [shortened(part) for part in value[:ENOUGH]] if isinstance(value, list) else value


# What opens a door looks like none in print: a scanner cries at it, and a reader tries it.
UNPRINTED = {
    "access_token": "header.claims.signature",
    "nonce": "time.chance.seal",
    "signed": "header.claims.signature",
    "secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    "otpauth": "otpauth://totp/…",
    "offer": "time.seal",
}


def shown(value: Json) -> Json:
    """Without tokens."""
    if isinstance(value, dict):
        return {name: UNPRINTED.get(name) or shown(part) for name, part in value.items()}
    return [shown(part) for part in value] if isinstance(value, list) else value


def recorded() -> dict[str, Json]:
    """{operation: answer} of each example."""
    found: dict[str, Json] = {}
    for path, method, operation, media in examples(json.loads(json.dumps(running("sqlite").openapi()))):
        with example_server("sqlite") as server:
            answer = server.ask(path, method, operation, media)
        if answer.is_success and answer.content:
            is_json = answer.headers["Content-Type"] == "application/json"
            found.setdefault(operation["operationId"], shown(shortened(answer.json())) if is_json else "(bytes)")
    return found


if __name__ == "__main__":
    json.dump(recorded(), sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    sys.stdout.write("\n")
