"""The pages beside her day, each to be looked at."""

from playwright.sync_api import expect

from tests.e2e.person import Look, Person


def beside_her_day(her: Person, look: Look) -> None:
    """What opens from her day, and what she left unfinished. On a narrow phone a header leaves room for the page."""
    for opens, title in (("Kalender", "calendar"), ("Kartu bacaan", "cards")):
        her.go("Hari ini")
        her.tap(opens, exact=True)
        her.at(opens)
        look(title)
    her.tap("Untuk keluarga: cara bicara")
    look("a card")
    her.tap("Tutup")
    her.tap("Bantuan halaman ini")
    her.sees("Tidak perlu internet")
    look("help with a page")
    her.tap("Tutup")
    expect(her.control("Bantuan halaman ini")).to_be_focused()
    her.go("Hari ini")
    her.tap("orang minta tolong")
    her.sees("Selebaran unit")
    look("who asks for help")
    her.tap("Tutup")
    her.open_client("Mas Wahyu")
    assert (box := her.page.locator("header").last.bounding_box())
    assert box["height"] < 130
    her.tap("Catat kunjungan")
    her.tap("Baik", exact=True)
    her.tap("Kembali")
    her.go("Belum terkirim")
    her.tap("Belum selesai ditulis")
    her.at("Belum selesai ditulis")
    look("what is unfinished")
    her.tap("Buang")
    look("throwing it away")
    her.tap("Ya, hapus isian ini")
    her.sees("Tidak ada isian yang belum selesai")


def a_list_asks_before_it_grows(her: Person) -> None:
    """Where a button stands behind it and scrolls with it, so that nobody chases the button past all her clients."""
    her.go("Klien")
    rows = her.page.locator("ul.stack > li")
    her.control("Klien baru").scroll_into_view_if_needed()
    expect(her.control("Klien baru")).to_be_in_viewport(ratio=1)
    expect(rows).to_have_count(8)
    her.tap("Tampilkan 1 lagi")
    expect(rows).to_have_count(9)
    expect(rows.last.get_by_role("button")).to_be_focused()
