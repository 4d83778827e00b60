"""A feed's whole name. The id alone names nothing: two homes may have been handed the same one."""

from typing import NamedTuple

from api.records.record import FeedAbout

VERSION = 14  # place of the symbol that tells an id's version


def coaching_id(unit: str) -> str:
    """Of a unit's coaching papers: the unit's id with version 8, which no record can have and no table need tell."""
    return f"{unit[:VERSION]}8{unit[VERSION + 1 :]}"


class FeedKey(NamedTuple):
    """`home`: the unit in which it was opened, for ever; `id`: of its client's record, the unit's own, or what
    `coaching_id` makes of that."""

    home: str
    id: str

    @property
    def about(self) -> FeedAbout:
        """A unit's own papers bear the unit's id, its coaching papers a form of it; no client's record can have
        either."""
        if self.home == self.id:
            return "unit"
        return "coaching" if self.id[VERSION] == "8" else "case"
