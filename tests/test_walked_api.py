"""Whatever anybody asks of any operation is answered as the description says: never a fault, never unforeseen.

Schemathesis is imported when it runs: at collection it would cost every worker a second.
"""

import pytest

from tests.soak import asked

pytestmark = pytest.mark.whole

PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_asked_is_answered_as_described(part: int) -> None:
    from tests.walks import walk_operations

    walk_operations(part, PARTS)


def test_what_was_answered_leads_on_as_described() -> None:
    from tests.walks import walk_links

    walk_links()


@pytest.mark.soak
def test_with_other_values_each_time() -> None:
    """A piece of the soak is a seed, of ten times as many cases."""
    from tests.walks import EACH, walk_operations

    for piece in asked():
        walk_operations(0, 1, seeded=1000 + piece, each=10 * EACH)
