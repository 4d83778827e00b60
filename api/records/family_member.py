"""Somebody of the client's family, by relation and never by name: what she may know, and of whom to beware."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.records.agreed import Agreed
from api.records.field_types import Refers, Short
from api.records.record import Record, RecordId
from api.records.rule import Where
from api.records.rules import Excludes, Required

INVOLVED = Where("role", ("supports", "lives_with", "guardian"))
TOLD = Where("may_know", ("visit_dates", "goals", "progress", "referral"))


class FamilyMember(Record):
    """Whom to beware of is written without asking; whoever is involved is so with the client's yes.

    The coordinator may count them, and learns nothing else.
    """

    kind: ClassVar = "family_member"
    plural: ClassVar = "family-members"
    about: ClassVar = "Somebody of the family, by relation: what may be told, and of whom to beware."
    required_fields: ClassVar = frozenset({"relation"})
    looks_at: ClassVar = frozenset({"consent"})
    readable_by: ClassVar = {"coordinator": frozenset({"voided_because"})}
    example: ClassVar = {"relation": "father", "called": "Ayahnya", "role": ["must_not_know"]}
    edit: ClassVar = {"role": ["must_not_know", "danger"]}
    rules: ClassVar = (
        Required(code="family_unasked", fields=("consent",), when=(INVOLVED,)),
        Required(code="family_unasked", fields=("consent",), when=(TOLD,)),
        Excludes(code="told_nothing", field="may_know", options=("nothing",)),
        Agreed(code="family_withdrawn", layer="family", fields=("role",), when=(INVOLVED,)),
        Agreed(code="family_withdrawn", layer="family", fields=("may_know",), when=(TOLD,)),
    )

    relation: (
        Literal[
            "mother", "father", "spouse", "sibling", "child", "grandparent", "relative", "boarding_owner", "employer",
            "other",
        ]
        | None
    ) = None  # fmt: skip
    """Who it is to her."""
    called: Short | None = None
    """What she calls that person; not a name."""
    role: Annotated[
        list[Literal["supports", "lives_with", "guardian", "must_not_know", "danger"]], Field(max_length=5)
    ] | None = None  # fmt: skip
    """What that person is in her recovery; `must_not_know`, `danger`: nothing is said before that person."""
    consent: Annotated[RecordId, Refers("consent")] | None = None
    """The consent it stands on. Null: only to beware of."""
    may_know: Annotated[
        list[Literal["visit_dates", "goals", "progress", "referral", "nothing"]], Field(max_length=5)
    ] | None = None  # fmt: skip
    """What may be told."""
