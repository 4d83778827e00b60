"""The pages beside her day, each to be looked at."""

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
