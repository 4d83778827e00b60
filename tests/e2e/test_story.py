"""The main job in real browsers: a visit without signal reaches the other phone, whole, once."""

from tests.e2e.conftest import ON_BOTH_ENGINES, Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server


@ON_BOTH_ENGINES
def test_a_visit_without_signal_reaches_the_other_phone_once(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari"))
    dewi = Person(handsets.phone(), "Kenanga").enrol(server.code("Dewi"))
    budi = Person(handsets.phone(), "Mawar").enrol(server.code("Budi"))
    sari.handset.offline()
    sari.open_client("Mbak Rini")
    sari.write_visit("Kurang", "Bertambah")
    sari.sees("Tersimpan di HP")
    sari.waits(1)
    dewi.open_client("Mbak Rini")
    dewi.sees_nothing_of("bertambah")
    sari.handset.offline(gone=False)
    sari.waits(0)
    dewi.handset.offline()
    dewi.handset.offline(gone=False)
    dewi.page.get_by_text("bertambah").first.wait_for()
    assert dewi.page.get_by_text("bertambah").count() == 1
    dewi.go("Klien")
    dewi.sees_nothing_of("Mas Wahyu")
    budi.go("Klien")
    budi.sees("Belum ada klien")
