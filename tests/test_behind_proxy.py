"""Behind a proxy that is named, everybody is counted by her own address; a header from elsewhere is not believed."""

from pathlib import Path

import httpx
import pytest

from api.identity.addresses import counted_as
from api.identity.rate_limits import CODE_GUESS
from tests.engines import a_database
from tests.served import served

pytestmark = pytest.mark.whole

WRONG = {"code": "ZZZZ-ZZZZ"}


def check(http: httpx.Client, address: str) -> int:
    return http.post("/v1/enrolment-codes/check", json=WRONG, headers={"X-Forwarded-For": address}).status_code


@pytest.mark.parametrize(("proxies", "counted"), [("127.0.0.1", 422), ("127.0.0.0/8, 10.9.9.9", 422), ("", 429)])
def test_a_stranger_uses_up_her_own_tries_alone(tmp_path: Path, proxies: str, counted: int) -> None:
    with (
        a_database("sqlite") as url,
        served(url, tmp_path, PULIH_PROXIES=proxies) as server,
        httpx.Client(base_url=server.url) as http,
    ):
        assert [check(http, "203.0.113.9") for _ in range(CODE_GUESS.tries + 1)][-1] == 429
        assert check(http, "203.0.113.10") == counted


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9%eth0", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
    ],
)
def test_one_subscriber_is_counted_once_however_many_addresses_she_has(host: str, counted: str) -> None:
    assert counted_as(host) == counted
