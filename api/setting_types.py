"""What a setting's text means: lists, keys, addresses. A ValueError says how it is written, and quotes nothing."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode


def separated(value: Any) -> Any:
    """`a, b` is ("a", "b")."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def key_ring(value: Any) -> Any:
    """`kid:secret,kid:secret`, newest first: rotating is adding one in front."""
    if not isinstance(value, str):
        return value
    pairs = [part.partition(":") for part in separated(value)]
    if not pairs or not all(kid and secret for kid, _, secret in pairs):
        raise ValueError("must read kid:secret, more of them separated by commas.")
    return {kid: secret for kid, _, secret in pairs}


def networks(value: tuple[str, ...]) -> tuple[str, ...]:
    """What cannot be read as one would be compared as a name, and so never believed."""
    for one in value:
        try:
            ip_network(one)
        except ValueError:
            raise ValueError("must be addresses or networks, such as 127.0.0.1, 172.30.77.0/24.") from None
    return value


def origin_part(value: Any) -> Any:
    """`https://api.example.id/base` is reached at `https://api.example.id`."""
    return "/".join(value.split("/", 3)[:3]) if isinstance(value, str) else value


# A scheme, a host and perhaps a port: nothing else is ever equal to a browser's origin.
ORIGIN = re.compile(r"https?://([a-z0-9.\-]+|\[[0-9a-f:]+\])(:\d+)?")


def origin(value: str) -> str:
    """As browsers say it."""
    if value and not ORIGIN.fullmatch(value):
        raise ValueError("must read like https://pulih.example.id: lower case, and nothing behind the host or port.")
    return value


ISSUER = re.compile(r"https://[^\s?#@]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s?#]*)?")


def is_issuer(value: str) -> bool:
    """Of OpenID Connect: TLS, and nothing behind a question mark; without TLS on this machine alone."""
    return bool(ISSUER.fullmatch(value))


def readable_folder(value: Path) -> Path:
    """One that is not there would be left out without a word, and one that is closed to the server would be a fault
    each time. ValueError says which it is."""
    try:
        next(value.iterdir(), None)
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from None
    return value


Origins = Annotated[tuple[Annotated[str, AfterValidator(origin)], ...], NoDecode, BeforeValidator(separated)]
ApiBase = Annotated[str, BeforeValidator(origin_part), AfterValidator(origin)]
Networks = Annotated[tuple[str, ...], NoDecode, BeforeValidator(separated), AfterValidator(networks)]
RoleNames = Annotated[tuple[str, ...], NoDecode, BeforeValidator(separated)]
KeyRing = Annotated[dict[str, str], NoDecode, BeforeValidator(key_ring)]
Seconds = Annotated[int, Field(ge=1, le=3600)]
Folder = Annotated[Path, AfterValidator(readable_folder)]
