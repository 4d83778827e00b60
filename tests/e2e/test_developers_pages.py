"""The developers' pages work without a network beyond this machine."""

import pytest

from tests.e2e.conftest import Handsets
from tests.e2e.server import Server


@pytest.mark.parametrize(("path", "shown"), [("/docs", "Authorize"), ("/redoc", "Download")])
def test_the_description_of_the_api_loads_nothing_foreign(
    handsets: Handsets, server: Server, path: str, shown: str
) -> None:
    desk = handsets.desk()
    desk.go(path).get_by_text(shown).first.wait_for()
    desk.page.wait_for_load_state("networkidle")
    assert desk.complaints == []
