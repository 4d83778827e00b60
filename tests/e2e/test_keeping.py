"""*Saya* says whether the browser keeps what is stored when a phone is full, and what to do when refused; and the app
on the home screen: offered where she looks for it, and told how where the browser offers nothing.
"""

from tests.e2e.conftest import Handsets
from tests.e2e.handset import Handset
from tests.e2e.person import Person
from tests.e2e.server import Server

KEPT, NOT_KEPT, ASK = (
    "Browser tidak akan menghapus catatan",
    "Browser masih bisa menghapus catatan",
    "Minta jangan dihapus",
)
BEFORE = "Kalau HP hampir penuh, browser boleh menghapus catatan ini."
WHAT_TO_DO = ("Browser menolak.", "Pasang aplikasi ke layar utama", "kirim catatan sesering mungkin")

COUNTED = """globalThis.asked = 0;
    const persist = StorageManager.prototype.persist;
    StorageManager.prototype.persist = function () { asked += 1; return persist.call(this); };"""

OFFER = """() => {
  const offer = new Event('beforeinstallprompt', {cancelable: true});
  offer.prompt = async () => { globalThis.prompted = true; return {outcome: 'accepted'}; };
  dispatchEvent(offer);
  return offer.defaultPrevented;
}"""


def test_the_app_asks_whenever_it_is_opened_and_saya_says_what_the_browser_promises_and_offers(
    handsets: Handsets, server: Server
) -> None:
    """And what to do when it refuses."""
    sari = Person(handsets.phone())
    sari.handset.context.add_init_script(COUNTED)
    sari.enrol(server.code("Sari"))
    assert sari.page.evaluate("asked") == 1
    again(sari)
    assert sari.page.evaluate("asked") == 1
    sari.handset.durable(granted=False)
    sari.go("Saya")
    sari.sees(NOT_KEPT, BEFORE)
    sari.tap("Simpan salinan darurat")
    sari.sees("Sekarang tidak ada yang perlu disalin dari HP ini.")
    sari.tap(ASK)
    sari.sees(NOT_KEPT, *WHAT_TO_DO, ASK)
    sari.sees_nothing_of(KEPT, BEFORE)
    grant(sari.handset)
    sari.tap(ASK)
    sari.sees(KEPT)
    sari.sees_nothing_of(NOT_KEPT, BEFORE, ASK, *WHAT_TO_DO)
    again(sari)
    sari.sees(KEPT)
    sari.sees_nothing_of(ASK)
    sari.handset.durable(granted=False)
    again(sari)
    sari.sees(NOT_KEPT, BEFORE)
    the_browsers_offer_waits_until_she_looks_for_it(sari)


def the_browsers_offer_waits_until_she_looks_for_it(sari: Person) -> None:
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


def again(sari: Person) -> None:
    """The page is loaded anew, and asks the browser anew."""
    sari.handset.go()
    sari.unlock()
    sari.go("Saya")


def grant(handset: Handset) -> None:
    """By the other command of DevTools, which knows it by its older name."""
    cdp = handset.cdp()
    profile = cdp.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    permissions = {"permissions": ["durableStorage"], "origin": handset.origin, "browserContextId": profile}
    cdp.send("Browser.grantPermissions", permissions)
