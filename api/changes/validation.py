"""The duties of a change, in the order in which a person would want to hear of them."""

from collections.abc import Iterator, Mapping, Set
from datetime import date
from functools import cache

from orjson import loads
from pydantic import ValidationError

from api.changes.agreements import agreed_until
from api.changes.canonical_json import same, text
from api.changes.case_records import living
from api.changes.merge import RESERVED, Merged
from api.changes.named_clients import naming_faults
from api.changes.named_staff import staff_faults
from api.changes.published_policies import published
from api.changes.record_shape import readable
from api.changes.schemas import Change
from api.changes.write_batch import RecordState, WriteBatch
from api.ids import is_id
from api.policies.policy import Policy
from api.problems.messages import fault_at, fault_of
from api.problems.tree import Invalid, NotAllowed
from api.records import KINDS, Record
from api.records.record import Case, Fault, Institution, is_blank, tied_fields

Pointed = dict[str, str]


def names_known(batch: WriteBatch, change: Change, held: RecordState | None) -> bool:
    """False where it names a kind, field or record unknown here: then it waits, since the server may be older."""
    kind = KINDS.get(change.kind)
    if kind is None or not change.set.keys() <= nameable_fields(kind):
        return False
    if held is None and change.was is not None:
        return False
    return all(refers_home(batch, change, name) for name in kind.references())


@cache
def nameable_fields(kind: type[Record]) -> Set[str]:
    """Fields that a change may name."""
    return kind.model_fields.keys() | RESERVED


def refers_home(batch: WriteBatch, change: Change, name: str) -> bool:
    """A reference lies in the change's own feed; any other is answered like an unknown one; no id at all is a fault."""
    target = change.set.get(name)
    if not is_id(target):
        return True
    found = batch.held.get(target)
    return found is not None and found.feed == change.feed and not found.erased


def check(batch: WriteBatch, change: Change, held: RecordState | None, merged: Merged) -> None:
    """Raises Invalid or NotAllowed; an edit is refused only for a fault in a field that stands as it set it."""
    kind = KINDS[change.kind]
    must_be_none(form_faults(kind, batch, change, held))
    guard(kind, batch, change, merged)
    after = read_after(kind, change, merged)
    must_be_none(rule_faults(batch, change, held, merged, after))


def must_be_none(faults: Iterator[Pointed]) -> None:
    """Raises Invalid with all of them."""
    if pointed := list(faults):
        raise Invalid(errors=pointed)


def form_faults(kind: type[Record], batch: WriteBatch, change: Change, held: RecordState | None) -> Iterator[Pointed]:
    """What can be said without laying it: names, duties of a creation, of a fact, of birth fields."""
    if held and held.kind != change.kind:
        yield fault_at("/kind", "other-kind")
    if kind.feed != batch.about(change.feed):
        yield fault_at("/feed", "other-feed")
    for name in sorted(change.set.keys() & ((RESERVED - kind.model_fields.keys()) | kind.kept_fields)):
        yield fault_at(f"/set/{name}", "read-only")
    yield from writer_faults(kind, batch.author.actor.role, change, held)
    yield from (
        creation_faults(kind, change) if change.was is None or held is None else edit_faults(kind, batch, change, held)
    )


def writer_faults(kind: type[Record], role: str, change: Change, held: RecordState | None) -> Iterator[Pointed]:
    """What this role does not write, although she follows it; what an office writes without following is judged
    where it enters."""
    if held is None and not kind.may_write(role):
        yield fault_at("/kind", "not-your-role")
        return
    for name in sorted(change.set.keys() & barred_fields(kind, role)):
        yield fault_at(f"/set/{name}", "not-your-role")


@cache
def barred_fields(kind: type[Record], role: str) -> Set[str]:
    """Fields that nobody sets in this role."""
    own = kind.writable_by.get(role, frozenset())
    return frozenset(name for name in nameable_fields(kind) if not kind.may_write(role, name) and name not in own)


def creation_faults(kind: type[Record], change: Change) -> Iterator[Pointed]:
    """All birth and required fields are there, and a case has one head."""
    if kind.opens_case and change.record != change.feed:
        yield fault_at("/record", "read-only")
    for name in sorted(kind.immutable_fields | kind.required_fields):
        if change.set.get(name) is None or is_blank(change.set[name]):
            yield fault_at(f"/set/{name}", "required")


def edit_faults(kind: type[Record], batch: WriteBatch, change: Change, held: RecordState) -> Iterator[Pointed]:
    """Birth fields stay, what every creation carries is never cleared, a fact says why it is corrected."""
    for name in sorted((kind.immutable_fields | kind.required_fields) & set(change.set)):
        if (change.set[name] is None or is_blank(change.set[name])) and held.values.get(name) is not None:
            yield fault_at(f"/set/{name}", "required")
    for name in sorted(kind.immutable_fields & set(change.set)):
        differs = change.set[name] is not None and not same(held.values.get(name), change.set[name])
        if differs and not kind.append_only:
            yield fault_at(f"/set/{name}", "immutable")
    explained = change.set.get("amended_because") or change.set.get("voided_because")
    if kind.append_only and not explained and not answers_alone(batch, change):
        yield fault_at("/set/amended_because", "reason-needed")


