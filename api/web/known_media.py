"""A body is read as what it says it is: what a page of another site may send without being asked is no JSON."""

from typing import Any

from fastapi import Request

from api.problems.tree import WrongMedia

JSON, BINARY = "application/json", "application/octet-stream"


async def known_media(request: Request) -> None:
    """WrongMedia for a body of a type that this address does not read, once it is known that she may send one."""
    taken = media_of(request.scope["route"])
    if taken and await request.body() and not reads(taken, request.headers.get("content-type", "")):
        raise WrongMedia()


def reads(taken: set[str], said: str) -> bool:
    """Whether a body that says so is read there. Phones send the bytes of pictures without saying what they are."""
    return BINARY in taken or plain(said) in taken


def media_of(route: Any) -> set[str]:
    """What a route reads: as its description says, or JSON."""
    described = (getattr(route, "openapi_extra", None) or {}).get("requestBody", {}).get("content", {})
    if described:
        return {plain(media) for media in described}
    return {JSON} if getattr(route, "body_field", None) else set()


def plain(media: str) -> str:
    """Without parameters; all kinds of JSON are one."""
    name = media.partition(";")[0].strip().lower()
    return JSON if name.startswith("application/") and name.endswith("+json") else name
