"""Trainings that an office held for its area or parts of it: counted once there and above, however many units they were
for."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from sqlmodel import Session

from api.changes.area_papers import AreaPaper
from api.db.engine import TheEngine
from api.identity.current_actor import Claimed, Reading, SignedIn
from api.ids import UUID7_PATTERN
from api.problems.tree import (
    Invalid,
    MatchNeeded,
    NotFound,
    NotYours,
    PreconditionFailed,
    SignInNeeded,
    answers,
)
from api.resources.area_paper_rows import told_values
from api.resources.area_papers import AreaPaperRules, Faults, PaperAsked, found, kept, listed
from api.resources.area_training_shapes import AreaTrainings, AreaTrainingText, AreaTrainingTold
from api.resources.etags import IfMatch, with_etag
from api.resources.unit_progress import Inside

router = APIRouter(prefix="/v1/area-trainings", tags=["area-trainings"])

TrainingId = Annotated[str, Path(pattern=UUID7_PATTERN, description="The training's id.")]


@router.get("", responses=answers(SignInNeeded, NotYours, NotFound, Invalid))
def list_area_trainings(actor: SignedIn, session: Reading, area: Inside = None) -> AreaTrainings:
    """What the office of an area held, and what offices above it held for any of it."""
    there, told = listed(session, actor, TRAININGS, area)
    return AreaTrainings(**there, trainings=told[::-1])


@router.get(
    "/{training}", response_model=AreaTrainingTold, responses=answers(SignInNeeded, NotYours, NotFound, Invalid)
)
def read_area_training(training: TrainingId, actor: SignedIn, session: Reading) -> Response:
    """One of them, also of an office in the reader's area."""
    return with_etag(found(session, actor, TRAININGS, training))


@router.put(
    "/{training}", response_model=AreaTrainingTold,
    responses=answers(SignInNeeded, NotYours, PreconditionFailed, Invalid, MatchNeeded),
)  # fmt: skip
def write_area_training(
    training: TrainingId, asked: AreaTrainingText, claim: Claimed, engine: TheEngine, match: IfMatch = None
) -> Response:
    """By the office itself, under an id of its own making (UUID 7). One that is there needs `If-Match`."""
    return with_etag(kept(engine, claim, TRAININGS, training, asked, match))


def tell(_session: Session, rows: Sequence[AreaPaper]) -> list[AreaTrainingTold]:
    """In the same order."""
    return [AreaTrainingTold.model_validate(told_values(row)) for row in rows]


def no_faults(_session: Session, _asked: PaperAsked[AreaTrainingText, AreaTrainingTold]) -> Faults:
    """Beyond its shape, its days and its areas."""
    yield from ()


TRAININGS = AreaPaperRules("training", tell, no_faults)
