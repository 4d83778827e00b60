"""The API's description (OpenAPI 3.1): what FastAPI derives, with shapes of raw bodies and problems added."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.routing import BaseRoute

from api.changes.schemas import Change, Found, PullAsk, PushAsk
from api.docs.answer_headers import header_components, tell_headers
from api.docs.examples import fill_in, record_of
from api.docs.ladders import about_kind
from api.docs.links import all_leads, tell_links
from api.docs.parameters import parameter_components, tell_parameters
from api.identity.token_request import AssertionAsk, PasswordForm
from api.ids import demo_id
from api.problems.document_shapes import ProblemBody
from api.problems.tree import Invalid, NotYours, SignInNeeded, TooLarge, Unforeseen, WrongEncoding, WrongMedia, answers
from api.records import KINDS
from api.resources.records.schemas import CASE, shapes_of
from api.web.known_media import BINARY

REF = "#/components/schemas/{model}"
ABOUT = """Case management for community recovery agents, offline first: [what people see of it, in
pictures](/docs/journey).

**Signing in.** Press *Authorize*: an office enters its user name and password, as a program does at
`POST /v1/auth/token`; a token made by `pulih token PERSON` goes into the field *Token*. Tokens live ten minutes: then
sign in again. Phones sign in by a signed assertion.

**Who sees what.** Agents read and write whole the cases they accompany. A coordinator (*ketua unit*) reads those of
the unit, a partner institution and the office of a district what was sent to them, each through a view: fields that
are not theirs are absent, and what is not theirs at all is answered as if it were not there (404). An admin answers for
people, not for cases.

**A partner institution** reads `GET /v1/referrals` and follows `next`; reads one with its ETag; and answers it with
`PATCH /v1/referrals/{record}`: the steps are told with the referrals below.

**The office of a district** (BNNK) reads `GET /v1/approvals`: what the units of its kabupaten or kota ask it, with
scores and without whose they are (`client` and `unit` are null), and answers with `PATCH /v1/approvals/{record}`:
`approved`, with a `condition` or none; `refused` or `more_info`, each with `answer_because`.

**Writing.** Every creation carries an `Idempotency-Key`, any string of your own: sent twice it happens once; sent with
other content it is refused (409, `id-reused`). Every update carries `If-Match` with the ETag that was read: without it
428, and 412 where somebody wrote meanwhile: read again, then decide. An update names only what changes; `null` clears.
In a record, `null` or an absent field is the same: nothing was written down.

**Lists** go in the order of changes. Keep `next` of the last page and ask with it again, now or next week: nothing is
missed, whoever writes meanwhile. `more` says whether more waits now. `withdrawn` names what you may hold and should let
go of: it was taken back, erased, or is no longer yours to read. A parameter that is not documented is refused.

**Problems** are `application/problem+json` (RFC 9457), listed with all codes at [/problems](/problems). Programs read
`type` and `code`, and of a payload each `errors[].code` with its `pointer`: these never change. People read `title` and
`detail`, in Indonesian, or in English where `Accept-Language` prefers it.

**Examples** name the people and records of the demo data: on a trial server they work as they stand.

