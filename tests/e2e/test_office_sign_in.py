"""An office signs in as offices do: with a code that it set up itself, and by the provider of its own accounts."""

from playwright.sync_api import Page, Route, expect

from api.cli.demo_people import BNNK
from api.clock import system_clock
from api.db.engine import writing
from api.identity.openid_links import link_identity
from api.identity.provisioning import set_password
from api.identity.timed_codes import code_of, step_at
from api.ids import demo_id
from tests.e2e.conftest import Handsets
from tests.e2e.desks import PASSWORD
from tests.e2e.looks import looked_at
from tests.e2e.server import Server
from tests.openid_provider import CLIENT, SECRET, LocalProvider, local_provider

SMALL = {"viewport": {"width": 360, "height": 640}}
PROVIDER = "Masuk dengan akun kantor"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def types_in(page: Page, code: str = "") -> None:
    page.get_by_label("Nama pengguna").fill(BNNK)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_label("Kode masuk").fill(code)
    press(page, "Masuk")


def is_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Permintaan persetujuan")).to_be_visible()


def with_settings(server: Server, provider: LocalProvider) -> None:
    """As in production, beside a provider."""
    server.stop()
    server.more = {
        "PULIH_SECOND_FACTOR": "all", "PULIH_OPENID_ISSUER": provider.issuer, "PULIH_OPENID_CLIENT": CLIENT,
        "PULIH_OPENID_SECRET": SECRET,
    }  # fmt: skip
    server.start()
    with writing(server.engine) as session:
        set_password(session, demo_id("bnnk"), PASSWORD)


def sets_up_codes(handsets: Handsets) -> None:
    """On a phone; and signs in with the next one."""
    handset = handsets.phone(**SMALL)
    page = handset.go("/masuk")
    expect(page.get_by_role("button", name=PROVIDER)).to_be_visible()
    looked_at(handset, "door")
    types_in(page)
    expect(page.get_by_role("img", name="Gambar untuk dipindai aplikasi kode")).to_be_visible()
    looked_at(handset, "a factor")
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Kode dari aplikasi").fill(code_of(secret, step_at(system_clock())))
    press(page, "Pasang")
    expect(page.get_by_role("listitem")).to_have_count(8)
    looked_at(handset, "recovery codes")
    recovery = page.get_by_role("listitem").first.inner_text()
    press(page, "Sudah saya tulis")
    is_in(page)
    handset.go("/masuk")
    types_in(page)
    expect(page.get_by_text("atau akun ini meminta kode juga")).to_be_in_viewport()
    looked_at(handset, "a code is wanted")
    types_in(page, code_of(secret, step_at(system_clock()) + 1))
    is_in(page)
    handset.go("/masuk")
    types_in(page, recovery.lower())
    is_in(page)


def comes_from_its_provider(handsets: Handsets, server: Server, provider: LocalProvider) -> None:
    """At a desk; first unknown here, then linked."""
    handset = handsets.desk()
    page = handset.go("/masuk")
    press(page, PROVIDER)
    expect(page.get_by_text("belum dihubungkan dengan siapa pun di sini")).to_be_in_viewport()
    looked_at(handset, "linked with nobody")
    with writing(server.engine) as session:
        link_identity(session, provider.issuer, provider.subject, demo_id("bnnk"), now=system_clock())
    press(page, PROVIDER)
    is_in(page)
    assert page.url == f"{server.url}/masuk", "nothing of it stands in the address"
    assert page.evaluate("() => document.cookie") == ""


def test_an_office_signs_in_with_a_code_and_by_its_provider(server: Server, handsets: Handsets) -> None:
    with local_provider(system_clock) as provider:
        with_settings(server, provider)
        sets_up_codes(handsets)
        comes_from_its_provider(handsets, server, provider)


def test_who_is_quicker_than_the_line_is_let_in_when_it_has_come(server: Server, handsets: Handsets) -> None:
    with writing(server.engine) as session:
        set_password(session, demo_id("bnnk"), PASSWORD)
    page, held = handsets.desk().page, list[Route]()
    page.route("**/assets/sign_in_office-*.js", lambda route: held.append(route))
    page.goto(f"{server.url}/masuk")
    types_in(page)
    expect(page.get_by_role("button", name="Memeriksa…")).to_be_visible()
    for one in held:
        one.continue_()
    is_in(page)
