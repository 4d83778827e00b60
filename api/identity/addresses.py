"""Where a request came from, as the limits count it; kept only as a keyed hash."""

from typing import Annotated

from fastapi import Depends, Request


def address_of(request: Request) -> str:
    """Where it came from; kept only as a keyed hash."""
    return request.client.host if request.client else "-"


Address = Annotated[str, Depends(address_of)]
