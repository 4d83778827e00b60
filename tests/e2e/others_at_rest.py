"""Who else works in the browser of one phone: an institution, the district's office, whoever leads the unit. What they
read and write passes over the same disk."""

from playwright.sync_api import Page, expect

from api.cli.demo_people import BNNK, OFFICER
from api.db.engine import writing
from api.identity.provisioning import set_password
from api.ids import demo_id
from tests.e2e.desks import PASSWORD, signs_in
from tests.e2e.handset import Handset
from tests.e2e.held_work import CLIENT
from tests.e2e.person import Person
from tests.e2e.server import Server

HELD, MESSAGE, CONDITION, REASON = "sikatan☂tertahan", "cucakrawa☂pesan", "muraibatu☂syarat", "gagaksalju☂serah"
REFERRED, LEADER = "Joko Ladang", "Kenanga"
OTHERS = (HELD, MESSAGE, CONDITION, REASON, REFERRED, PASSWORD)


def others_work_there(sari: Person, server: Server) -> list[str]:
    """All of them, one after the other; the ends of their tokens."""
    a_visit_of_hers_is_held(sari, server)
    with writing(server.engine) as session:
        for person in ("officer", "bnnk"):
            set_password(session, demo_id(person), PASSWORD)
    tokens = [an_institution_answers(sari.handset), a_district_answers(sari.handset)]
    her_leader_reads_and_hands_over(sari.handset, server)
    return tokens


def a_visit_of_hers_is_held(sari: Person, server: Server) -> None:
    sari.handset.offline()
    sari.open_client(CLIENT)
    sari.tap("Catat kunjungan")
    sari.tap("Baik", exact=True)
    sari.tap("Tulis lebih lengkap", exact=True)
    sari.type("Catatan", HELD)
    sari.save()
    sari.sees("Kunjungan ke rumah")
    server.end_follow("Sari", demo_id("client 1"))
    sari.handset.offline(gone=False)
    sari.go("Belum terkirim")
    sari.sees("Salinannya ada pada ketua unit")


def signed_in(handset: Handset, username: str, inbox: str) -> str:
    """The end of the token, which stands nowhere else."""
    with handset.page.expect_response("**/v1/auth/token") as told:
        signs_in(handset, username, inbox)
    return str(told.value.json()["access_token"]).rpartition(".")[2]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def an_institution_answers(handset: Handset) -> str:
    """A referral is read, another answered."""
    page, token = handset.page, signed_in(handset, OFFICER, "Rujukan masuk")
    page.get_by_role("button").filter(has_text=REFERRED).click()
    expect(page.get_by_text("Data klien yang ikut dikirim")).to_be_visible()
    press(page, "Kembali")
    page.get_by_role("button").filter(has_text="Mas Biru").click()
    press(page, "Catat hasil")
    page.get_by_label("Pesan untuk agen").fill(MESSAGE)
    press(page, "Simpan")
    expect(page.get_by_text("Tersimpan. Unit sudah bisa membacanya.")).to_be_visible()
    return token


def a_district_answers(handset: Handset) -> str:
    page, token = handset.page, signed_in(handset, BNNK, "Permintaan persetujuan")
    page.get_by_role("button").filter(has_text="Jawab paling lambat").click()
    press(page, "Setuju")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Syarat, kalau ada").fill(CONDITION)
    dialog.get_by_role("button", name="Setuju", exact=True).click()
    expect(page.get_by_text("Tersimpan. Unit sudah bisa membacanya.")).to_be_visible()
    return token


def her_leader_reads_and_hands_over(handset: Handset, server: Server) -> None:
    """On the same phone, with a book of her own; her reason is left half written."""
    handset.go()
    ratna = Person(handset, LEADER)
    ratna.tap("Orang lain memakai HP ini")
    ratna.register(server.code("Bu Ratna"), "314159265358").connected()
    ratna.go("Unit")
    ratna.tap("Catatan tertahan")
    ratna.page.get_by_role("main").get_by_role("button", name=f"Kunjungan {CLIENT}").click()
    ratna.sees("Terima catatan ini")  # what it says of the client, and not her note
    ratna.tap("Tutup", exact=True)
    ratna.go("Unit")
    ratna.tap("Siapa mendampingi siapa")
    ratna.tap("Mas Wahyu")
    ratna.type("Alasannya", REASON)
