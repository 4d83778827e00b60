"""A token counts only if this server signed it, for this purpose, and it still runs."""

import base64
import json
import re
from datetime import timedelta
from pathlib import Path
from time import time

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from api.clock import system_clock
from api.db.engine import writing
from api.identity.access_tokens import LIVES, Bearer, give_token, read_token
from api.identity.people import Person
from api.settings import Settings
from tests.conftest import Place

SECRET = "a secret of thirty-two symbols or more"
SETTINGS = Settings(token_keys={"new": SECRET, "old": "an older secret of thirty-two symbols"})
HEADER = {"alg": "HS256", "typ": "at+jwt", "kid": "new"}


def read(token: str) -> Bearer | None:
    return read_token(SETTINGS, token, now=system_clock())


def claims(**changed: object) -> dict[str, object]:
    now = int(time())
    whole: dict[str, object] = {
        "iss": "pulih", "aud": "pulih-api", "sub": "somebody", "enrolment": "", "jti": "1", "iat": now, "exp": now + 60,
    }  # fmt: skip
    return {name: value for name, value in {**whole, **changed}.items() if value is not None}


def forged(header: dict[str, str], body: dict[str, object], secret: str = SECRET) -> str:
    """Signed by another library, so that this one is not believed about itself."""
    return jwt.encode(header, body, OctKey.import_key(secret), algorithms=["HS256", "HS512"])


def raw(header: dict[str, object], body: dict[str, object], signature: str = "") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, body))
    return ".".join([*parts, signature])


def test_a_good_token_names_its_person_and_phone() -> None:
    assert read(give_token(SETTINGS, "agent", "phone", now=system_clock())) == Bearer("agent", "phone")
    assert read(give_token(SETTINGS, "agent", now=system_clock())) == Bearer("agent", None)
    assert read(forged(HEADER, claims())) == Bearer("somebody", None)


def test_a_token_that_was_read_before_ends_with_its_time_and_with_its_key() -> None:
    token, now = give_token(SETTINGS, "agent", now=system_clock()), system_clock()
    assert read(token) == read(token) == Bearer("agent", None)
    assert read_token(SETTINGS, token, now=now + timedelta(seconds=LIVES + 1)) is None
    other = Settings(token_keys={"new": "another secret of thirty-two symbols", "old": SECRET})
    assert read_token(other, token, now=now) is None


def test_an_older_key_still_reads_but_no_longer_signs() -> None:
    old = forged({**HEADER, "kid": "old"}, claims(), SETTINGS.token_keys["old"])
    assert read(old) is not None
    signed = json.loads(
        base64.urlsafe_b64decode(give_token(SETTINGS, "agent", now=system_clock()).split(".")[0] + "==")
    )
    assert signed == {"alg": "HS256", "typ": "at+jwt", "kid": "new"}


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "enrolment", "jti", "iat", "exp"])
def test_a_token_without_any_of_its_claims_is_nobodys(claim: str) -> None:
    assert read(forged(HEADER, claims(**{claim: None}))) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": int(time()) - 1},
        {"aud": "somewhere-else"},
        {"aud": ["somewhere-else"]},
        {"iss": "somebody-else"},
        {"enrolment": 5},
        {"sub": 5},
        {"exp": int(time()) + 10 * LIVES},
        {"exp": "never"},
    ],
    ids=["expired", "other-aud", "list-aud", "other-iss", "odd-enrolment", "odd-sub", "lives-too-long", "no-moment"],
)
def test_a_token_with_a_wrong_claim_is_nobodys(changed: dict[str, object]) -> None:
    assert read(forged(HEADER, claims(**changed))) is None


@pytest.mark.parametrize("changed", [{"typ": "JWT"}, {"kid": "other"}, {"kid": ""}, {"alg": "HS512"}])
def test_a_token_with_a_wrong_header_is_nobodys(changed: dict[str, str]) -> None:
    assert read(forged({**HEADER, **changed}, claims())) is None


def test_a_token_of_another_key_is_nobodys() -> None:
    assert read(forged(HEADER, claims(), "another secret of thirty-two symbols")) is None


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "", None, "RS256", "ES256", "dir"])
def test_a_token_without_a_signature_is_nobodys(alg: str | None) -> None:
    header: dict[str, object] = {**HEADER, "alg": alg}
    assert read(raw(header, claims())) is None
    assert read(raw(header, claims(), "AAAA")) is None


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "a.b.c.d.e", "Ω.Ω.Ω", "null", "x" * 5000])
def test_rubbish_is_nobodys(text: str) -> None:
    assert read(text) is None


def test_a_changed_body_is_nobodys() -> None:
    head, _, tail = give_token(SETTINGS, "agent", now=system_clock()).split(".")
    other = raw(HEADER, claims(sub="admin")).split(".")[1]
    assert read(f"{head}.{other}.{tail}") is None


def test_the_door_refuses_what_the_wrapper_refuses(place: Place) -> None:
    place.person("Sari")
    good = place.headers("Sari")["Authorization"]
    assert place.http.get("/v1/me", headers={"Authorization": good}).status_code == 200
    for bad in (good[:-3] + "abc", "Bearer x.y.z", "Basic c2FyaTpzYXJp", "Bearer", ""):
        answer = place.http.get("/v1/me", headers={"Authorization": bad})
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign-in-needed")
        assert answer.json()["nonce"]


def test_a_token_of_somebody_who_left_is_refused_at_once(place: Place) -> None:
    name = place.person("Sari")
    headers = place.headers("Sari")
    with writing(place.engine) as session:
        session.get_one(Person, name).active = False
    assert place.http.get("/v1/me", headers=headers).status_code == 401


def test_only_the_wrapper_touches_python_jose() -> None:
    house = Path(__file__).parents[1]
    found = [
        path.relative_to(house).as_posix()
        for folder in ("api", "tests", "bench", "migrations")
        for path in (house / folder).rglob("*.py")
        if re.search(r"^\s*(from|import) jose\b", path.read_text(), re.MULTILINE)
    ]
    assert found == ["api/identity/access_tokens.py"]


def test_the_wrapper_uses_no_more_of_it_than_hs256() -> None:
    text = (Path(__file__).parents[1] / "api/identity/access_tokens.py").read_text()
    assert not re.search(r"\bjwe\b|ES256|RS256", text)
    assert re.findall(r"jwt\.decode\(token, secret, \[ALGORITHM\]", text)
