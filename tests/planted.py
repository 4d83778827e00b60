"""Defects that are planted in our own source, to see that they are noticed."""

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple


class PlantedDefect(NamedTuple):
    """`where`: module:function, or module:Class.method; `instead`: what stands there in the place of `text`. `noticed`:
    by what."""

    name: str
    where: str
    text: str
    instead: str
    noticed: str = ""


@contextmanager
def planted(defect: PlantedDefect) -> Iterator[None]:
    """A function is compiled anew from its changed source; whoever imported it runs that. The text must be there."""
    module, _, path = defect.where.partition(":")
    function: Any = import_module(module)
    for part in path.split("."):
        function = getattr(function, part)
    function = inspect.unwrap(function)
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(defect.text) == 1, f"{defect.name}: {defect.where} no longer says {defect.text!r}"
    lines = source.replace(defect.text, defect.instead).splitlines(keepends=True)
    while not lines[0].startswith(("def ", "async def ")):
        lines.pop(0)
    rooms = dict(function.__globals__)
    exec(compile("".join(lines), defect.where, "exec"), rooms)  # noqa: S102  our own source
    before = function.__code__
    function.__code__ = rooms[function.__name__].__code__
    try:
        yield
    finally:
        function.__code__ = before
