"""*Belum terkirim*: for each reason one true sentence, and a way out that works."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from api.cli.demo_data import demo_id
from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

CLIENT = "Mbak Rini"
PAGE = {"content_type": "text/html", "body": "<html>Masuk"}


def problem(kebab: str, status: int) -> dict[str, Any]:
    """As our own server says no to a whole push."""
    said = {"type": f"/problems/{kebab}", "title": "x", "status": status, "detail": "Kata server."}
    return {"status": status, "content_type": "application/problem+json", "body": json.dumps(said)}


@pytest.fixture
def sari(handsets: Handsets, server: Server) -> Person:
    """Enrolled, her caseload loaded, a visit of a known client waiting without signal."""
    person = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    person.open_client(CLIENT)
    return person


def every_push(sari: Person, answer: dict[str, Any]) -> None:
    """Is answered so by whoever stands between."""

    def instead(route: Route) -> None:
        route.fulfill(**answer)

    sari.handset.context.route("**/v1/sync/push", instead)


# What whoever stands between answers to a push, the sentence it becomes, and a way on.
STOPS: list[tuple[dict[str, Any], str, str]] = [
    ({"status": 200, **PAGE}, "Mungkin WiFi ini minta masuk dulu", "Kirim sekarang"),
    ({"status": 502, **PAGE}, "Server sedang tidak bisa dicapai.", "Kirim sekarang"),
    (problem("too-many", 429), "dan minta menunggu. Dicoba lagi sendiri selama", "Simpan salinan darurat"),
    (problem("app-too-old", 409), "Versi aplikasi ini tidak cocok lagi dengan server", "Perbarui aplikasi"),
    (problem("server-behind", 409), "Server sedang diperiksa pengelola", "Simpan salinan darurat"),
]


def test_what_waits_is_told_as_it_is_and_finds_its_way_out(sari: Person, server: Server) -> None:
    """One reason after the other, on one phone."""
    what_stops_everything_is_said_as_it_is(sari)
    while_it_goes_nobody_is_told_that_there_is_no_signal(sari)
    what_was_refused_is_left_as_it_stands_and_taken_up_again(sari)
    what_she_wrote_after_her_follow_ended_is_named_and_handed_over(sari, server)


def what_stops_everything_is_said_as_it_is(sari: Person) -> None:
    """What is over leaves no sentence behind."""
    for number, (answer, sentence, way) in enumerate(STOPS):
        said_before = [said for _, said, _ in STOPS if said != sentence]
        every_push(sari, answer)
        sari.open_client(CLIENT)
        sari.write_visit("Baik")
        sari.go("Belum terkirim")
        sari.sees(sentence, way, "1 catatan tersimpan di HP")
        sari.sees_nothing_of(*said_before)
        assert sari.handset.axe() == []
        sari.handset.picture(f"stopped-{number}")
        sari.handset.context.unroute("**/v1/sync/push")
        sari.page.get_by_role("button", name="Kirim sekarang").last.click()
        sari.sees("Semua sudah terkirim")


def what_she_wrote_after_her_follow_ended_is_named_and_handed_over(sari: Person, server: Server) -> None:
    sari.open_client(CLIENT)
    sari.handset.offline()
    sari.write_visit("Baik")
    server.end_follow("Sari", demo_id("client 1"))
    sari.handset.offline(gone=False)
    sari.go("Belum terkirim")
    sari.sees(f"Kunjungan {CLIENT}", "Salinannya ada pada ketua unit")
    assert sari.handset.axe() == []
    sari.handset.picture("held")
    sari.tap("Serahkan ke ketua unit")
    sari.sees("Di tangan ketua unit", "Semua sudah terkirim")
    sari.go("Hari ini")
    sari.sees("1 klien tidak lagi Anda dampingi; catatannya tidak ada lagi di HP ini.")


def what_was_refused_is_left_as_it_stands_and_taken_up_again(sari: Person) -> None:
    refused = {"type": "/problems/invalid", "title": "x", "status": 422, "detail": "Tanggalnya tidak cocok."}

    def refuse(route: Route) -> None:
        sent = route.request.post_data_buffer or b"{}"
        packed = route.request.headers.get("content-encoding") == "gzip"
        asked = json.loads(gzip.decompress(sent) if packed else sent)
        results = [{"id": change["id"], "answer": "refused", "problem": refused} for change in asked["changes"]]
        headers = {name: text for name, text in route.request.headers.items() if name != "content-encoding"}
        answer = route.fetch(post_data=json.dumps({**asked, "changes": []}), headers=headers)
        route.fulfill(response=answer, json={**answer.json(), "results": results})

    sari.handset.context.route("**/v1/sync/push", refuse)
    sari.open_client(CLIENT)
    sari.write_visit("Baik")
    sari.go("Belum terkirim")
    sari.sees("Tanggalnya tidak cocok.", f"Kunjungan {CLIENT}")
    sari.handset.picture("refused")
    sari.tap("Batalkan catatan ini")
    sari.sees("Tidak jadi dikirim ke server.")
    sari.tap("Ya, batalkan")
    sari.sees("Semua sudah terkirim")
    sari.tap("Tidak jadi dikirim (1)")
    sari.tap("Ambil lagi")
    sari.sees("Tanggalnya tidak cocok.")
    sari.tap("Perbaiki")
    sari.at("Catat kunjungan")
    sari.handset.context.unroute("**/v1/sync/push")
    sari.save()
    sari.waits(0)


def while_it_goes_nobody_is_told_that_there_is_no_signal(sari: Person) -> None:
    sari.open_client(CLIENT)
    sari.handset.offline()
    sari.write_visit("Baik")
    sari.go("Belum terkirim")
    sari.sees("Tanpa sinyal")
    sari.handset.context.route("**/v1/sync/push", lambda _: None)  # the line is there, and slow
    sari.handset.offline(gone=False)
    sari.sees("0 dari 1 terkirim")
    sari.sees_nothing_of("Tanpa sinyal")
    sari.handset.picture("going")
    sari.handset.context.unroute("**/v1/sync/push")
    sari.sees("Semua sudah terkirim")


def test_before_the_first_load_nobody_is_told_that_there_is_nothing(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone())
    sari.handset.context.route("**/v1/sync/pull", lambda route: route.abort())
    sari.handset.context.route("**/v1/auth/token", signed_in_for_days)
    sari.enrol(server.code("Sari"))
    sari.sees("Catatan Anda belum sampai ke HP ini. Belum bisa diambil: lihat di Belum terkirim.")
    sari.go("Klien")
    sari.sees("Catatan Anda belum sampai ke HP ini.")
    sari.handset.picture("clients")
    assert sari.page.get_by_text("Belum ada klien").count() == 0
    sari.go("Belum terkirim")
    sari.sees("Belum ada yang perlu dikirim")
    sari.handset.picture("waiting")
    assert sari.handset.axe() == []
    part_of_a_load(sari)
    sari.handset.context.unroute("**/v1/sync/pull")
    sari.tap("Kirim sekarang")
    sari.sees("Semua sudah terkirim")
    sari.sees_nothing_of("Mengambil catatan")
    sari.go("Hari ini")
    sari.sees("Pendaftaran HP ini berakhir")


def signed_in_for_days(route: Route) -> None:
    """By a server that has not heard of this phone for a year."""
    answer = route.fetch()
    told = answer.json()
    if "enrolment" in told:
        told["enrolment"]["ends_at"] = (datetime.now(UTC) + timedelta(days=29)).isoformat()
    route.fulfill(response=answer, json=told)


def part_of_a_load(sari: Person) -> None:
    """A page of some records comes, and the next does not: so many of all whom she accompanies are here."""
    pages = list[Route]()

    def first_alone(route: Route) -> None:
        pages.append(route)
        if len(pages) > 1:
            return route.abort()
        return route.continue_(post_data=json.dumps({**json.loads(route.request.post_data or ""), "limit": 5}))

    sari.handset.context.unroute("**/v1/sync/pull")
    sari.handset.context.route("**/v1/sync/pull", first_alone)
    sari.tap("Kirim sekarang")
    bar = sari.page.get_by_role("progressbar", name="Mengambil catatan").first  # above every page
    expect(bar).to_have_attribute("aria-valuemax", "9")
    here = int(bar.get_attribute("aria-valuenow") or 0)
    assert 0 < here < 9
    sari.sees(f"Mengambil catatan: {here} dari 9 orang.")
    sari.handset.picture("a part")
