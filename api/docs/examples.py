"""An example for whatever has none: made from the schema, with words that say what is meant."""

from typing import Any

Schema = dict[str, Any]

ID = "01930a5e-7c00-7000-8000-000000000001"
VISIT = {
    "id": "01930a5e-7c00-7000-8000-0000000000c1",
    "kind": "visit",
    "record": "01930a5e-7c00-7000-8000-0000000000d1",
    "feed": ID,
    "at": "2026-11-23T07:30:00Z",
    "set": {"on": "2026-11-23", "place": "home", "met": ["client"]},
}
WORDS: dict[str, Any] = {
    "name": "Sari",
    "alias": "Mas Wahyu",
    "reason": "Mendampingi bersama.",
    "because": "Mendampingi bersama.",
    "role": "agent",
    "kind": "visit",
    "village": "33.22.01.2003",
    "kabupaten": "Kabupaten Semarang",
    "kecamatan": "Getasan",
    "timezone": "Asia/Jakarta",
    "fingerprint": "4071",
    "code": "7Q4MK2H",
    "app": "0.1.0",
    "answer": "applied",
    "field": "condition",
    "reference": "fcde2b2edba56bf408601fb721fe9b5c",
    "home": ID,
    "mark": "9f86d081884c7d659a2feaa0c55ad015",
    "epoch": "2c26b46b68ffc68ff99b453c1d304134",
    "hash": "fcde2b2edba56bf408601fb721fe9b5c",
    "handle": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    "follows": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "nonce": "6743a1b2.5d41402abc4b2a76b9719d91.7d793037a0760186574b0282f2f435e7",
    "access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln",
    "signed": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "sign_key": {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                 "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},
    "box_key": {"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"},
    "at": "2026-11-23T07:30:00Z",
    "changes": [VISIT],
    "text": "Ngobrol santai di teras.",
}  # fmt: skip
IDS = ("id", "agent", "unit", "client", "partner", "record", "feed", "by", "enrolment", "follower")
LEFT_OUT = ("next", "found", "instead_of", "answers", "lost", "late", "problem", "ended", "until", "decision", "renews")
PLAIN: dict[str, Any] = {"integer": 1, "number": 1.5, "boolean": True, "null": None}
FORMATS = {"date": "2026-11-23", "date-time": "2026-11-23T07:30:00Z"}


def example_of(schema: Schema, shapes: Schema, name: str = "", depth: int = 0) -> Any:
    """A value that this schema takes. `name`: of the property it stands for."""
    schema = resolved(schema, shapes)
    given = schema.get("examples") or [schema[key] for key in ("example", "const", "default") if schema.get(key)]
    if given:
        return given[0]
    if "enum" in schema:
        return schema["enum"][0]
    for many in ("anyOf", "oneOf", "allOf"):
        if many in schema:
            return example_of(schema[many][0], shapes, name, depth)
    if name in WORDS and schema.get("type") in ("string", "object", "array"):
        return WORDS[name]
    return built(schema, shapes, name, depth)


def resolved(schema: Schema, shapes: Schema) -> Schema:
    """Behind its reference."""
    if "$ref" not in schema:
        return schema
    found: Schema = shapes[schema["$ref"].rpartition("/")[2]]
    return found


def built(schema: Schema, shapes: Schema, name: str, depth: int) -> Any:
    """By its type."""
    kind = schema.get("type")
    if kind == "object":
        inner = schema.get("properties", {}) if depth < 6 else {}
        told = [part for part in inner if part not in LEFT_OUT or part in schema.get("required", [])]
        return {part: example_of(inner[part], shapes, part, depth + 1) for part in told}
    if kind == "array":
        items = schema.get("items")
        return [example_of(items, shapes, name.removesuffix("s"), depth + 1)] if items else []
    if kind == "string":
        return FORMATS.get(str(schema.get("format"))) or (ID if is_id(schema, name) else WORDS["text"])
    if kind == "integer":
        return max(schema.get("minimum", 1), 1)
    return PLAIN.get(str(kind), {})


def is_id(schema: Schema, name: str) -> bool:
    """Ids have a pattern when they are sent, and a telling name when they are read."""
    return "-7[0-9a-f]" in schema.get("pattern", "") or name in IDS


def fill_in(operation: Schema, shapes: Schema) -> None:
    """Request bodies and good answers."""
    bodies = [operation.get("requestBody", {})]
    bodies += [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    for body in bodies:
        for media in body.get("content", {}).values():
            if not {"example", "examples"} & set(media) and media.get("schema"):
                media["example"] = example_of(media["schema"], shapes)
