"""Whether a policy can be published: its shape, and what it must agree with itself about. Needs no database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import orjson
import typer
from pydantic import ValidationError

from api.policies import POLICIES, SHAPES, policy
from api.policies.phase_rubric import PhaseRubric
from api.policies.policy import Policy
from api.records.coaching.rubric_names import unknown_evidence

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
        draft = SHAPES[name].model_validate_json(text)
    except ValidationError as fault:
        return [f"/{'/'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors()]
    misspelt = unknown_evidence(draft) if isinstance(draft, PhaseRubric) else ()
    return [*clashes(draft), *(f"{one.pointer}: {one.told}" for one in misspelt)]


def clashes(draft: Policy) -> Iterator[str]:
    """A version stands for one text for ever; and a new one that is not the newest would never count."""
    known, newest = POLICIES[draft.name].get(draft.version), policy(draft.name)
    if known and known != draft:
        yield f"/version: {draft.version} is published with another text"
    if not known and (draft.year, draft.version) < (newest.year, newest.version):
        yield f"/version: it stands before {newest.version}, so it would never count"
