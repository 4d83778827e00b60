"""What is generated and committed is what the code says now."""

from difflib import unified_diff
from itertools import islice

import pytest
from typer.testing import CliRunner

from api.cli.main import pulih
from tests.engines import HOUSE


@pytest.mark.parametrize("name", ["openapi", "kinds"])
def test_what_the_code_says_is_committed(name: str) -> None:
    file = HOUSE / "api" / f"{name}.json"
    said, kept = CliRunner().invoke(pulih, [name]).stdout, file.read_text()
    if said != kept:
        lines = unified_diff(kept.splitlines(), said.splitlines(), str(file), "now", lineterm="")
        pytest.fail("\n".join([*islice(lines, 30), f"{file.name} is old: make openapi"]))