No name, phone number, address or NIK of a client belongs anywhere in this API.
"""
TAGS = {
    "sign-in": "How a person or a phone becomes known. Tokens live ten minutes.",
    **{kind.plural: about_kind(kind) for kind in KINDS.values()},
    "instruments": "Definitions and stateless scoring.",
    "policies": "The programme's open numbers, as data and by version.",
    "policy-drafts": "How the nation's office publishes a policy for a year.",
    "followers": "Who accompanies a client, and who moves her.",
    "unit": "A coordinator's unit: who works there, and who accompanies whom.",
    "numbers": "Numbers of many people, as offices are told them.",
    "papers": "What falls out of a unit's coaching papers, as PDF.",
    "unit-progress": "How far units have come: the funnel of their steps, and their phases.",
    "village": "For whoever leads a village: the one page that may leave a unit.",
    "targets": "What offices want to reach in a year.",
    "area-agreements": "Agreements with institutions that an office signs for areas, known to every unit there.",
    "area-trainings": "Trainings that an office held for areas, counted once however many units they were for.",
    "studies": "Comparison studies of the quality of life, and what came of them.",
    "study-answers": "What members of a study answer, brought by whoever leads a unit.",
    "tasks": "What is to be done next, worked out from the records.",
    "ballots": "Answers that belong to nobody: a code gives the right to one.",
    "blobs": "Pictures and recordings that a record names by their hash: sent in parts, apart from it.",
    "help-requests": "Asking a unit for help without a name; answered by a code.",
    "team-care": "How the people of a unit are: each says it of herself, and many are counted.",
    "own-data": "What is kept of a client, by her own code, and what she asks about it.",
    "refusals": "What was refused or waits for the coordinator.",
    "rescue": "What a phone sealed for the server, brought by anybody.",
    "partner-profile": "What an institution says of itself: whom it takes, how much room it has.",
    "reference": "Colleagues, units, institutions, villages.",
    "phones": "Codes for new phones; lock and wipe for lost ones.",
    "sync": "What phones use. Offices and partners need only the addresses above.",
    "health": "For whoever keeps the server running.",
}
INFO = {
    "summary": "The records of community recovery agents: for partner institutions, offices and phones.",
    "contact": {"name": "Whoever runs this server"},
}
SERVERS = [{"url": "/", "description": "The server this description comes from."}]
Schema = dict[str, Any]


def describe(version: str, routes: Sequence[BaseRoute]) -> Schema:
    """Of these routes."""
    return finished(get_openapi(title="Pulih", version=version, description=ABOUT, routes=routes))


def tags_of(made: Schema) -> list[dict[str, str]]:
    """Those with a sentence first, in the order in which a newcomer needs them."""
    used = [name for operation in operations(made) for name in operation.get("tags", [])]
    told = [{"name": name, "description": words} for name, words in TAGS.items() if name in used]
    return told + [{"name": name} for name in dict.fromkeys(used) if name not in TAGS]


def finished(made: Schema) -> Schema:
    """Every `$ref` has its target, and every refusal of a payload is a problem document."""
    shapes = made.setdefault("components", {}).setdefault("schemas", {})
    other = {"description": "Any other problem.", "content": answers(Unforeseen)[500]["content"]}
    made["components"]["responses"] = {"Problem": other}
    for shape in raw_shapes():
        shapes.setdefault(shape.__name__, shape.model_json_schema(ref_template=REF))
    for inner in list(nested_definitions(made)):
        for name, shape in inner.items():
            shapes.setdefault(name, shape)
    show_records(shapes)
    forget_null_defaults(shapes)
    shapes["PushAsk"]["properties"]["changes"]["items"] = {"$ref": REF.format(model="Change")}
    shapes["PushAsk"]["properties"]["found"]["anyOf"][0]["items"] = {"$ref": REF.format(model="Found")}
    leads = all_leads()
    for operation in operations(made):
        operation["summary"] = operation["summary"].capitalize()
        tell_parameters(operation)
        refuse_in_words(operation)
        fill_in(operation, shapes)
        tell_headers(operation, shapes)
        tell_links(operation, leads)
        operation.setdefault("security", [])
    made["components"] |= {"headers": header_components(), "parameters": parameter_components()}
    made["components"]["responses"]["Problem"]["headers"] = {
        name: {"$ref": f"#/components/headers/{name}"} for name in ("X-Request-ID", "Content-Language")
    }
    for name in ("HTTPValidationError", "ValidationError"):
        shapes.pop(name, None)
    made["info"] |= INFO
    return {**made, "servers": SERVERS, "tags": tags_of(made)}


def forget_null_defaults(part: Any) -> None:
    """Absent is not null: an edit's null clears. Who generates a client from a default sends it."""
    if isinstance(part, dict):
        if part.get("default", ...) is None:
            del part["default"]
        for value in part.values():
            forget_null_defaults(value)
    elif isinstance(part, list):
        for value in part:
            forget_null_defaults(value)


def raw_shapes() -> Iterator[type[BaseModel]]:
    """Shapes which FastAPI does not see, because their bodies are read raw."""
    yield from (ProblemBody, PasswordForm, AssertionAsk, PullAsk, PushAsk, Change, Found)
    for kind in KINDS.values():
        shapes = shapes_of(kind)
        yield from (shapes.write, shapes.edit)


def show_records(shapes: Schema) -> None:
    """A record as it is read: the kind's own example, and what stands beside it."""
    for kind in KINDS.values():
        beside = {"id": record_of(kind.kind), "unit": demo_id("unit A"), "n": 7, "changed_at": "2026-11-23T07:30:00Z"}
        beside |= {"client": CASE} if kind.feed == "case" else {}
        shapes[f"{kind.__name__}Read"]["examples"] = [{**beside, **kind.example}]


def nested_definitions(part: Any) -> Iterator[Schema]:
    """Takes every `$defs` out of the tree."""
    if isinstance(part, dict):
        if "$defs" in part:
            inner: Schema = part.pop("$defs")
            yield from nested_definitions(inner)
            yield inner
        for value in list(part.values()):
            yield from nested_definitions(value)
    elif isinstance(part, list):
        for value in part:
            yield from nested_definitions(value)


def operations(made: Schema) -> Iterator[Schema]:
    """Each method of each path."""
    for methods in made["paths"].values():
        yield from (part for part in methods.values() if "responses" in part)


def media_faults(operation: Schema) -> list[type[WrongMedia]]:
    """Whether a body must say what it is; bytes need not."""
    return [] if BINARY in operation["requestBody"]["content"] else [WrongMedia]


def refuse_in_words(operation: Schema) -> None:
    """Every refusal is a problem document, also those that no route names: FastAPI would promise its own."""
    told = operation["responses"]
    if "application/json" in told.get("422", {}).get("content", {}):
        told["422"] = answers(Invalid)[422]
    if operation.get("security"):
        told.setdefault("401", answers(SignInNeeded)[401])
        told.setdefault("403", answers(NotYours)[403])
    if "requestBody" in operation:
        told |= {
            str(status): answer for status, answer in answers(TooLarge, WrongEncoding, *media_faults(operation)).items()
        }
    if any(one.get("name") == "If-None-Match" for one in operation["parameters"]):
        told["304"] = {"description": "You hold it already: the state that `If-None-Match` names still stands."}
    if operation["tags"] != ["health"]:
        told.setdefault("422", answers(Invalid)[422])
    told["default"] = {"$ref": "#/components/responses/Problem"}
