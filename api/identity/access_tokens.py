"""Access tokens: ten minutes, HS256, and the only place that touches python-jose.

python-jose takes a token without `aud` or `exp`, and a forged one where `algorithms` is left out; so every claim is
required here, algorithm, type and key id are pinned, and a test forbids the import anywhere else.
"""

from secrets import token_hex
from time import time
from typing import Any, NamedTuple

from jose import JWTError, jwt

from api.settings import Settings

LIVES = 600
ALGORITHM = "HS256"
TYPE = "at+jwt"
ISSUER, AUDIENCE = "pulih", "pulih-api"
DUTIES = {f"require_{claim}": True for claim in ("aud", "iat", "exp", "iss", "sub", "jti")}


class Bearer(NamedTuple):
    """What a token says: a name. Scope and status are read from the database."""

    agent: str
    enrolment: str | None


def give_token(settings: Settings, agent: str, enrolment: str | None = None) -> str:
    """Signed with the newest key."""
    now, (kid, secret) = int(time()), next(iter(settings.token_keys.items()))
    claims: dict[str, str | int] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": agent,
        "enrolment": enrolment or "",
        "jti": token_hex(12),
    }
    claims |= {"iat": now, "exp": now + LIVES}
    signed: str = jwt.encode(claims, secret, algorithm=ALGORITHM, headers={"kid": kid, "typ": TYPE})
    return signed


def read_token(settings: Settings, token: str) -> Bearer | None:
    """Who it names, or nobody: one answer for expired, forged and foreign."""
    try:
        secret = secret_of(settings, jwt.get_unverified_header(token))
        claims = jwt.decode(token, secret, [ALGORITHM], DUTIES, audience=AUDIENCE, issuer=ISSUER)
    except JWTError:
        return None
    agent, enrolment, lives = claims["sub"], claims.get("enrolment"), claims["exp"] - claims["iat"]
    if not isinstance(enrolment, str) or lives > LIVES:
        return None
    return Bearer(agent, enrolment or None)


def secret_of(settings: Settings, header: dict[str, Any]) -> str:
    """The key the header names; type and algorithm must be ours before anything is computed."""
    secret = settings.token_keys.get(str(header.get("kid")))
    if secret is None or header.get("typ") != TYPE or header.get("alg") != ALGORITHM:
        raise JWTError("not ours")
    return secret
