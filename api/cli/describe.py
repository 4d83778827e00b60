"""What this release is, in a form for programs and for review. Needs no database."""

import json
import tempfile
from pathlib import Path
from typing import Any

import typer

from api.app import create_app
from api.records.declaration import declarations
from api.settings import TRIAL, Settings, environment_name


def openapi() -> None:
    """Print the API's description, for generated types and for review."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        trial = Settings(database_url=f"sqlite:///{place}/none.sqlite3", keys_file=place / "keys.json", dist=place)
        typer.echo(json.dumps(create_app(trial).openapi(), indent=1, sort_keys=True, ensure_ascii=False))


def kinds() -> None:
    """Print what each kind of record declares, for the phone and for review."""
    typer.echo(json.dumps(declarations(), indent=1, ensure_ascii=False))


def settings_table() -> None:
    """Print every setting with its default and meaning, as `docs/operations.md` has it."""
    fields = Settings.model_fields.items()
    lines = (f"| `{environment_name(name)}` | {default_of(one.default)} | {one.description} |" for name, one in fields)
    typer.echo("\n".join(["| Setting | Default | Meaning |", "|---|---|---|", *lines]))


def default_of(value: Any) -> str:
    """As an operator would write it."""
    if value in ("", (), None):
        return "none"
    if isinstance(value, dict) or value == TRIAL:
        return "trial"
    return f"`{int(value) if isinstance(value, bool) else value}`"
