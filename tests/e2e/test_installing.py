"""On the home screen: offered where she looks for it, and told how where the browser offers nothing."""

import pytest

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

OFFER = """() => {
  const offer = new Event('beforeinstallprompt', {cancelable: true});
  offer.prompt = async () => { globalThis.prompted = true; return {outcome: 'accepted'}; };
  dispatchEvent(offer);
  return offer.defaultPrevented;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_browsers_offer_waits_until_she_looks_for_it(handsets: Handsets, server: Server, theme: str) -> None:
    sari = Person(handsets.phone(color_scheme=theme)).enrol(server.code("Sari")).connected()
    sari.sees("Pasang ke layar utama", "Buka menu browser")
    shown(sari, "by the menu")
    assert sari.page.evaluate(OFFER)
    sari.sees("Dibuka seperti aplikasi lain")
    shown(sari, "offered")
    assert sari.handset.axe() == []
    sari.tap("Pasang ke layar utama")
    sari.page.wait_for_function("() => prompted")
    sari.sees_nothing_of("Pasang ke layar utama")
    sari.go("Hari ini")
    sari.sees_nothing_of("Pasang ke layar utama")


def shown(her: Person, name: str) -> None:
    """A picture with the row in it."""
    her.page.get_by_text("Pasang ke layar utama").first.scroll_into_view_if_needed()
    her.handset.picture(name)
