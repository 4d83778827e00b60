"""What an id token must say before it is believed (OpenID Connect Core, 3.1.3.7). Its signature is joserfc's."""

import hmac
from datetime import datetime
from typing import Any, NamedTuple

from joserfc import jws, jwt
from joserfc.errors import JoseError

from api.identity.openid_provider import OpenIdProvider, untrusted

# No `none`, and nothing whose key would be a shared secret.
ALGORITHMS = ["RS256", "PS256", "ES256"]
CLOCKS_DIFFER = 60  # seconds
SUBJECT_MOST = 255
STRANGE = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


class ProvenIdentity(NamedTuple):
    """`subject`: what the provider calls her for ever; `signed_in_at`: Unix seconds; 0 where it does not say."""

    subject: str
    signed_in_at: int


def judge_id_token(provider: OpenIdProvider, token: str, nonce: str, *, now: datetime) -> ProvenIdentity:
    """SignInNeeded where anything does not hold."""
    claims = signed_claims(provider, token, now)
    for why, holds in (
        ("issuer", claims.get("iss") == provider.settings.openid_issuer),
        ("audience", is_for(claims, provider.settings.openid_client)),
        ("time", runs_now(claims, int(now.timestamp()))),
        ("nonce", hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())),
    ):
        if not holds:
            raise untrusted(why)
    subject = claims.get(provider.settings.openid_claim)
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_MOST:
        raise untrusted("subject")
    at = claims.get("auth_time")
    return ProvenIdentity(subject, at if isinstance(at, int) else 0)


def signed_claims(provider: OpenIdProvider, token: str, now: datetime) -> dict[str, Any]:
    """By a key of the provider and an algorithm that we take."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except STRANGE:
        raise untrusted("shape") from None
    if header.get("alg") not in ALGORITHMS:
        raise untrusted("algorithm")
    keys = provider.keys_for(header.get("kid"), now)
    try:
        return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
    except STRANGE:
        raise untrusted("signature") from None


def is_for(claims: dict[str, Any], client: str) -> bool:
    """For us, and where it is for others too, given to us."""
    audience, party = claims.get("aud"), claims.get("azp")
    several = audience if isinstance(audience, list) else [audience]
    return client in several and (party == client or (party is None and len(several) == 1))


def runs_now(claims: dict[str, Any], now: int) -> bool:
    """By the server's clock."""
    began, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(began, int) or not isinstance(ends, int):
        return False
    return began <= now + CLOCKS_DIFFER and now - CLOCKS_DIFFER < ends
