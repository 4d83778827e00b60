"""By which tokens a second factor is set up."""

from api.identity.access_tokens import give_token, read_token
from tests.sign_in.factor_scenes import Office


def only_her_own_sign_in_sets_one_up(office: Office) -> None:
    """Neither a printed token, nor one that came of setting up, which would go on for ever."""
    settings, now = office.place.settings, office.place.clock()
    printed = give_token(settings, office.person, now=now, ways=("operator",))
    offer = office.offered(printed)
    office.secret = offer["secret"]
    assert office.confirm(printed, offer)[1].get("code") == "stale-sign-in"
    office.set_up()
    began = int(now.timestamp())
    office.pass_time(minutes=10)
    on = give_token(settings, office.person, now=office.place.clock(), ways=("pwd", "otp"), signed_in_at=began)
    offer = office.offered(on)
    office.secret = offer["secret"]
    assert office.confirm(on, offer)[1].get("code") == "stale-sign-in"
    by_provider = give_token(settings, office.person, now=office.place.clock(), ways=("fed",))
    told = office.confirm(by_provider, offer)[1]["access_token"]
    bearer = read_token(settings, told, now=office.place.clock())
    assert (bearer.ways if bearer else ()) == ("fed", "otp"), "how she signed in is not forgotten"
