"""Whether a policy can be published: its shape, and what it must agree with itself about. Needs no database."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from pydantic import ValidationError

from api.policies import SHAPES

Drafts = Annotated[list[Path], typer.Argument(help="Files `<name>-<year>.json`.", exists=True, dir_okay=False)]


def check_policies(drafts: Drafts) -> None:
    """Read policies as the server would, and tell what is wrong with each."""
    told = [faults_of(one.read_bytes()) for one in drafts]
    for draft, faults in zip(drafts, told, strict=True):
        for fault in faults:
            typer.echo(f"{draft.name}: {fault}", err=True)
    if any(told):
        raise typer.Exit(1)
    for draft in drafts:
        typer.echo(f"{draft.name}: {orjson.loads(draft.read_bytes())['version']}")


def faults_of(text: bytes) -> list[str]:
    """None where it may be published."""
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError as fault:
        return [f"no JSON: {fault}"]
    name = str(said.get("name")) if isinstance(said, dict) else ""
    if name not in SHAPES:
        return [f"no policy is called so: {name}"]
    try:
        SHAPES[name].model_validate_json(text)
    except ValidationError as fault:
        return [f"/{'/'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors()]
    return []
