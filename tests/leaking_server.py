"""`pulih serve` with a leak of 1 KB a request, to see that the look at memory would notice one."""

import os
from typing import Any

from api.cli.serve import run
from api.settings import read_settings
from api.web.middleware import RequestMiddleware

KEPT: list[bytes] = []
SERVE = RequestMiddleware.__call__


async def leak(self: RequestMiddleware, *asked: Any) -> None:
    """Serves, and keeps something."""
    KEPT.append(os.urandom(1024))
    await SERVE(self, *asked)


if __name__ == "__main__":
    RequestMiddleware.__call__ = leak  # type: ignore[method-assign]  # the planted defect
    run(read_settings())
