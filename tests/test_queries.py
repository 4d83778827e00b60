"""What may stand behind a list's question mark: whatever does not fit is a 422 that points at it, on both engines."""

from base64 import urlsafe_b64encode

from api.records import KINDS
from tests.conftest import Place
from tests.engines import all_then_few
from tests.samples import COACHING_KINDS

SOMEBODY = "01920000-0000-7000-8000-00000000a001"


def mark(text: str) -> str:
    """A cursor as somebody else would make it."""
    return urlsafe_b64encode(text.encode()).decode()


STRANGE = [
    ("status", "\x00"),
    ("status", "sent'; --"),
    ("missing", "\x00"),
    ("missing", "home"),
    ("cursor", "%%%"),
    ("cursor", mark("2026-11-26T00:00:00+00:00 no-id")),
    ("cursor", mark("2026-11-26T00:00:00+00:00 \x00")),
    ("cursor", mark(f"2026-11-26T00:00:00 {SOMEBODY}")),
    ("cursor", mark(f"0001-01-01T00:00:00+14:00 {SOMEBODY}")),
    ("cursor", mark(f"9999-12-31T23:59:59-14:00 {SOMEBODY}")),
    ("changed_after", "0001-01-01T00:00:00+14:00"),
    ("changed_after", "9999-12-31T23:59:59-14:00"),
    ("changed_after", "2026-11-26T00:00:00"),
    ("from_on", "2026-02-30"),
    ("limit", str(2**70)),
    ("client", "\x00"),
    ("nothing", "1"),
]


@all_then_few([*KINDS], ("referral", "outreach", COACHING_KINDS[0]))
def test_a_filter_that_does_not_fit_is_refused_at_its_place(place: Place, kind: str) -> None:
    place.person("Sari")
    for name, value in STRANGE:
        answer = place.http.get(f"/v1/{KINDS[kind].plural}", params={name: value}, headers=place.headers("Sari"))
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/query/{name}"), (name, value)


def test_an_office_name_that_no_database_keeps_is_refused_too(place: Place) -> None:
    form = {"grant_type": "password", "username": "\x00", "password": "sandi"}
    answer = place.http.post("/v1/auth/token", data=form)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/username")
