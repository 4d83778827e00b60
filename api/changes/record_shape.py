"""A record's values as its kind's shape reads them."""

from pydantic import ValidationError

from api.changes.canonical_json import text
from api.changes.merge import Values
from api.records import Record


def readable(kind: type[Record], values: Values) -> Record:
    """The record, without what this server's stricter shape can no longer read."""
    try:
        return kind.model_validate_json(text(values))
    except ValidationError as error:
        bad = {complaint["loc"][0] for complaint in error.errors(include_url=False) if complaint["loc"]}
        return kind.model_validate_json(text({name: value for name, value in values.items() if name not in bad}))
