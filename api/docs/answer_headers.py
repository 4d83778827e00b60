"""What the heads of answers say, as OpenAPI tells it: each header once, named where it stands."""

from typing import Any

Schema = dict[str, Any]

HEADERS: dict[str, tuple[str, Schema]] = {
    "X-Request-ID": ("Under which the logs know this request; name it when you ask for help.", {"type": "string"}),
    "Content-Language": ("Of `title` and `detail`: `id`, or `en` where it is preferred.", {"type": "string"}),
    "Retry-After": ("Seconds after which another try counts.", {"type": "integer"}),
    "ETag": ("The state that was read: `If-Match` of an update, `If-None-Match` of the next read.", {"type": "string"}),
    "Location": ("Where the record stands.", {"type": "string"}),
    "WWW-Authenticate": (
        "`Bearer`; where she must sign in once more (RFC 9470), with `max_age` in seconds.",
        {"type": "string"},
    ),
}

# Of which there is one for each reader, or which is written where it is read: it is always where it was asked for.
OF_ONE = {"reference", "partner-profile", "policy-drafts", "studies", "area-agreements", "area-trainings"}
STATED = ("PartnerProfileTold", "PolicyDraftTold", "StudyTold", "AreaAgreementTold", "AreaTrainingTold")


def header_components() -> Schema:
    """For `components.headers`."""
    return {name: {"description": words, "schema": schema} for name, (words, schema) in HEADERS.items()}


def tell_headers(operation: Schema, shapes: Schema) -> None:
    """Of each of its answers. A state can be named where one record, or a reference with a hash, is answered."""
    for status, answer in operation["responses"].items():
        if "$ref" in answer:
            continue
        names = ["X-Request-ID"]
        if status[0] in "45":
            names += ["Content-Language"]
        names += {"401": ["WWW-Authenticate"], "429": ["Retry-After"], "503": ["Retry-After"]}.get(status, [])
        if status == "304":
            names += ["ETag"]
        if status.startswith("2") and has_state(answer, shapes):
            names += ["ETag"] if operation["tags"][0] in OF_ONE else ["ETag", "Location"]
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def has_state(answer: Schema, shapes: Schema) -> bool:
    """Whether the answer is one record with its version, carries its own hash, or is one of those that say so."""
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    shape = shapes.get(schema.get("$ref", "").rpartition("/")[2], {})
    inner = shape.get("properties", {})
    return {"n", "changed_at"} <= set(inner) or "hash" in inner or any(shape is shapes.get(name) for name in STATED)
