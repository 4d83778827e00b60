"""A defect that is planted in the phone is noticed by the phone's own tests."""

from pathlib import Path

import pytest

from tests.phone_defects import DEFECTS, PhoneDefect, copy_of_phone, holds, plant

pytestmark = pytest.mark.whole


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_defect_is_noticed(tmp_path: Path, defect: PhoneDefect) -> None:
    """In a copy that holds without it, as `make vitest` shows each time."""
    phone = copy_of_phone(tmp_path)
    plant(phone, defect)
    assert not holds(phone, defect)
