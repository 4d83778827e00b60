"""The instruments themselves: a handset hears what a page must not do, and a kept one survives its own death."""

from pathlib import Path

from tests.e2e.conftest import Handsets
from tests.e2e.server import Server

KEEP = """async () => {
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle('kept', {create: true})).createWritable();
  await file.write('still here');
  await file.close();
}"""
READ = """async () => {
  const folder = await navigator.storage.getDirectory();
  return (await (await folder.getFileHandle('kept')).getFile()).text();
}"""


def test_a_page_that_breaks_the_policy_or_leaves_this_machine_is_heard(handsets: Handsets) -> None:
    phone = handsets.phone()
    phone.go().evaluate("() => { new Image().src = 'https://example.org/pixel.png'; }")
    phone.page.evaluate("() => { try { document.body.innerHTML = '<b>x</b>'; } catch { /* as it should */ } }")
    with phone.context.expect_event("weberror"):
        phone.page.evaluate("() => { setTimeout(() => { throw new Error('unseen'); }); }")
    heard = "\n".join(phone.complaints)
    phone.complaints.clear()
    assert "img-src" in heard
    assert "TrustedHTML" in heard
    assert "unseen" in heard


def test_a_phone_without_signal_reaches_nothing(handsets: Handsets, server: Server) -> None:
    ask = "() => fetch('/health').then(() => 'on', () => 'off')"
    phone = handsets.phone()
    phone.go().wait_for_load_state("networkidle")
    phone.offline()
    assert phone.page.evaluate(ask) == "off"
    phone.offline(gone=False)
    server.stop()
    assert phone.page.evaluate(ask) == "off"
    server.start()
    assert phone.page.evaluate(ask) == "on"


def test_a_killed_phone_keeps_its_storage(handsets: Handsets) -> None:
    phone = handsets.kept(whole=False)
    phone.go().evaluate(KEEP)
    phone.kill()
    phone.reopen()
    assert phone.go().evaluate(READ) == "still here"


def test_the_browser_promises_to_keep_what_it_is_told_to_keep(handsets: Handsets) -> None:
    phone = handsets.phone()
    phone.go()
    for granted in (True, False):
        phone.durable(granted=granted)
        assert phone.page.evaluate("() => navigator.storage.persist()") is granted


def test_a_picture_is_as_large_as_the_phone(handsets: Handsets, tmp_path: Path) -> None:
    phone = handsets.phone()
    phone.go()
    phone.pictures = tmp_path
    phone.picture("first")
    size = (tmp_path / "first.png").read_bytes()[16:24]
    assert (int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")) == (360, 640)
