"""A sign-in by a provider, and whatever a provider or somebody in between may send: each scene is told by itself."""

from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from sqlalchemy import delete

from api.db.engine import writing
from api.identity.access_tokens import read_token
from api.identity.openid_provider import OpenIdProvider
from api.identity.people import Person
from api.identity.tables import Throttle
from api.problems.language import sentence
from tests.openid_provider import CLIENT, SECRET, LocalProvider
from tests.phone import ORIGIN
from tests.place import Place

Json = Any
HTTP = httpx.Client(verify=False)  # noqa: S501  on this machine; making one costs more than all it is asked


class Browser:
    """Keeps cookies and follows nothing by itself. `person`: she who is linked with the provider's account."""

    def __init__(self, place: Place, provider: LocalProvider) -> None:
        self.place, self.provider, self.cookies = place, provider, SimpleCookie()
        place.clock.ahead = timedelta()
        settings = place.settings.model_copy(
            update={"openid_issuer": provider.issuer, "openid_client": CLIENT, "openid_secret": SECRET}
        )
        place.app.state.settings, place.app.state.openid = settings, OpenIdProvider(settings, HTTP)
        provider.behave()
        with writing(place.engine) as session:
            session.execute(delete(Throttle))

    def go(self, address: str, method: str = "GET") -> httpx.Response:
        sent = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        answer = self.place.http.request(method, address, headers={"Cookie": sent})
        for said in answer.headers.get_list("set-cookie"):
            assert "httponly" in said.lower()
            assert "samesite=lax" in said.lower()
            self.cookies.load(said)
        for name in [name for name, morsel in self.cookies.items() if not morsel.value]:
            del self.cookies[name]
        return answer

    def begin(self, **asked: str) -> str:
        """To the provider and back: the address it sends her to."""
        there = self.go("/openid/start" + ("?again=1" if asked else "")).headers["Location"]
        assert there.startswith(f"{self.provider.issuer}/authorize?"), self.told()
        return HTTP.get(there).headers["Location"]

    def told(self) -> Json:
        """What the page hears when it asks who she is."""
        return self.go("/v1/auth/openid", "POST").json()

    def sign_in(self, **asked: str) -> Json:
        return self.come(self.begin(**asked))

    def come(self, back: str) -> Json:
        assert back.startswith(f"{ORIGIN}/openid/return?")
        answer = self.go(back.removeprefix(ORIGIN))
        assert (answer.status_code, answer.headers["Location"]) == (303, "/masuk")
        return self.told()

    def instead(self, back: str, **parts: str) -> str:
        head, _, query = back.partition("?")
        return f"{head}?" + "&".join(f"{k}={v}" for k, v in {**dict(parse_qsl(query)), **parts}.items() if v)


def refused(told: Json, code: str = "openid-untrusted") -> None:
    assert (told.get("code"), told.get("detail")) == (code, sentence(code)), told


def claims_otherwise(browser: Browser, **claims: Any) -> None:
    browser.provider.claims = claims
    refused(browser.sign_in())


def good(browser: Browser) -> None:
    browser.go(browser.begin().removeprefix(ORIGIN))
    assert browser.go("/v1/auth/ways").json()["returned"] is True
    told = browser.told()
    assert browser.go("/v1/auth/ways").json()["returned"] is False, "it is asked once"
    person, settings = browser.place.people["Bu Ratna"], browser.place.settings
    now = browser.place.clock()
    bearer, said = read_token(settings, told["access_token"], now=now), now.timestamp()
    assert bearer is not None
    assert (bearer.person, bearer.ways, said - bearer.signed_in_at >= 3599) == (person, ("fed",), True)
    me = browser.place.http.get("/v1/me", headers={"Authorization": f"Bearer {told['access_token']}"})
    assert me.json()["agent"]["name"] == "Bu Ratna"


def of_another_issuer(browser: Browser) -> None:
    claims_otherwise(browser, iss="https://another.example.id")


def for_another_client(browser: Browser) -> None:
    claims_otherwise(browser, aud="another")
    claims_otherwise(browser, aud=[CLIENT, "another"])
    claims_otherwise(browser, aud=[CLIENT, "another"], azp="another")
    browser.provider.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert "access_token" in browser.sign_in()


def of_another_time(browser: Browser) -> None:
    now = int(browser.place.clock().timestamp())
    claims_otherwise(browser, exp=now - 61)
    claims_otherwise(browser, iat=now + 90)
    claims_otherwise(browser, exp=None)


def of_another_sign_in(browser: Browser) -> None:
    claims_otherwise(browser, nonce="of another")
    claims_otherwise(browser, nonce=None)


def of_nobody(browser: Browser) -> None:
    claims_otherwise(browser, sub=None)
    claims_otherwise(browser, sub="x" * 256)


def without_a_signature(browser: Browser) -> None:
    for broken in ("none", "shared", "forged"):
        browser.provider.broken = broken
        refused(browser.sign_in())


def with_a_key_that_was_turned_over(browser: Browser) -> None:
    """The new one is asked for; the old one, kept by a thief, opens nothing."""
    assert "access_token" in browser.sign_in()
    old = browser.provider.key
    browser.provider.rotate()
    browser.provider.broken = "odd"  # beside keys that nobody can read
    browser.place.clock.ahead += timedelta(seconds=11)
    assert "access_token" in browser.sign_in()
    browser.provider.key = old
    refused(browser.sign_in())
    browser.provider.rotate()


