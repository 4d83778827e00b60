"""The house stands as drawn: floors, sizes, names, keys. A rule that is not minded by a machine is none."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import Table, UniqueConstraint

from api.problems.language import CODES
from api.problems.tree import kinds
from api.records import KINDS
from api.tables import METADATA
from tests.engines import HOUSE
from tests.house import imported, none_of, places, trees, written

OF_A_CODE = ("code", "'")  # a name that says so, or one constant or another


@cache
def definitions() -> list[tuple[str, str, str, int, int]]:
    """(path, kind of node, name, line, lines) of each function and class of ours: all is parsed once."""
    return [
        (path, type(node).__name__, node.name, node.lineno, (node.end_lineno or 0) - node.lineno + 1)
        for path, tree in trees(r"\.py$")
        for node in statements(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All within it, and what holds some; no expressions, which are nine of ten nodes and define nothing."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield child
            yield from statements(child)


# --- the mechanism (floors are the import linter's and Biome's)


def test_the_mechanism_names_no_kind() -> None:
    """In REST `client` is the address of a case, whatever kind opens it; that word alone is free there."""
    names = {word for kind in KINDS.values() for word in (kind.kind, kind.plural, kind.__name__)}
    named = []
    for path, tree in trees(r"^api/(changes/|sync/|access/|resources/records/)"):
        free = {"client"} if path.startswith("api/resources/records/") else set()
        for node in ast.walk(tree):
            said = node.value if isinstance(node, ast.Constant) else node.id if isinstance(node, ast.Name) else None
            if isinstance(said, str) and said in names - free:
                named.append(f"{path}:{getattr(node, 'lineno', 0)} {said}")
        apart = re.compile(r"api\.records\.(?!KINDS$|Record$|record\.)")
        named += [f"{path} imports {one}" for one in imported(tree) if apart.match(one)]
    none_of(named)


def test_the_phones_core_names_no_kind() -> None:
    names = "|".join({word for kind in KINDS.values() for word in (kind.kind, kind.plural)})
    none_of(places(rf"""['"`]({names})['"`]""", r"^pwa/src/core/.*(?<!\.test)\.ts$"))


def test_on_the_phone_fields_lie_below_forms_below_kinds_below_pages() -> None:
    """What it takes to ask for a field knows no form, what it takes to fill one knows no kind."""
    floors = ["fields", "forms", "records", "pages", "app"]
    for place, room in enumerate(floors):
        above = "|".join(floors[place + 1 :])
        upstairs = rf"""(from|import)\W+['"](\.\./)+({above})/"""
        none_of(places(upstairs, rf"^pwa/src/{room}/.*(?<!\.test)\.(ts|svelte)$") if above else [])


# --- refusals


def test_whoever_refuses_names_a_code_that_has_its_sentence() -> None:
    """Never a sentence of its own: it would be told in one language, and programs could not rely on it."""
    raised = {kind.__name__ for kind in kinds()}
    codes = {"fault_at": 1, "value_fault": 0, "at": 1, **dict.fromkeys(raised, 0)}
    unknown = []
    for path, tree in trees(r"^api/(?!problems/)"):
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr" if isinstance(call.func, ast.Attribute) else "id", "")
            of = getattr(getattr(call.func, "value", None), "id", None)
            if name not in codes or (name == "at" and of not in raised) or len(call.args) <= codes[name]:
                continue
            said = call.args[codes[name]]
            fits = said.value in CODES if isinstance(said, ast.Constant) else ast.unparse(said).startswith(OF_A_CODE)
            unknown += [] if fits else [f"{path}:{call.lineno} {ast.unparse(said)}"]
    none_of(unknown)


# --- sizes


def share(numbers: list[int], part: float) -> int:
    """The value at or below which this part of them lies."""
    return sorted(numbers)[max(0, round(part * len(numbers)) - 1)]


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    files = written(r"^(api|tests|bench|migrations|pwa)/.*\.(py|ts|svelte)$")
    lines = {path: len(text.splitlines()) for path, text in files.items()}
    none_of(f"{path}: {count} lines" for path, count in lines.items() if count > 250)
    server = [count for path, count in lines.items() if path.startswith("api/") and count > 1]
    assert share(server, 0.5) <= 80
    assert share(server, 0.9) <= 160


def test_functions_peel_one_thing_each() -> None:
    lengths = {
        f"{path}:{line} {name}": length
        for path, what, name, line, length in definitions()
        if what != "ClassDef" and re.match(r"(api|tests|bench)/", path)
    }
    none_of(f"{name}: {length} lines" for name, length in lengths.items() if length > 45)
    server = [length for name, length in lengths.items() if name.startswith("api/")]
    assert share(server, 0.5) <= 8
    assert share(server, 0.9) <= 25


