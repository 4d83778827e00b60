"""On the home screen: offered where she looks for it, and told how where the browser offers nothing."""

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

OFFER = """() => {
  const offer = new Event('beforeinstallprompt', {cancelable: true});
  offer.prompt = async () => { globalThis.prompted = true; return {outcome: 'accepted'}; };
  dispatchEvent(offer);
  return offer.defaultPrevented;
}"""


def test_the_browsers_offer_waits_until_she_looks_for_it(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.sees("Pasang ke layar utama", "Buka menu browser")
    assert shown(sari, "by the menu") == []
    assert sari.page.evaluate(OFFER)
    sari.sees("Dibuka seperti aplikasi lain")
    assert shown(sari, "offered") == []
    sari.tap("Pasang ke layar utama")
    sari.handset.until("() => prompted")
    sari.sees_nothing_of("Pasang ke layar utama")
    sari.go("Hari ini")
    sari.sees_nothing_of("Pasang ke layar utama")


def shown(her: Person, name: str) -> list[str]:
    """A look with the row in it."""
    her.page.get_by_text("Pasang ke layar utama").first.scroll_into_view_if_needed()
    return her.handset.look(name)
