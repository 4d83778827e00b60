"""A client: an alias and a code, never a name. Her record opens her case, and its id is the case's feed."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints

from api.ids import UUID7
from api.records.agreed import Agreed
from api.records.client_code import is_code
from api.records.closing import closing_faults
from api.records.field_types import Note, VillageCode
from api.records.record import Case, Fault, Record, fault
from api.records.rule import Where
from api.records.rules import Forbidden, Required, Unlike
from api.records.set_by import ANY, SetBy
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer
from api.records.vocabulary import AgeBand

CLOSED = Where("status", ("closed",))
OPEN = Where("status", ("closed",), but=True)
MERGER = "merger"
"""A role that nobody has: the pointer is set where the other case is looked at."""
SAME = Where("closed_reason", ("same_person",))
SURVIVED = Where("closed_reason", ("died",), but=True)


class Client(Record):
    """What is known of a client. The code is a help for people: not a key, not unique."""

    kind: ClassVar = "client"
    plural: ClassVar = "clients"
    about: ClassVar = "A client is an alias and a code. Her id is also that of her case."
    opens_case: ClassVar = True
    called_by: ClassVar = frozenset({"alias", "code"})
    immutable_fields: ClassVar = frozenset({"code"})
    required_fields: ClassVar = frozenset({"alias"})
    exclusive_fields: ClassVar = frozenset({"status"})
    falls_with: ClassVar = {"same_as": ("closed_reason", frozenset({"same_person"}))}
    looks_at: ClassVar = frozenset({"alert", "closure", "consent", "meeting", "screening", "visit"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"code", "alias", "age_band", "age_known", "sex", "found_by", "village", "mobility", "needs_help_with",
             "status", "closed_reason", "same_as", "voided_because"}
        ),
        "partner": frozenset({"code", "alias"}),
    }  # fmt: skip
    rules: ClassVar = (
        Unlike(code="looks_like_nik", fields=("alias",), pattern=r"(\d[ .-]?){16}"),
        Required(code="closed_reason", fields=("closed_reason",), when=(CLOSED,)),
        Forbidden(code="closed_reason", fields=("closed_reason",), when=(OPEN,)),
        Required(code="same_as_needed", fields=("same_as",), when=(SAME,)),
        SetBy(code="same_person_by", fields=("closed_reason",), by={"same_person": [MERGER]}),
        SetBy(code="same_person_by", fields=("same_as",), by={ANY: [MERGER]}),
        Agreed(
            code="participation_withdrawn",
            layer="participation",
            fields=("status",),
            same_day=True,
            when=(Where("status", ("accompanied", "aftercare")),),
        ),
        Forbidden(code="alert_still_open", when=(CLOSED, SURVIVED, Where("status", ("open",), of="alert"))),
    )
    tasks: ClassVar = (
        DeclaredTask(code="ask_consent", rank="first", opens="consent", ends=(TaskAnswer(kind="consent"),)),
        DeclaredTask(
            code="screen", rank="first", when=(AgreesTo("screening"),), opens="screening",
            ends=(TaskAnswer(kind="screening"),),
        ),
        DeclaredTask(code="visit_first", rank="idle", opens="visit", ends=(TaskAnswer(kind="visit"),)),
        DeclaredTask(code="visit_again", rank="idle", when=(Where("on", of="visit"),), opens="visit"),
    )  # fmt: skip
    example: ClassVar = {
        "code": "7Q4MK2H",
        "alias": "Mas Wahyu",
        "age_band": "18-24",
        "sex": "male",
        "status": "registered",
    }
    edit: ClassVar = {"occupation": "working"}

    code: str | None = None
    """6 Crockford symbols and a check symbol (ISO 7064 MOD 37,36)."""
    alias: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    """What she is called here; not her name."""
    age_band: AgeBand | None = None
    """Her age in years. Children (under 18) have rules of their own."""
    age_known: Literal["said", "guessed", "document"] | None = None
    """Where her age is known from."""
    sex: Literal["female", "male", "unsaid"] | None = None
    """As she says herself; `unsaid`: she does not say."""
    found_by: (
        Literal[
            "outreach", "self", "family", "neighbour", "friend", "ex_user", "leader", "health_worker", "school",
            "partner", "help_request", "rehab_return", "prison_return", "tat", "social_media", "other",
        ]
        | None
    ) = None  # fmt: skip
    """How the agents came to know of her."""
    village: VillageCode | None = None
    """Kemendagri code of the village, such as 33.22.01.2001."""
    language: Literal["id", "jv", "su", "mad", "min", "bug", "ban", "other"] | None = None
    """In which she is spoken to."""
    needs_help_with: Annotated[
        list[Literal["reading", "hearing", "seeing", "interpreter"]], Field(max_length=4)
    ] | None = None  # fmt: skip
    """What makes it hard for her to follow (UU 27/2022 art. 26)."""
    mobility: Literal["resident", "migrant", "seasonal", "homeless"] | None = None
    """Whether she stays in the village."""
    occupation: (
        Literal["none", "seeking", "working", "apprentice", "business", "studying", "homemaker", "other"] | None
    ) = None
    """What she does by day."""
    status: Literal["registered", "accompanied", "aftercare", "closed"] | None = None
    """Where the accompaniment stands."""
    closed_reason: Literal["finished", "dropped_out", "moved", "referred", "died", "detained", "same_person"] | None = (
        None
    )
    """Why the case was closed; `same_person`: it is of somebody who has another one, `same_as`."""
    same_as: UUID7 | None = None
    """The client under whom she goes on; the case may be another's to read. It falls as soon as the case is opened
    again."""
    note: Note | None = None
    """What else whoever accompanies her should know; offices do not read it."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """The code's check symbol; and no case is closed over a danger that nobody looked after."""
        if self.code and not is_code(self.code):
            yield fault("client_code", "code")
        closes = self.status == "closed" and (before is None or before.status != "closed")
        if closes and self.closed_reason != "died":
            yield from closing_faults(case, "status", "closed_reason")
        # A phone of an older app closes without; who is told at once writes down first why it ends.
        if closes and case.direct and self.closed_reason != "same_person" and not case.of("closure"):
            yield fault("closure_first", "status")