# --- names

NEVER = re.compile(
    r"(Manager|Service|Helper|Util|Handler|Processor)s?(?![a-z])|^(Base|Abstract)(?=[A-Z]|$)|[a-z](Dto|Schema|Impl)$"
    r"|(?<![a-z])(Data|Info|Items?|Misc|Common)$|^New(?=[A-Z])|V\d$"
)


# What a questionnaire consists of, and what answers an exception, have one name in their fields.
FIELD_TERMS = {("instruments", "Item"), ("web", "ErrorHandlers")}


def test_names_say_what_a_thing_is() -> None:
    names = [(path, stem(path)) for path in written(r"\.(py|ts|svelte)$")]
    names += [(path, name) for path, what, name, *_ in definitions() if what == "ClassDef"]
    for path, text in written(r"^pwa/.*\.(ts|svelte)$").items():
        names += [(path, name) for name in re.findall(r"\b(?:class|interface|type|enum) ([A-Z]\w*)", text)]
    never = [(path, name) for path, name in names if NEVER.search(name)]
    none_of(f"{path} {name}" for path, name in never if (Path(path).parent.name, name) not in FIELD_TERMS)


def stem(path: str) -> str:
    """`read_log.py` is `ReadLog`, as a class would be called."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[-_]", Path(path).name.split(".")[0]))


# --- keys

# Known by their own ids, because no case lies in them.
WITHOUT_HOME = {
    "unit": "reference", "partner": "reference", "partner_profile": "reference", "person": "reference",
    "membership": "reference",
    "credential": "account", "second_factor": "account",
    "enrolment": "account", "enrolment_code": "account", "used_nonce": "account", "throttle": "account",
    "ballot_token": "a right that bears nobody's name, found by its code",
    "visitor_code": "found by its code, which names its home", "leaflet": "reference",
    "audit": "account", "epoch_state": "one row: the server itself", "epoch_told": "account",
    "rescued_envelope": "a person's own, in no case", "told_number": "of many homes together, and of nobody",
    "unit_target": "what offices want to reach, of many homes together",
    **dict.fromkeys(("published_policy", "policy_draft"), "rules of the whole country"),
    "study": "who is compared in the whole country", "study_member": "a member of it, in no case and no unit",
    "study_leaver": "who left it, in no case and no unit",
    "target_history": "what offices wanted to reach, of many homes together",
    "standing_run": "two rows: when units were last compared, and when every one could be",
    "area_paper": "what offices write for areas, of many homes together",
}  # fmt: skip


def keys_of(table: Table) -> dict[str, list[str]]:
    """{what kind of key: its columns}."""
    keys = {"primary key": [column.name for column in table.primary_key]}
    keys |= {f"foreign key to {key.referred_table}": list(key.column_keys) for key in table.foreign_key_constraints}
    unique = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys |= {f"unique {number}": [column.name for column in key.columns] for number, key in enumerate(unique)}
    return keys | {f"unique {key.name}": [column.name for column in key.columns] for key in table.indexes if key.unique}


def test_home_leads_every_key_so_that_a_home_can_lie_anywhere() -> None:
    none_of(
        f"{table.name}: {name} over {columns}"
        for table in METADATA.tables.values()
        if table.name not in WITHOUT_HOME
        for name, columns in keys_of(table).items()
        if columns[0] != "home"
    )
    assert set(WITHOUT_HOME) <= set(METADATA.tables)


def test_no_number_is_drawn_by_the_database() -> None:
    """A sequence is one per database: numbers come from the counter of a home."""
    drawn = [f"{t.name}.{c.name}" for t in METADATA.tables.values() for c in t.columns if c is t.autoincrement_column]
    none_of(name for name in drawn if name != "epoch_state.id")


def test_every_table_has_its_place_when_the_database_is_spread() -> None:
    """By the page's own commands, which tests/test_scale.py runs."""
    page = (HOUSE / "docs" / "scale.md").read_text()
    [(everywhere, by_home)] = re.findall(r"create_reference_table(.*?)]\)(.*?)]\)", page, re.DOTALL)
    assert set(re.findall(r"'(\w+)'", everywhere)) == set(WITHOUT_HOME)
    spread = set(re.findall(r"'(\w+)'", by_home)) - {"home"}
    assert spread == set(METADATA.tables) - set(WITHOUT_HOME)
