"""Routes that are tried only for addresses that begin as one of them does.

FastAPI asks every route of every router, one after the other and the right one twice: a tenth of what a small read
costs.
"""

from fastapi import APIRouter
from starlette.routing import BaseRoute, Match
from starlette.types import Scope


class AddressRouter(APIRouter):
    """Given all its routes at once, with their whole paths."""

    def __init__(self, routes: list[BaseRoute]) -> None:
        super().__init__(routes=routes)
        self.beginnings = tuple({beginning(route) for route in routes})

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """None where no route begins so."""
        begins = scope["path"].removeprefix(scope.get("root_path", "")).startswith(self.beginnings)
        return super().matches(scope) if begins else (Match.NONE, {})


def beginning(route: BaseRoute) -> str:
    """The path before its first name: what each of its addresses begins with."""
    return str(getattr(route, "path", "")).partition("{")[0]