def answers_alone(batch: WriteBatch, change: Change) -> bool:
    """It sets what it answers and nothing else: the question, open or just closed by somebody, is its reason."""
    losers = (batch.known.get(name) for name in change.answers or ())
    asked = {name for one in losers if one and one.record == change.record and one.lost for name in loads(one.lost)}
    return bool(asked) and set(change.set) <= asked


def guard(kind: type[Record], batch: WriteBatch, change: Change, merged: Merged) -> None:
    """Where an exclusive field would clash, or what is tied to it, the whole change is refused with what stands there.

    Who no longer follows is asked like in any other field: a refusal would tell what she may not know, and so would
    the value to an office that reads no such field.
    """
    follow, office = batch.follows.get(change.feed), kind.readable_by.get(batch.author.actor.role, frozenset())
    if change.was is None or (follow and follow.until):
        return
    for lead in sorted(kind.exclusive_fields & set(merged.lost)):
        together = (lead, *sorted(field for field in merged.lost if tied_fields(kind).get(field) == lead))
        name = next(field for field in together if moved_by_another(field, change, merged))
        seen = {"current": merged.after.get(name)} if follow or name in office else {}
        raise NotAllowed("changed-by-another", field=name, **seen)


def moved_by_another(field: str, change: Change, merged: Merged) -> bool:
    """Whether what stands there is not what its author saw."""
    return not same(merged.after.get(field), (change.was or {}).get(field))


def read_after(kind: type[Record], change: Change, merged: Merged) -> Record:
    """The record as it would stand. Invalid where a field that is set has no shape of its kind, also a loser: it is
    kept, and may be chosen later."""
    try:
        read = kind.model_validate_json(text({**merged.after, **merged.lost}) if merged.lost else merged.text)
    except ValidationError as error:
        must_be_none(shape_faults(error, change))
        return readable(kind, merged.after)
    return readable(kind, merged.after) if merged.lost else read


def shape_faults(error: ValidationError, change: Change) -> Iterator[Pointed]:
    """Pydantic's complaints about the fields a change sets."""
    for complaint in error.errors(include_url=False, include_input=False):
        if complaint["loc"] and complaint["loc"][0] in change.set:
            yield fault_of({**complaint, "loc": ("set", *complaint["loc"])})


def rule_faults(
    batch: WriteBatch, change: Change, held: RecordState | None, merged: Merged, after: Record
) -> Iterator[Pointed]:
    """By the kind's own rules; and a unit's papers name no client, and nobody but its staff."""
    case, before = case_of(batch, change, after), held.record if held else None
    # What is made again replaces nothing: how it stands is nobody's fault who has it too.
    broken = [] if held and change.was is None else list(after.faults(before, case))
    # Her phone's clock may have been right when she wrote and be wrong now: what is plausible by ours is not refused.
    if broken and (here := batch.author.today_here) != case.today:
        by_ours = list(after.faults(before, case._replace(today=here)))
        broken = [fault for fault in broken if fault in by_ours]
    kind = KINDS[change.kind]
    for fault in (*naming_faults(kind, batch, change), *staff_faults(kind, batch, change)):
        yield from pointed_at(fault, change.set.keys())
    for fault in broken:
        yield from pointed_at(fault, change.set.keys() - merged.lost.keys())


def case_of(batch: WriteBatch, change: Change, made: Record) -> Case:
    """What the rules of this kind may look at, as it stands under the lock; ids carry when each was begun."""
    return case_read(batch, change)._replace(institutions=institutions_named(batch, change, made))


def case_read(batch: WriteBatch, change: Change) -> Case:
    """The same but for institutions."""
    found, author = living(batch, change.feed, KINDS[change.kind].looks_at), batch.author
    return Case(
        author.today, change.at, author.protocol, found, author.over_rest, role=author.actor.role,
        published=published_to(batch, KINDS[change.kind].judged_by),
    )  # fmt: skip


def published_to(batch: WriteBatch, name: str) -> Mapping[str, Policy]:
    """Versions that an office published of the policy of this name; none where a kind names no policy."""
    if name and name not in batch.published:
        batch.published[name] = published(batch.session, name)
    return batch.published[name] if name else {}


def institutions_named(batch: WriteBatch, change: Change, made: Record) -> Mapping[str, Institution]:
    """Those that were named; of a kind that refers clients, also whether the unit has an agreement with each: that
    which is responsible now, wherever the case lies, on the day that the record says, whenever it comes here. Who
    hears the answer sends it today, whatever day she writes down."""
    kind = KINDS[change.kind]
    if not batch.institutions or not kind.recipient_field:
        return batch.institutions
    unit = batch.feeds[change.feed].unit if change.feed in batch.feeds else batch.home
    author, told = batch.author, getattr(made, kind.day or "", None)
    from_afar = author.taken or not author.over_rest
    day = told if from_afar and isinstance(told, date) else author.today
    if (unit, day) not in batch.agreed:
        batch.agreed[unit, day] = agreed_until(batch.session, unit, day)
    return {name: one._replace(agreed=name in batch.agreed[unit, day]) for name, one in batch.institutions.items()}


def pointed_at(fault: Fault, said: Set[str]) -> Iterator[Pointed]:
    """At the field of the fault that this change says; none of them said: not this change's fault."""
    for name in fault.fields:
        root = name.split("/")[0]
        if root in said:
            yield {"pointer": f"/set/{name}", "code": fault.code, "detail": fault.detail}
            return
