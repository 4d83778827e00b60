"""What travels over the wire: each field says in the docstring below it what it is, for the API's description."""

from pydantic import BaseModel, ConfigDict


class WireShape(BaseModel):
    """An answer, or what is read from a form."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class ClosedShape(WireShape):
    """What is asked: no unknown field, and no value that is only nearly of its type."""

    model_config = ConfigDict(extra="forbid", strict=True)
