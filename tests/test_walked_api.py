"""Whatever anybody asks of any operation is answered as the description says: never a fault, never unforeseen.

Schemathesis is imported when it runs: at collection it would cost every worker a second.
"""

import pytest

PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_asked_is_answered_as_described(part: int) -> None:
    from tests.walks import walk_operations

    walk_operations(part, PARTS)


def test_what_was_answered_leads_on_as_described() -> None:
    from tests.walks import walk_links

    walk_links()
