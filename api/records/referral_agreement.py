"""A client is referred where her unit has an agreement, or somebody says why not."""

from datetime import date

from api.records.case import Case, Institution


def lacks_agreement(there: Institution, case: Case, until: date | None, because: str | None) -> bool:
    """None held on the day it was sent, and nobody said why. `until`: when it ends by what the app knows; an older app
    says neither that nor why, and is let be."""
    asked = case.direct or until is not None
    return there.agreed is False and asked and not because
