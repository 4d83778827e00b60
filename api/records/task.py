"""What a kind asks to be done next, as data: `api/records/tasks.py` works it out, here and on the phone alike.

A task comes from a record of its kind, while its conditions hold and nothing has ended it. Pure, over JSON values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from api.records.agreed import newest_act
from api.records.rule import Names, Reading, Where

Rank = Literal["danger", "first", "due", "idle"]
RANKS: tuple[Rank, ...] = ("danger", "first", "due", "idle")


@dataclass(frozen=True)
class AgreesTo:
    """Holds where she agrees to this layer as things stand, and to the institution that the field `partner` names."""

    agrees: str
    partner: str = ""
    but: bool = False

    def holds(self, read: Reading) -> bool:
        """Whether it does."""
        act = newest_act(read.case, self.agrees)
        given = act is not None and act("act") != "withdrawn"
        named = act("partners") if act else None
        return (given and (not self.partner or not named or read.after(self.partner) in named)) is not self.but


TaskConditions = tuple[Where | AgreesTo, ...]


@dataclass(frozen=True, kw_only=True)
class TaskAnswer:
    """A record of the same case that ends a task: all that is said here holds of it.

    `kind`: its kind, any where none is named; `contact`: a meeting with the client, of whatever kind; `met`: and not
    one to which she did not come (`missed` of its kind).
    `when`: of itself. `names`: its field that names the record the task comes from. `since`: its own day is not before
    that record's own (`record`), or not before the day on which the task falls due (`due`). `later`: it stands after
    that record: by the days they are about, then by when they were written.
    """

    kind: str = ""
    contact: bool = False
    met: bool = False
    when: TaskConditions = ()
    names: str = ""
    since: Literal["", "record", "due"] = ""
    later: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskDay:
    """When a task falls due; as soon as it fits, where nothing is said.

    `day`: the field with the day it counts from; a record without it asks for nothing, unless `today`.
    `again`: each of these records begins the count anew. `plus`: so many days on (fewer than none: before), which a
    policy says; `working`: Saturdays and Sundays not counted; `table`, `by`: the days by the value of a field, and no
    task for a value that is not in it; `of_head`: that field is one of the record that opened the case.
    `waits`: not asked for before that day. `today`: asked for today, and every day until it is done; the day it falls
    due only says from when it is late. `within`: so many days after it is due it is asked for no more. `moves`: an
    appointment, which can be moved.
    """

    day: str = ""
    again: tuple[TaskAnswer, ...] = ()
    plus: int = 0
    working: bool = False
    by: str = ""
    of_head: bool = False
    table: Mapping[str, int] = field(default_factory=dict, hash=False)
    waits: bool = False
    today: bool = False
    within: int | None = None
    moves: bool = False


@dataclass(frozen=True, kw_only=True)
class DeclaredTask:
    """`code` names its sentence, in `sentences.json` as `task_<code>` and among the kind's words on the phone.

    `rank`: what endangers somebody first and whatever else holds; then what stands before everything; then by days;
    `idle`: only where nothing else is asked for in the case. `yields_to`: not where a task of these codes is asked for
    in the case. `opens`: a new record of this kind; `edits`: this field
    of the record alone; without both the record itself. `ends`: by any of these.
    `layers`: not asked for while one of them is taken back. `after_close`: asked for in a closed case too.
    `asked_of`: the role whose work it is.
    """

    code: str
    when: TaskConditions = ()
    due: TaskDay = TaskDay()
    opens: str = ""
    edits: str = ""
    ends: tuple[TaskAnswer, ...] = ()
    rank: Rank = "due"
    yields_to: Names = ()
    layers: Names = ("contact",)
    after_close: bool = False
    asked_of: str = "agent"

    def declared(self) -> dict[str, Any]:
        """As it stands in `api/kinds.json`: what is as usual is left out."""
        return declared_part(self)


Part = DeclaredTask | TaskDay | TaskAnswer | Where | AgreesTo


def declared_part(part: Part) -> dict[str, Any]:
    """Its values as JSON, without those that are as usual."""
    told = ((one.name, getattr(part, one.name), one.default) for one in fields(part))
    return {name: json_of(value) for name, value, usual in told if value != usual and value not in ((), {}, TaskDay())}


def json_of(value: Any) -> Any:
    """A part of a declaration, several of them, or a plain value."""
    if isinstance(value, tuple):
        return [json_of(one) for one in value]
    return declared_part(value) if isinstance(value, Part) else value
