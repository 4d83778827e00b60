"""What makes the days easier: the month at a glance, help on every page, cards to be read together,
practice that leaves nothing behind.
"""

import os
from datetime import UTC, date, datetime

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.handset import POCKET, Handset
from tests.e2e.person import Person
from tests.e2e.server import Server


def test_practice_leaves_nothing_and_then_her_month_help_and_cards_are_there(
    handsets: Handsets, server: Server
) -> None:
    """On one phone, which is hers after the practice."""
    sari = Person(handsets.phone(installed=True, **POCKET))
    whoever_practises_sends_nothing_and_leaves_nothing(sari, server)
    the_month_shows_what_is_planned_and_a_day_is_a_press_away(sari)
    sari.page.go_back()
    help_and_cards_are_there_without_signal(sari)


def the_month_shows_what_is_planned_and_a_day_is_a_press_away(sari: Person) -> None:
    sari.go("Hari ini")
    sari.tap("Kalender", exact=True)
    sari.at("Kalender")
    expect(sari.page.locator("section[aria-current=date]").get_by_role("heading")).to_contain_text(" rencana")
    assert sari.handset.look("calendar-week") == []
    sari.tap("Bulan", exact=True)
    planned = sari.page.get_by_role("table").get_by_role("button").filter(has_text="•")
    expect(planned.first).to_be_visible()
    planned.last.click()
    expect(planned.last).to_have_attribute("aria-pressed", "true")
    expect(sari.page.get_by_role("main").locator(".row").first).to_be_in_viewport(ratio=0.9)
    assert sari.handset.look("calendar") == []
    least = min(box["width"] for one in planned.all() if (box := one.bounding_box()))
    assert least >= 48
    sari.page.get_by_role("main").locator(".row").first.click()
    sari.sees("Catat kunjungan")


def help_and_cards_are_there_without_signal(sari: Person) -> None:
    sari.handset.offline()
    for place, sentence in (
        ("Hari ini", "Tekan satu baris untuk membuka kliennya."),
        ("Klien", "Ketik beberapa huruf"),
    ):
        sari.go(place)
        sari.handset.picture(f"header-{place}")
        sari.tap("Bantuan halaman ini")
        sari.sees(sentence)
        assert sari.handset.axe() == []
        sari.tap("Tutup")
    sari.open_client("Mas Wahyu")
    sari.handset.picture("header-client")
    sari.more("Kartu bacaan")
    sari.sees("Konsep: belum diperiksa tenaga kesehatan.")
    sari.handset.picture("cards")
    sari.tap("Untuk keluarga: cara bicara")
    sari.sees("Dengarkan lebih lama daripada bicara.")
    sari.handset.picture("card")
    assert sari.handset.axe() == []


def whoever_practises_sends_nothing_and_leaves_nothing(sari: Person, server: Server) -> None:
    sari.handset.go()
    asked: list[str] = []
    sari.tap("Latihan dulu")
    sari.at("Hari ini")
    sari.page.on("request", lambda request: asked.append(request.url) if "/v1/" in request.url else None)
    sari.sees("Tidak ada yang benar-benar disimpan atau dikirim.")
    assert sari.handset.look("training") == []
    sari.open_client("Mas Contoh")
    sari.tap("Catat kunjungan")
    sari.tap("Baik", exact=True)
    sari.save()
    sari.sees("Kunjungan tersimpan di HP.")
    sari.waits(1)
    sari.tap("Kirim sekarang")
    sari.go("Saya")
    sari.tap("Kunci sekarang")
    sari.sees("Kode pendaftaran")
    assert asked == []
    sari.enrol(server.code("Sari")).connected()
    sari.go("Klien")
    sari.sees_nothing_of("Mas Contoh", "Tidak ada yang benar-benar disimpan atau dikirim.")
    sari.go("Saya")
    sari.tap("Latihan dulu")
    sari.open_client("Mbak Percobaan")
    sari.tap("Selesai", exact=True)
    sari.at("Hari ini")
    sari.open_client("Mas Wahyu")


REMINDERS = """async () => {
  const cache = await caches.open('reminder');
  const kept = (await cache.keys()).map(async (asked) => (await cache.match(asked)).text());
  return Promise.all(kept);
}"""


# Of all that stands in the bar of the phone: title, sentence and name.
TOLD = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration.getNotifications()).map(({ title, body, tag }) => [title, body, tag]);
}"""
LONG_AGO = """async () => {
  const cache = await caches.open('reminder');
  for (const asked of await cache.keys()) await cache.put(asked, new Response('2020-01-01'));
}"""


def in_daylight() -> str:
    """A time zone in which it is about noon: nobody is reminded at night."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


def wake_the_worker(handset: Handset) -> None:
    """As the phone does with an app that is closed, when it finds the time."""
    line, found = handset.cdp(), list[dict[str, str]]()
    line.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    line.send("ServiceWorker.enable")
    while not found:
        handset.page.wait_for_timeout(20)
    which = {"origin": handset.origin, "registrationId": found[0]["registrationId"], "tag": "reminder"}
    line.send("ServiceWorker.dispatchPeriodicSyncEvent", which)


def a_closed_app_reminds_of_nothing_but_that_something_waits(sari: Person) -> None:
    sari.page.evaluate(LONG_AGO)
    sari.page.goto("about:blank")
    wake_the_worker(sari.handset)
    sari.handset.go("/gaya")
    sari.handset.until(f"async () => (await ({TOLD})()).length")
    assert sari.page.evaluate(TOLD) == [["Catatan Warga", "Ada yang perlu dilihat", "reminder"]]


def test_reminders_are_asked_for_by_a_press_and_keep_a_day_and_nothing_else(handsets: Handsets, server: Server) -> None:
    noon = in_daylight()
    phone = handsets.kept(timezone_id=noon, env={**os.environ, "TZ": noon})
    sari = Person(phone).enrol(server.code("Sari")).connected()
    sari.tap("Nyalakan pengingat")
    refused = sari.page.get_by_role("status").filter(has_text="Pemberitahuan tidak diizinkan di HP ini.")
    expect(refused).to_be_in_viewport(ratio=0.9)
    sari.handset.picture("reminder-refused")
    assert sari.page.evaluate(REMINDERS) == []
    sari.handset.context.grant_permissions(["notifications"])
    sari.tap("Nyalakan pengingat")
    sari.sees("HP ini hanya mengingatkan selama aplikasi terbuka")
    sari.handset.picture("reminder-on")
    assert sari.handset.axe() == []
    [day] = sari.page.evaluate(REMINDERS)
    assert date.fromisoformat(day)
    a_closed_app_reminds_of_nothing_but_that_something_waits(sari)
    sari.unlock()
    sari.go("Saya")
    sari.tap("Pengingat menyala")
    sari.sees("Nyalakan pengingat")
    assert sari.page.evaluate(REMINDERS) == []
