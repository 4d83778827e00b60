"""What the server holds for whoever leads a unit, and a lost phone: decided on her screen."""

from playwright.sync_api import expect

from api.cli.demo_data import demo_id
from tests.e2e.person import Person
from tests.e2e.server import Server

CLIENT = "Mbak Rini"


def two_visits_are_held(sari: Person, server: Server) -> None:
    """She wrote them without signal while her follow was ended."""
    sari.handset.offline()
    for _ in range(2):
        sari.open_client(CLIENT)
        sari.write_visit("Baik")
    server.end_follow("Sari", demo_id("client 1"))
    sari.handset.offline(gone=False)
    sari.go("Belum terkirim")
    sari.sees("Salinannya ada pada ketua unit")


def one_is_taken_and_one_declined(ratna: Person) -> None:
    ratna.tap("Catatan tertahan")
    held = ratna.page.get_by_role("main").get_by_role("button", name=f"Kunjungan {CLIENT}")
    expect(held).to_have_count(2)
    held.first.click()
    ratna.tap("Terima catatan ini")
    ratna.sees("Diterima. Masuk ke catatan klien.")
    expect(held).to_have_count(1)
    held.first.click()
    ratna.tap("Tolak", exact=True)
    ratna.tap("Tolak", exact=True)
    expect(ratna.page.get_by_label("Alasan menolak").first).to_have_attribute("aria-invalid", "true")
    ratna.type("Alasan menolak", "Sudah dicatat Dewi.")
    ratna.tap("Tolak", exact=True)
    ratna.sees("Ditolak. Penulisnya akan membaca alasannya.")
    expect(held).to_have_count(0)
    expect(ratna.page.get_by_role("heading", name="Catatan tertahan")).to_be_focused()
    ratna.tap("Kembali")


def her_lost_phone_is_wiped(ratna: Person, sari: Person) -> None:
    """After it was locked, which it hears of itself; what wiping does is said before, and is done."""
    sari.go("Belum terkirim")
    sari.tap("Kirim sekarang")
    sari.sees("HP ini tidak dipakai lagi atau dikunci")
    ratna.go("Unit")
    ratna.tap("Orang dan HP")
    ratna.tap("Sari")
    ratna.tap("Hapus kunci di HP ini")
    ratna.sees("Ini tidak bisa dibatalkan.")
    ratna.tap("Ya, hapus")
    ratna.sees("Kunci dihapus begitu aplikasi di HP itu dibuka dan tersambung.")
    sari.tap("Kirim sekarang")
    sari.sees("Kunci di HP ini sudah dihapus.")
