"""An office's desk: its officer signs in by password, as offices do."""

from typing import Any

from playwright.sync_api import expect

from api.db.engine import writing
from api.identity.provisioning import set_password
from api.ids import demo_id
from tests.e2e.conftest import Handsets
from tests.e2e.handset import Handset
from tests.e2e.server import Server

PASSWORD = "kata sandi untuk uji coba"


def at_a_desk(handsets: Handsets, server: Server, person: str, username: str, inbox: str, **look: Any) -> Handset:
    """`person` of the demo, at the page with the title `inbox`."""
    with writing(server.engine) as session:
        set_password(session, demo_id(person), PASSWORD)
    return signs_in(handsets.phone(**look), username, inbox)


def signs_in(handset: Handset, username: str, inbox: str) -> Handset:
    """Whose password it is already."""
    page = handset.go("/masuk")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", name=inbox)).to_be_visible()
    return handset
