"""What keeps a server from starting is said in words."""

import socket
from pathlib import Path

import pytest

from api.cli.serve import must_be_free
from api.settings import Settings, UnsafeSettings
from tests.desk import Desk
from tests.test_settings import PRODUCTION

pytestmark = pytest.mark.whole


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, f"sqlite:///{tmp_path}/fresh.sqlite3")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_taken_port_says_so_and_a_free_one_does_not(desk: Desk, host: str) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as taken:
        taken.bind((host, 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = desk.type("serve", PORT=str(port), PULIH_HOST=host)
    assert (result.exit_code, str(port) in result.stderr) == (1, True)
    must_be_free(Settings(host=host, port=port))


def test_an_address_of_another_machine_is_no_taken_port(desk: Desk) -> None:
    result = desk.type("serve", PULIH_HOST="203.0.113.9", **PRODUCTION)
    assert isinstance(result.exception, UnsafeSettings)
    assert "PULIH_HOST" in str(result.exception)
