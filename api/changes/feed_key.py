"""A feed's whole name. The id alone names nothing: two homes may have been handed the same one."""

from typing import NamedTuple

from api.records.record import FeedAbout


class FeedKey(NamedTuple):
    """`home`: the unit in which it was opened, for ever; `id`: of its client's record, or the unit's own."""

    home: str
    id: str

    @property
    def about(self) -> FeedAbout:
        """A unit's own papers bear the unit's id, which no client's record can have."""
        return "unit" if self.home == self.id else "case"
