"""The house as text: what people wrote. Reads files, runs nothing."""

import ast
import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines import HOUSE

FOREIGN = {
    ".git", ".svelte-check", ".venv", "__pycache__", "dist", "dist-docs", "mutants", "node_modules", "test-results",
    "var",
}  # fmt: skip
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


def described() -> Any:
    """The API's description as committed, which tests/test_generated.py compares."""
    return json.loads((HOUSE / "api" / "openapi.json").read_bytes())


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


def imported(tree: ast.Module) -> Iterator[str]:
    """Every dotted name that an import could mean."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def none_of(wrong: Iterable[object]) -> None:
    """Fails with one line for each."""
    lines = [str(one) for one in wrong]
    assert not lines, "\n" + "\n".join(lines)
