"""What makes the days easier: the month at a glance, help on every page, cards to be read together,
practice that leaves nothing behind.
"""

from datetime import date

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.handset import POCKET
from tests.e2e.person import PIN, Person
from tests.e2e.server import Server


def test_the_month_shows_what_is_planned_and_a_day_is_a_press_away(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone(**POCKET)).enrol(server.code("Sari")).connected()
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


def test_help_and_cards_are_there_without_signal(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone(installed=True, **POCKET)).enrol(server.code("Sari")).connected()
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


def test_whoever_practises_sends_nothing_and_leaves_nothing(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone(**POCKET))
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


def test_reminders_are_asked_for_by_a_press_and_keep_a_day_and_nothing_else(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone(installed=True, **POCKET)).enrol(server.code("Sari")).connected()
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
    sari.tap("Kunci sekarang")
    sari.press_pin(PIN, "Buka")
    sari.go("Saya")
    sari.tap("Pengingat menyala")
    sari.sees("Nyalakan pengingat")
    assert sari.page.evaluate(REMINDERS) == []
