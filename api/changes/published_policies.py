"""Policies that an office published over the API, and drafts of those to come. Those that the server brings along stand
before them, as the first versions. What is published never changes: records are judged by it for ever.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from api.changes.tables import ID
from api.db.utc import WHEN
from api.policies import POLICIES, SHAPES, of_year
from api.policies.policy import Policy, UnknownPolicy


class PublishedPolicy(SQLModel, table=True):
    """`body`: JSON, whole."""

    __tablename__ = "published_policy"
    __table_args__ = (UniqueConstraint("name", "version"),)
    id: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(40))
    version: str = Field(sa_type=String(40))
    year: int
    body: str = Field(sa_type=Text)
    published_by: str = Field(sa_type=ID)
    published_at: datetime = Field(sa_type=WHEN)


class PolicyDraft(SQLModel, table=True):
    """The one draft of a policy. `body`: JSON, which may have faults still; empty: it was published or thrown away."""

    __tablename__ = "policy_draft"
    name: str = Field(sa_type=String(40), primary_key=True)
    body: str = Field(sa_type=Text)
    saved_by: str = Field(sa_type=ID)
    saved_at: datetime = Field(sa_type=WHEN)


def rows_published(session: Session, name: str | None = None) -> Sequence[PublishedPolicy]:
    """Of one policy or of all, the newest last."""
    query = select(PublishedPolicy).order_by(col(PublishedPolicy.published_at), col(PublishedPolicy.id))
    return session.exec(query if name is None else query.where(PublishedPolicy.name == name)).all()


def published(session: Session, name: str) -> dict[str, Policy]:
    """{version: policy}, the newest last; without those that the server brings along."""
    return {row.version: policy_of(row) for row in rows_published(session, name)}


def policy_of(row: PublishedPolicy) -> Policy:
    """As it was published."""
    return SHAPES[row.name].model_validate_json(row.body)


def versions_of(session: Session, name: str) -> dict[str, Policy]:
    """Every version there is, the newest last. UnknownPolicy where no policy is called so."""
    if name not in POLICIES:
        raise UnknownPolicy(name)
    return {**POLICIES[name], **published(session, name)}


def counting_in(session: Session, name: str, year: int) -> Policy:
    """The version that counts in this year."""
    return of_year(versions_of(session, name).values(), year)
