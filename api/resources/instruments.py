"""Instruments over the wire: their definitions, and a score for a sheet without storing anything."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api import instruments, policies
from api.identity.current_actor import SignedIn
from api.instruments.definition import Definition
from api.policies.eligibility import Facts
from api.problems.tree import Invalid, NotFound, SignInNeeded, answers
from api.records.screening import SHEET as ANSWERS
from api.records.vocabulary import AgeBand, CareNeed, RedFlag

router = APIRouter(prefix="/v1/instruments", tags=["instruments"])

Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="Such as assist.")]
Version = Annotated[str, StringConstraints(min_length=1, max_length=40)]
SHEET: dict[str, Any] = {"version": "3.1-id-1", "answers": ANSWERS}


class Known(BaseModel):
    """An instrument in one of its versions; the newest version of a name stands last."""

    name: str
    version: str
    title: str


class Sheet(BaseModel):
    """Answers in the instrument's own shape, and what else the policy weighs. `version`: the newest when absent."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [SHEET]})

    version: Version | None = None
    answers: dict[str, Any]
    red_flags: Annotated[list[RedFlag], Field(max_length=20, description="Signs of danger seen meanwhile.")] = []
    care_needs: Annotated[list[CareNeed], Field(max_length=20, description="Such as pregnancy.")] = []
    age_band: Annotated[AgeBand | None, Field(description="As of the client.")] = None


class TopicScore(BaseModel):
    """One substance; there is no total."""

    score: int
    band: str


class Advice(BaseModel):
    """What to say of one substance."""

    topic: str
    band: str
    text: str


class Scored(BaseModel):
    """What the sheet says. `headline`: the gravest band among the deciding substances; `says` and `because` come first.

    `rule`: the number of the policy's rule that spoke; `tone`: danger, due or calm; `advice`: the gravest first.
    """

    scores: dict[str, TopicScore]
    headline: str | None
    injecting: str | None
    policy: str
    rule: int
    suggestion: str
    tone: str
    says: str
    because: str
    advice: list[Advice]


@router.get("", responses=answers(SignInNeeded))
def list_instruments(actor: SignedIn) -> list[Known]:
    """Every instrument and version this server can score."""
    known = instruments.INSTRUMENTS.values()
    return [Known(name=one.name, version=one.version, title=one.title) for one in known]


@router.get("/{name}", responses=answers(SignInNeeded, NotFound), response_model=dict[str, Any])
def read_instrument(name: Name, actor: SignedIn, version: Version | None = None) -> Any:
    """The whole definition, as the phone reads it."""
    return found(name, version).model_dump(mode="json", exclude_unset=True)


@router.post("/{name}/score", responses=answers(SignInNeeded, NotFound, Invalid))
def score_sheet(name: Name, sheet: Sheet, actor: SignedIn) -> Scored:
    """Scores a whole sheet; missing and impossible answers are refused with pointers. Stores nothing."""
    used = found(name, sheet.version)
    faults = [
        {**fault._asdict(), "pointer": f"/answers{fault.pointer}"}
        for fault in instruments.faults(name, used.version, sheet.answers)
    ]
    if faults:
        raise Invalid(errors=faults)
    return judged(instruments.score(name, used.version, sheet.answers), sheet)


def judged(result: instruments.Result, sheet: Sheet) -> Scored:
    """By the current policy, in its own words."""
    policy = policies.eligibility()
    facts = Facts(result.bands, result.recent, result.injecting, sheet.red_flags, sheet.care_needs, sheet.age_band)
    said = policy.judge(facts)
    return Scored.model_validate(
        {
            "scores": result.scores, "headline": said.risk, "injecting": result.injecting, "policy": said.version,
            "rule": said.rule, "suggestion": said.suggestion, "tone": said.tone, "says": policy.words[said.headline],
            "because": policy.words[said.because],
            "advice": [
                {"topic": topic, "band": band, "text": policy.advice[topic][band]} for topic, band in said.advice
            ],
        }
    )  # fmt: skip


def found(name: str, version: str | None) -> Definition:
    """The definition, or 404."""
    try:
        return instruments.definition(name, version)
    except instruments.UnknownInstrument:
        raise NotFound("no-such-instrument") from None
