"""What she took back is taken back, whatever year a phone or the server lives in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from api.changes.receipt import written_before
from api.ids import new_id
from api.records.case import Case, KnownRecord, Receipt
from api.records.consent import Consent
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.envelopes import outbox
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_clock_wrong import again
from tests.test_consents import REFERRAL, refused_at, withdrawn
from tests.test_rescue import hand_in

A_YEAR, DAY = timedelta(days=366), timedelta(days=1)
TODAY = date(2026, 11, 20)


def by_the_clock(phone: Phone, ahead: timedelta) -> str:
    """What day it is on the phone, which is so far ahead from now on."""
    phone.ahead = ahead
    return str((datetime.now(UTC) + ahead).date())


@pytest.mark.parametrize(("of_the_yes", "of_the_no"), [(A_YEAR, 0 * DAY), (0 * DAY, -A_YEAR), (A_YEAR, -A_YEAR)])
@ON_ONE_ENGINE
def test_a_withdrawal_ends_a_yes_of_another_year_and_a_later_yes_ends_it(
    place: Place, sari: Phone, client_of: Any, of_the_yes: timedelta, of_the_no: timedelta
) -> None:
    client = client_of(sari)
    day = by_the_clock(sari, of_the_yes)
    sari.save("consent", {**BODIES["consent"], "on": day}, feed=client)
    draft = sari.save("referral", {**REFERRAL, "status": "drafted", "sent_on": day, "reply_by": day}, feed=client)
    assert refused_at(sari) == []
    sari.save("consent", withdrawn("referral", on=by_the_clock(sari, of_the_no)), feed=client)
    assert refused_at(sari) == []
    day = by_the_clock(sari, 0 * DAY)
    sent = {"status": "sent", "sent_on": day, "reply_by": day}
    sari.save("referral", sent, record=draft)
    assert refused_at(sari) == ["status"]
    place.clock.ahead = DAY
    assert again(sari) == 200
    sari.save("consent", {**BODIES["consent"], "on": by_the_clock(sari, DAY)}, feed=client)
    sari.save("referral", sent, record=draft)
    assert refused_at(sari) == []


@ON_ONE_ENGINE
def test_a_withdrawal_ends_a_yes_also_where_the_clock_was_right_again_before_it_came(
    place: Place, sari: Phone, client_of: Any
) -> None:
    client = client_of(sari)
    for handed_in in (False, True):
        sari.save("consent", BODIES["consent"], feed=client)
        assert refused_at(sari) == []
        sari.save("consent", withdrawn("referral", on=by_the_clock(sari, -A_YEAR)), feed=client)
        if handed_in:
            assert hand_in(place, *outbox(sari)) == ["applied"]
        sari.ahead = timedelta()
        assert refused_at(sari) == []
        sari.save("referral", REFERRAL, feed=client)
        assert "status" in refused_at(sari)


def righted(act: Consent, *before: Consent, ahead: int = 0, written: date | None = None) -> date:
    """On TODAY, from a phone so many days ahead, where these were there before."""
    known = tuple(KnownRecord(new_id(), "", one) for one in before)
    case = Case(TODAY, records={"consent": known})
    receipt = Receipt(TODAY + ahead * DAY, "agent", "Sari", case, str, lambda: pytest.fail("asked"), ahead, written)
    return date.fromisoformat(act.kept_at_receipt(None, receipt).get("on", str(act.on)))


def said(act: str, days: int, *layers: str) -> Consent:
    return Consent.model_validate({"act": act, "on": TODAY + days * DAY, "layers": [*layers] or ["contact"]})


@pytest.mark.parametrize("days", [-40, -1, 0])
def test_by_a_right_clock_a_day_stays_as_it_was_written_down(days: int) -> None:
    for act in ("given", "withdrawn"):
        assert righted(said(act, days), said("given", 0)) == TODAY + days * DAY


@pytest.mark.parametrize("ahead", [-4000, -366, 366, 90_000])
def test_a_day_of_a_wrong_clock_is_righted_and_one_written_before_it_went_wrong_is_not(ahead: int) -> None:
    assert righted(said("given", ahead - 3), ahead=ahead) == TODAY - 3 * DAY
    assert righted(said("given", -3), ahead=ahead) == TODAY - 3 * DAY


def test_only_a_yes_of_the_same_layers_holds_a_withdrawal_up() -> None:
    later = said("given", 30, "contact", "media")
    assert righted(said("withdrawn", 0, "media"), later) == TODAY + 30 * DAY
    assert righted(said("withdrawn", 0, "screening"), later) == TODAY
    assert righted(said("withdrawn", 0, "media"), said("withdrawn", 30, "media")) == TODAY
    assert righted(said("given", 0, "media"), later) == TODAY
    assert righted(said("withdrawn", -366 - 3), said("given", -1), ahead=-366) == TODAY - DAY
    assert righted(said("withdrawn", -366), said("given", -1), written=TODAY - A_YEAR) == TODAY - DAY
    assert righted(said("withdrawn", -9), said("given", -4), written=TODAY - DAY) == TODAY - 9 * DAY, (
        "no clock was wrong"
    )


def test_the_day_on_which_she_wrote_is_that_of_her_place() -> None:
    """In the morning it is yesterday in UTC: a yes of that day would lie after what was written behind it."""
    written, opened_at = "2026-11-19T20:00:00Z", datetime(2026, 11, 19, 20, 1, tzinfo=UTC)
    assert written_before(written, opened_at, "Asia/Jakarta") == TODAY
    assert written_before("2026-11-19T20:01:00Z", opened_at, "Asia/Jakarta") is None
    assert written_before(written, None, "Asia/Jakarta") is None
