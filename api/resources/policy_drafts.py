"""How the nation's office publishes a policy for a year: a draft is kept, checked, and published once. Records name the
version that they were made under, so what is published never changes and old ones keep theirs.
"""

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, NamedTuple

import orjson
from fastapi import APIRouter, Depends, Path
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api.access.scope import must_have_right
from api.changes.published_policies import PolicyDraft, PublishedPolicy, versions_of
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claim, Claimed, Now, Reading, SignedIn, acting
from api.identity.recent_sign_in import PROVED_WITHIN, Recent
from api.ids import new_id
from api.policies import POLICIES
from api.policies.policy import Policy
from api.problems.tree import (
    Invalid,
    MatchNeeded,
    NotAllowed,
    NotFound,
    NotYours,
    PreconditionFailed,
    SignInNeeded,
    StaleSignIn,
    TooLarge,
    answers,
)
from api.resources.days import day_in
from api.resources.etags import IfMatch, must_name
from api.resources.policies import KnownPolicy
from api.resources.policy_checks import PUBLISHABLE, faults_of_draft, readable_policy, whole_text
from api.resources.policy_draft_shapes import PolicyDraftText, PolicyDraftTold
from api.resources.unit_progress import OFFICE_TIME

router = APIRouter(prefix="/v1/policy-drafts", tags=["policy-drafts"])
READING = answers(SignInNeeded, NotYours, NotFound, NotAllowed)
WRITING = answers(
    SignInNeeded, NotYours, NotFound, NotAllowed, PreconditionFailed, TooLarge, Invalid, MatchNeeded
)  # fmt: skip
LONGEST = 60_000  # bytes of JSON

Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="Such as phase_rubric.")]


class StandingDraft(NamedTuple):
    """As it stands in this transaction. `row`: None where there never was one; `versions`: those published."""

    name: str
    row: PolicyDraft | None
    versions: list[Policy]

    @property
    def draft(self) -> dict[str, Any] | None:
        """What was kept; None where there is none."""
        found: dict[str, Any] | None = orjson.loads(self.row.body) if self.row and self.row.body else None
        return found

    def version(self, draft: dict[str, Any] | None) -> str:
        """`2028-1`: the year and the number after the highest that it has, also where a build let an older one go."""
        year = (draft or {}).get("year")
        named = f"{year}-" if type(year) is int else ""
        taken = (one.version.removeprefix(named) for one in self.versions if one.version.startswith(named))
        return f"{named}{max((int(one) for one in taken if one.isdecimal()), default=0) + 1}"


@router.get("/{name}", response_model=PolicyDraftTold, responses=READING)
def read_policy_draft(name: Name, actor: SignedIn, session: Reading, now: Now) -> Response:
    """The draft that the nation's office works on, and what is wrong with it."""
    must_have_right(actor, "publishes")
    return tagged(standing(session, name), now)


@router.put("/{name}", response_model=PolicyDraftTold, responses=WRITING)
def write_policy_draft(
    name: Name, asked: PolicyDraftText, claim: Claimed, engine: TheEngine, match: IfMatch = None
) -> Response:
    """Kept as it is, also with faults, which the answer names."""
    if match is None:
        raise MatchNeeded()
    text = orjson.dumps(asked.draft).decode() if asked.draft is not None else ""
    if len(text) > LONGEST:
        raise TooLarge()
    return kept(engine, claim, name, text, match)


@router.post(
    "/{name}",
    responses={**WRITING, **answers(SignInNeeded, StaleSignIn)},
    dependencies=[Depends(Recent(minutes=PROVED_WITHIN))],
)
def publish_policy(name: Name, claim: Claimed, engine: TheEngine, match: IfMatch = None) -> KnownPolicy:
    """For ever: the draft as it was read, which has to be without faults. Of two who publish at once the second is told
    that it moved. Who asks has just signed in."""
    if match is None:
        raise MatchNeeded()
    return publish(engine, claim, name, match)


@repeatable
def kept(engine: Engine, claim: Claim, name: str, text: str, match: str) -> Response:
    """In the place of the one before. What says nothing new is no change, whatever it has seen."""
    with acting(engine, claim) as (session, actor):
        must_have_right(actor, "publishes")
        before = standing(session, name, locked=True)
        if (before.row.body if before.row else "") == text:
            return tagged(before, claim.now)
        must_name(match, etag_of(before))
        row = before.row or PolicyDraft(name=name, body="", saved_by=actor.id, saved_at=claim.now)
        row.body, row.saved_by, row.saved_at = text, actor.id, claim.now
        session.add(row)
        session.flush()
        return tagged(before._replace(row=row), claim.now)


@repeatable
def publish(engine: Engine, claim: Claim, name: str, match: str) -> KnownPolicy:
    """One transaction: the version is there, the draft is not, and the trail says who did it."""
    with acting(engine, claim) as (session, actor):
        must_have_right(actor, "publishes")
        stands = standing(session, name, locked=True)
        must_name(match, etag_of(stands))
        if stands.row is None or (draft := stands.draft) is None:
            raise NotAllowed("no-draft")
        text = whole_text(name, stands.version(draft), draft)
        if faults := faults_of_draft(name, text, day_in(claim.now, OFFICE_TIME).year):
            raise Invalid(errors=faults)
        policy = readable_policy(name, text)
        row = PublishedPolicy(
            id=new_id(), name=name, version=policy.version, year=policy.year, body=text.decode(),
            published_by=actor.id, published_at=claim.now,
        )  # fmt: skip
        stands.row.body = ""
        session.add_all([row, stands.row])
        record_audit(session, "publish-policy", row.id, by=actor.id, now=claim.now)
        return KnownPolicy.of(policy, row.published_at)


def standing(session: Session, name: str, *, locked: bool = False) -> StandingDraft:
    """`locked`: until this transaction ends nobody else writes it. NotFound of no policy, NotAllowed of one that comes
    with the app alone."""
    if name not in POLICIES:
        raise NotFound("no-such-policy")
    if name not in PUBLISHABLE:
        raise NotAllowed("policy-by-build")
    query = select(PolicyDraft).where(col(PolicyDraft.name) == name)
    row = session.exec(query.with_for_update() if locked else query).first()
    return StandingDraft(name, row, list(versions_of(session, name).values()))


def etag_of(stands: StandingDraft) -> str:
    """Of the draft and of what was published before it."""
    said = [stands.row.body if stands.row else "", *(one.version for one in stands.versions)]
    return f'"{sha256(orjson.dumps(said)).hexdigest()[:32]}"'


def tagged(stands: StandingDraft, now: datetime) -> Response:
    """With its ETag."""
    draft, year = stands.draft, day_in(now, OFFICE_TIME).year
    version = stands.version(draft)
    faults = [] if draft is None else faults_of_draft(stands.name, whole_text(stands.name, version, draft), year)
    told = {
        "name": stands.name, "version": version, "draft": draft, "faults": faults,
        "saved_at": stands.row.saved_at if stands.row and draft is not None else None,
    }  # fmt: skip
    body = PolicyDraftTold.model_validate(told).model_dump(mode="json")
    return JSONResponse(body, headers={"ETag": etag_of(stands)})
