"""A defect that is planted in the phone is noticed by the phone's own tests."""

from pathlib import Path

import pytest

from tests.phone_defects import DEFECTS, PhoneDefect, copy_of_phone, holds, planted_in

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that holds without a defect, as `make vitest` shows each time."""
    return copy_of_phone(tmp_path_factory.mktemp("phone"))


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_defect_is_noticed(phone: Path, defect: PhoneDefect) -> None:
    with planted_in(phone, defect):
        assert not holds(phone, defect)
