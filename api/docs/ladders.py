"""What a kind's declarations say of its steps, in words: where it begins, where each leads, what it asks, who may."""

from collections.abc import Collection, Iterable, Iterator

from api.records import Record
from api.records.declaration import field_declared
from api.records.kind_rules import rules_of
from api.records.rules import Ladder, Required
from api.records.set_by import SetBy

WHO = {
    "agent": "whoever accompanies the client",
    "partner": "partner to whom it was sent",
    "district": "officer of the district it is addressed to",
}


def about_kind(kind: type[Record]) -> str:
    """The sentence of the kind, and of each field that goes in steps."""
    ladders = [rule for rule in rules_of(kind) if isinstance(rule, Ladder)]
    return "\n\n".join([kind.about, *("\n".join(steps_of(kind, ladder)) for ladder in ladders)])


def steps_of(kind: type[Record], ladder: Ladder) -> Iterator[str]:
    """As Markdown; only of values that can be written today."""
    options = field_declared(kind.model_fields[ladder.field]).get("options", [])
    yield f"**Steps of `{ladder.field}`.** It begins at {listed(ladder.first, options)}.\n"
    for option in options:
        after = listed(ladder.next.get(option, ()), options)
        yield f"- `{option}` → {after or 'nothing: this is the end'}"
    yield ""
    for rule in rules_of(kind):
        if isinstance(rule, Required) and [one.field for one in rule.when] == [ladder.field]:
            steps = [one for one in rule.when[0].among if one in options]
            yield f"{listed(steps)} {'asks' if len(steps) == 1 else 'ask'} for {listed(rule.fields)}."
    yield from who_steps(kind, ladder.field)
    yield "A step that does not follow is refused (`invalid`); one that somebody else took first, too (`not-allowed`)."


def who_steps(kind: type[Record], field: str) -> Iterator[str]:
    """Whose each step is, as a table; where none says so, whoever accompanies the client takes them all."""
    rules = [one for one in rules_of(kind) if isinstance(one, SetBy) and field in one.fields]
    if not rules:
        yield "Whoever accompanies the client takes every step."
    for rule in rules:
        yield "\n| Step | Who takes it |\n| --- | --- |"
        yield from (
            f"| `{step}` | {', '.join(WHO.get(one, one) for one in roles)} |" for step, roles in rule.by.items()
        )
        yield ""
    for role, fields in sorted(kind.writable_by.items()):
        if field in fields:
            yield f"A {WHO.get(role, role)} writes {listed(sorted(fields))}, nothing else."


def listed(names: Iterable[str], known: Collection[str] | None = None) -> str:
    """In code, those that are known."""
    found = [name for name in names if known is None or name in known]
    return ", ".join(f"`{name}`" for name in found)
