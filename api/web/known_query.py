"""What stands behind a question mark is known and said once: what is not would be taken for something that counts."""

from typing import Any

from fastapi import Request, params
from fastapi.dependencies.utils import get_flat_params

from api.problems.messages import fault_at
from api.problems.tree import Invalid


async def known_query(request: Request) -> None:
    """Invalid for a parameter that this address does not take, or that is said twice, since either might be meant."""
    names = [name for name, _ in request.query_params.multi_items()]
    if not names or not request.url.path.startswith("/v1/"):
        return
    taken = taken_by(request.scope["route"])
    faults = {name: "unknown-field" for name in names if name not in taken}
    faults |= {name: "parameter-twice" for name in names if names.count(name) > 1}
    if faults:
        raise Invalid(errors=[fault_at(f"/query/{name[:80]}", code) for name, code in sorted(faults.items())])


def taken_by(route: Any) -> set[str]:
    """Names of a route's query parameters."""
    elsewhere = (params.Path, params.Header, params.Cookie)
    return {one.alias for one in get_flat_params(route.dependant) if not isinstance(one.field_info, elsewhere)}
