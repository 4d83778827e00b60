"""What the token address takes: an assertion as JSON or the OAuth2 password form, told apart by their content type."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from api.identity.assertions import Assertion
from api.identity.enrolment_codes import plain
from api.identity.second_factors import NO_CODE, CodeTry
from api.problems.tree import Invalid
from api.shapes import WireShape


class AssertionAsk(WireShape):
    """A phone's sign-in."""

    model_config = ConfigDict(extra="forbid")

    assertion: Assertion
    """What the phone signed."""


class PasswordForm(WireShape):
    """The OAuth2 password form; `scope`, `client_id` and `client_secret` are taken and mean nothing."""

    model_config = ConfigDict(extra="ignore")

    grant_type: Literal["password"]
    """`password`, the one grant of RFC 6749 that is taken here."""
    username: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00]+$")]
    """As the operator gave it."""
    password: Annotated[
        str, StringConstraints(min_length=1, max_length=200), Field(json_schema_extra={"format": "password"})
    ]
    """Of the account; never logged."""
    code: Annotated[str, StringConstraints(max_length=40)] | None = None
    """Of the authenticator app, six digits; or a recovery code. Left out by accounts without a second factor."""
    attempt: Annotated[str, StringConstraints(pattern=r"^$|^[0-9a-f]{32}$")] | None = None
    """128 random bits in hex. The same form with the same attempt, said again within five minutes because its answer
    was lost, is answered again, although its code is spent."""


@dataclass(frozen=True)
class Asked:
    """One of the two."""

    assertion: Assertion | None = None
    username: str = ""
    password: str = ""
    code: CodeTry = NO_CODE


def media(shape: type[BaseModel]) -> dict[str, Any]:
    """A request body as OpenAPI tells it."""
    return {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}


ASKS: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": media(PasswordForm),
            "application/json": media(AssertionAsk),
        },
    }
}


def read_asked(raw: bytes, content_type: str) -> Asked:
    """Which of the two, or Invalid with pointers. Nothing of it is quoted."""
    try:
        if content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
            fields = {name: values[-1] for name, values in parse_qs(raw.decode("utf-8"), max_num_fields=20).items()}
            form = PasswordForm.model_validate(fields)
            code = CodeTry(plain(form.code or ""), form.attempt or "")
            return Asked(username=form.username, password=form.password, code=code)
        return Asked(assertion=AssertionAsk.model_validate_json(raw).assertion)
    except ValidationError as error:
        raise Invalid.of(error) from None
    except ValueError:
        raise Invalid.at("", "body-unreadable") from None
