"""Access tokens: ten minutes, HS256, and the only place that touches python-jose.

python-jose takes a token without `aud` or `exp`, and a forged one where `algorithms` is left out; so every claim is
required here, algorithm, type and key id are pinned, and a test forbids the import anywhere else.
"""

from datetime import datetime
from functools import lru_cache
from secrets import token_hex
from typing import Any, NamedTuple

from jose import JWTError, jwt

from api.settings import Settings

LIVES = 600
ALGORITHM = "HS256"
TYPE = "at+jwt"
ISSUER, AUDIENCE = "pulih", "pulih-api"
# Whether it still runs is judged by the server's clock (`runs`); an `exp` the library requires, by the machine's.
DUTIES = {"verify_exp": False, **{f"require_{claim}": True for claim in ("aud", "iat", "iss", "sub", "jti")}}
AHEAD = 60  # seconds by which the clocks of two processes may differ


class Bearer(NamedTuple):
    """What a token says: a person and her phone, when she signed in (Unix seconds; 0: nobody can say) and how
    (RFC 8176: `pwd`, `otp`, `pop`; `fed`: by a provider; `operator`: it was printed). Scope and status are read from
    the database."""

    person: str
    enrolment: str | None
    signed_in_at: int = 0
    ways: tuple[str, ...] = ()

    @property
    def by_password_alone(self) -> bool:
        """Of an office, and by nothing that only she has. What does not say how it was got counts as that."""
        return self.enrolment is None and not {"otp", "fed", "operator"}.intersection(self.ways)


def give_token(
    settings: Settings, person: str, enrolment: str | None = None, *, now: datetime,
    ways: tuple[str, ...] = (), signed_in_at: int | None = None,
) -> str:  # fmt: skip
    """Signed with the newest key. `signed_in_at`: now, if it is not given."""
    began, (kid, secret) = int(now.timestamp()), next(iter(settings.token_keys.items()))
    claims: dict[str, str | int | tuple[str, ...]] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": person,
        "enrolment": enrolment or "",
        "jti": token_hex(12),
    }
    claims |= {"iat": began, "exp": began + LIVES}
    claims |= {"amr": ways, "auth_time": began if signed_in_at is None else signed_in_at} if ways else {}
    signed: str = jwt.encode(claims, secret, algorithm=ALGORITHM, headers={"kid": kid, "typ": TYPE})
    return signed


def read_token(settings: Settings, token: str, *, now: datetime) -> Bearer | None:
    """Who it names, or nobody: one answer for expired, forged and foreign."""
    claims = claims_of(token, tuple(settings.token_keys.items()))
    enrolment = claims.get("enrolment")
    if not isinstance(enrolment, str) or not runs(claims["iat"], claims.get("exp"), now):
        return None
    return Bearer(claims["sub"], enrolment or None, claims.get("auth_time", 0), tuple(claims.get("amr", ())))


@lru_cache(maxsize=4096)
def claims_of(token: str, keys: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """What is signed, which time does not change; whether it still runs and counts is asked each time. {}: not ours."""
    try:
        secret = secret_of(dict(keys), jwt.get_unverified_header(token))
        claims: dict[str, Any] = jwt.decode(token, secret, [ALGORITHM], DUTIES, audience=AUDIENCE, issuer=ISSUER)
    except JWTError:
        return {}
    return claims


def runs(began: object, ends: object, now: datetime) -> bool:
    """By the server's clock; one signed in the future, by a clock since corrected, has passed."""
    if not isinstance(began, int) or not isinstance(ends, int) or ends - began > LIVES:
        return False
    return began - AHEAD <= now.timestamp() < ends


def secret_of(keys: dict[str, str], header: dict[str, Any]) -> str:
    """The key the header names; type and algorithm must be ours before anything is computed."""
    secret = keys.get(str(header.get("kid")))
    if secret is None or header.get("typ") != TYPE or header.get("alg") != ALGORITHM:
        raise JWTError("not ours")
    return secret
