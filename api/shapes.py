"""What travels over the wire: each field says in the docstring below it what it is, for the API's description."""

from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from api.problems.messages import value_fault


class WireShape(BaseModel):
    """An answer, or what is read from a form."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class ClosedShape(WireShape):
    """What is asked: no unknown field, and no value that is only nearly of its type."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @field_validator("*")
    @classmethod
    def storable(cls, value: Any) -> Any:
        """PostgreSQL keeps no NUL in a text, and would say so only when it is written or looked for."""
        if isinstance(value, str) and "\0" in value:
            raise value_fault("text-not-storable")
        return value