def that_did_not_begin_here(browser: Browser) -> None:
    refused(browser.come(browser.instead(browser.begin(), state="")), "openid-state")
    refused(browser.come(browser.instead(browser.begin(), state="of-another")), "openid-state")
    back = browser.begin()
    browser.cookies.clear()
    refused(browser.come(back), "openid-state")
    back = browser.begin()
    browser.place.clock.ahead += timedelta(minutes=6)
    refused(browser.come(back), "openid-state")


def with_a_code_that_was_used(browser: Browser) -> None:
    """Neither in the browser it was for, whose cookie is good once, nor in a copy of it."""
    back = browser.begin()
    kept = SimpleCookie(browser.cookies.output(header="", sep=";"))
    assert "access_token" in browser.come(back)
    refused(browser.come(back), "openid-state")
    browser.cookies = kept
    refused(browser.come(back), "openid-state")


def with_a_code_of_another_browser(browser: Browser) -> None:
    """PKCE: the verifier of this one does not fit it."""
    theirs = dict(parse_qsl(urlsplit(Browser(browser.place, browser.provider).begin()).query))
    given = browser.provider.given
    refused(browser.come(browser.instead(browser.begin(), code=theirs["code"])))
    assert browser.provider.given == given, "the provider itself refuses it"


def of_another_provider(browser: Browser) -> None:
    """RFC 9207: a mix-up."""
    refused(browser.come(browser.instead(browser.begin(), iss="https://another.example.id")))
    assert "access_token" in browser.come(browser.instead(browser.begin(), iss=""))
    browser.provider.metadata = {"authorization_response_iss_parameter_supported": True}
    browser.place.clock.ahead += timedelta(hours=2)
    refused(browser.come(browser.instead(browser.begin(), iss="")))
    browser.provider.metadata = {}


def that_was_refused_there(browser: Browser) -> None:
    browser.provider.broken = "refuses"
    refused(browser.sign_in(), "openid-cancelled")


def with_an_answer_that_leads_elsewhere(browser: Browser) -> None:
    """Redirects are not followed, and an answer has an end."""
    for broken in ("redirects", "endless"):
        browser.provider.asked.clear()
        browser.provider.broken = broken
        refused(browser.sign_in())
        assert len(browser.provider.asked) == 1


def with_metadata_that_leads_elsewhere(browser: Browser) -> None:
    places = {"token_endpoint": "http://169.254.169.254/latest"}, {"jwks_uri": "file:///etc/passwd"}
    for told in ({"issuer": "https://another.example.id"}, *places):
        browser.provider.metadata = told
        browser.place.app.state.openid = OpenIdProvider(browser.place.app.state.settings, HTTP)
        assert browser.go("/openid/start").headers["Location"] == "/masuk"
        refused(browser.told())


def whom_nobody_linked(browser: Browser) -> None:
    """Not by an address either; nor who left, nor who works on a phone alone."""
    browser.provider.claims = {"sub": "somebody", "email": "ratna@example.id", "email_verified": True}
    refused(browser.sign_in(), "openid-unknown")
    browser.provider.claims = {}
    with writing(browser.place.engine) as session:
        session.get_one(Person, browser.place.people["Bu Ratna"]).active = False
    told = browser.sign_in()
    with writing(browser.place.engine) as session:
        session.get_one(Person, browser.place.people["Bu Ratna"]).active = True
    refused(told, "openid-unknown")


def anew(browser: Browser) -> None:
    """Step-up: also whom the provider still knows proves herself again."""
    told = browser.sign_in(again="1")
    bearer = read_token(browser.place.settings, told["access_token"], now=browser.place.clock())
    assert bearer is not None
    assert browser.place.clock().timestamp() - bearer.signed_in_at < 60
    browser.provider.claims = {"auth_time": None}
    refused(browser.sign_in(again="1"), "openid-not-anew")
    back = browser.begin(again="1")
    browser.cookies["pulih-openid"] = browser.cookies["pulih-openid"].value.removesuffix("~again")
    refused(browser.come(back), "openid-state")


def with_an_outcome_of_ones_own(browser: Browser) -> None:
    back = browser.begin()
    browser.go(back.removeprefix(ORIGIN))
    said = browser.cookies["pulih-openid-told"].value
    browser.cookies["pulih-openid-told"] = said.replace(browser.place.people["Bu Ratna"], browser.place.people["Sari"])
    refused(browser.told(), "openid-state")
    browser.cookies["pulih-openid-told"] = said
    browser.place.clock.ahead += timedelta(minutes=3)
    refused(browser.told(), "openid-state")


OPENID_SCENES = (
    good, of_another_issuer, for_another_client, of_another_time, of_another_sign_in, of_nobody, without_a_signature,
    with_a_key_that_was_turned_over, that_did_not_begin_here, with_a_code_that_was_used, with_a_code_of_another_browser,
    of_another_provider, that_was_refused_there, with_an_answer_that_leads_elsewhere,
    with_metadata_that_leads_elsewhere, whom_nobody_linked, anew, with_an_outcome_of_ones_own,
)  # fmt: skip
