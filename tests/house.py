"""The house as text and as a graph: what people wrote, and which module loads which. Reads files, runs nothing."""

import ast
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.engines import HOUSE

FOREIGN = {".git", ".venv", "node_modules", "dist", "dist-docs", "var", "__pycache__", "test-results"}
GENERATED = ("pwa/src/core/sync/openapi.d.ts", "migrations/versions/")


@cache
def house() -> dict[str, str]:
    """{path: text} of every file that people write or a tool commits."""
    found = {}
    for folder, folders, names in os.walk(HOUSE):
        folders[:] = [name for name in folders if name not in FOREIGN and not name.endswith(("_cache", ".egg-info"))]
        for path in (Path(folder) / name for name in names):
            found[str(path.relative_to(HOUSE))] = path.read_text(errors="replace")
    return found


def written(pattern: str) -> dict[str, str]:
    """Those whose path matches, without what is generated."""
    return {path: text for path, text in house().items() if re.search(pattern, path) and not path.startswith(GENERATED)}


def places(pattern: str, where: str, *, but: tuple[str, ...] = ()) -> list[str]:
    """`path:line` of each place where a pattern stands."""
    return [
        f"{path}:{number}  {line.strip()[:100]}"
        for path, text in written(where).items()
        if path not in but
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def trees(pattern: str) -> Iterator[tuple[str, ast.Module]]:
    """Parsed Python files."""
    return ((path, ast.parse(text)) for path, text in written(pattern).items() if path.endswith(".py"))


def module_of(path: str) -> str:
    """`api/changes/__init__.py` is `api.sync`."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def imported(tree: ast.Module) -> Iterator[str]:
    """Every dotted name that an import could mean."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imports() -> dict[str, set[str]]:
    """{module of api: what it imports}: ours whole, with the packages they lie in; strangers by their first name."""
    files = {module_of(path): tree for path, tree in trees(r"^api/.*\.py$")}
    return {name: {one for said in imported(tree) for one in lineage(said, set(files))} for name, tree in files.items()}


def lineage(name: str, ours: set[str]) -> set[str]:
    """`api.sync.push.push` loads `api.sync` and `api.sync.push`."""
    parts = name.split(".")
    if parts[0] != "api":
        return {parts[0]}
    return {".".join(parts[:end]) for end in range(2, len(parts) + 1)} & ours


def reach(name: str) -> set[str]:
    """All that is loaded with a module, near and far."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        fresh = imports().get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting += fresh
    return reached


def rooms(names: set[str]) -> set[str]:
    """`api.sync.push` lies in `sync`."""
    return {name.split(".")[1] for name in names if name.startswith("api.")}


def none_of(wrong: Iterable[object]) -> None:
    """Fails with one line for each."""
    lines = [str(one) for one in wrong]
    assert not lines, "\n" + "\n".join(lines)
