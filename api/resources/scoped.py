"""The scope of a request as a dependency, where one snapshot is all that it needs."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends

from api.access.entering import Entered, looking_within
from api.db.engine import TheEngine
from api.identity.current_actor import Claimed


def looked_within(engine: TheEngine, claim: Claimed) -> Iterator[Entered]:
    """Ends with the request's function."""
    with looking_within(engine, claim) as entered:
        yield entered


Looking = Annotated[Entered, Depends(looked_within, scope="function")]
