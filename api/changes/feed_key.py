"""A case's whole name. The id alone names nothing: two homes may have been handed the same one."""

from typing import NamedTuple


class FeedKey(NamedTuple):
    """`home`: the unit in which the case was opened, for ever; `id`: the id of its client's record."""

    home: str
    id: str
