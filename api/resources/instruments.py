"""Instruments over the wire: their definitions, and a score for a sheet without storing anything."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import ConfigDict, Field, StringConstraints

from api import instruments, policies
from api.identity.current_actor import SignedIn
from api.instruments.definition import Definition
from api.policies.eligibility import Facts
from api.problems.tree import Invalid, NotFound, SignInNeeded, answers
from api.records.screening import SHEET as ANSWERS
from api.records.vocabulary import CHILDREN, AgeBand, CareNeed, RedFlag
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/instruments", tags=["instruments"])

Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_-]{0,39}$", description="Such as assist.")]
Version = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Texts = Annotated[Literal["id", "en"], Query(description="Of what people read, where the instrument has it.")]
OfVersion = Annotated[Version | None, Query(description="Which version, such as 3.1-id-2; the newest when absent.")]
SHEET: dict[str, Any] = {"version": "3.1-id-2", "answers": ANSWERS}


class Known(WireShape):
    """An instrument in one of its versions; the newest version of a name stands last."""

    name: str
    """By which it is asked for."""
    version: str
    """Of its questions and scores; records name it."""
    title: str
    """For people."""


class Sheet(ClosedShape):
    """Answers in the instrument's own shape, and what else the policy weighs. `version`: the newest when absent."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHEET]})

    version: Version | None = None
    """Of the instrument. Null: the newest."""
    answers: dict[str, Any]
    """By question, in the shape the instrument's definition gives."""
    red_flags: list[RedFlag] = Field([], max_length=20)
    """Signs of danger seen meanwhile."""
    care_needs: list[CareNeed] = Field([], max_length=20)
    """What needs care and is no danger, such as pregnancy."""
    age_band: AgeBand | None = None
    """Years. Null: not known."""


class TopicScore(WireShape):
    """One substance; there is no total."""

    score: int
    """Points of this substance."""
    band: str
    """`low`, `moderate` or `high`."""


class Advice(WireShape):
    """What to say of one substance."""

    topic: str
    """The substance."""
    band: str
    """Its risk."""
    text: str
    """What to say of it, in Indonesian."""


class MeasuredSheet(WireShape):
    """What the sheet of an instrument without topics says."""

    domains: dict[str, dict[str, str]]
    """By group of questions, as in a record: its `score`, and `percent` and `band` where the instrument has them."""


class Scored(WireShape):
    """What the sheet says. `headline`: the gravest band among the deciding substances; `says` and `because` come first.

    `rule`: the number of the policy's rule that spoke; `tone`: danger, due or calm; `advice`: the gravest first.
    """

    scores: dict[str, TopicScore]
    """By substance; there is no total."""
    headline: str | None
    """The gravest risk among the deciding substances. Null: none was used."""
    injecting: str | None
    """`never`, `earlier`, `recent_low` or `recent_high`. Null: the instrument does not ask."""
    policy: str
    """The version of the eligibility policy that judged."""
    rule: int
    """The number of the policy's rule that spoke."""
    suggestion: str
    """What the policy suggests; the decision is the agent's with the client."""
    tone: str
    """How urgent it is: `danger`, `due` or `calm`."""
    says: str
    """The suggestion for people, in Indonesian."""
    because: str
    """Why, for people, in Indonesian."""
    advice: list[Advice]
    """What to say of each substance, the gravest first."""


@router.get("", responses=answers(SignInNeeded))
def list_instruments(actor: SignedIn) -> list[Known]:
    """Every instrument and version this server can score."""
    known = instruments.INSTRUMENTS.values()
    return [Known(name=one.name, version=one.version, title=one.title) for one in known]


@router.get("/{name}", responses=answers(SignInNeeded, NotFound), response_model=dict[str, Any])
def read_instrument(name: Name, actor: SignedIn, version: OfVersion = None, language: Texts = "id") -> Any:
    """The whole definition, as the phone reads it."""
    used = found(name, version)
    return instruments.worded(used, language).model_dump(mode="json", exclude_unset=True, by_alias=True)


@router.post("/{name}/score", responses=answers(SignInNeeded, NotFound, Invalid))
def score_sheet(name: Name, sheet: Sheet, actor: SignedIn) -> Scored | MeasuredSheet:
    """Scores a whole sheet; missing and impossible answers are refused with pointers. Stores nothing."""
    used = found(name, sheet.version)
    read = instruments.Sheet(used, sheet.answers, minor=sheet.age_band in CHILDREN)
    faults = [{**fault._asdict(), "pointer": f"/answers{fault.pointer}"} for fault in read.faults()]
    if faults:
        raise Invalid(errors=faults)
    result = instruments.result_of(read)
    if used.score.domains:
        return MeasuredSheet(domains=dict(result.domains))
    return judged(result, sheet)


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
