"""The developers' page works without a network beyond this machine."""

import re

from playwright.sync_api import Locator, Page, expect

from api.cli.demo_data import demo_id
from api.clock import system_clock
from api.docs.journey import PARTS
from api.identity.access_tokens import give_token
from tests.e2e.conftest import Handsets
from tests.e2e.handset import Handset
from tests.e2e.server import Server

# What Swagger UI's own markup leaves to be wished; its colours and sizes are ours.
ITS_MARKUP = ("nested-interactive", "select-name", "label", "heading-order", "region")
WIDE = """() => {
  const page = document.scrollingElement;
  return page.scrollWidth - page.clientWidth;
}"""


def opened(page: Page) -> Locator:
    """The creation of a client, found as a reader does: its group first."""
    page.locator("#operations-tag-clients").click()
    operation = page.locator("#operations-clients-create_client")
    operation.locator(".opblock-summary-control").click()
    return operation


def test_the_api_is_read_and_tried_on_a_phone_and_leads_to_the_journey(handsets: Handsets, server: Server) -> None:
    """Nothing foreign is loaded and nothing is to be dragged sideways, also where an operation is open; a table may
    scroll within itself. On one page, since to draw it costs two seconds of a processor."""
    phone = handsets.phone(viewport={"width": 320, "height": 640})
    page = phone.go("/docs")
    page.locator(".btn.authorize").wait_for()
    page.wait_for_load_state("networkidle")
    assert phone.complaints == []
    looked_at(phone, "docs")
    journey = page.get_by_role("link", name="what people see of it, in pictures").get_attribute("href")
    authorized(page, give_token(server.settings, demo_id("Sari"), now=system_clock()))
    operation = opened(page)
    operation.get_by_role("button", name="Execute").wait_for()
    operation.scroll_into_view_if_needed()
    looked_at(phone, "an operation")
    one_press_makes_a_client(operation)
    phone.go(journey or "")
    is_in_pictures(phone)


def authorized(page: Page, token: str) -> None:
    """Authorize takes what `pulih token` prints."""
    page.locator(".btn.authorize").click()
    dialog = page.locator(".modal-ux")
    scheme = dialog.locator(".auth-container").filter(has_text="http, Bearer")
    scheme.get_by_role("textbox").fill(token)
    scheme.get_by_role("button", name="Apply credentials").click()
    dialog.get_by_role("button", name="Close").first.click()


def one_press_makes_a_client(operation: Locator) -> None:
    """A fresh key stands ready, and pressed again it is the same client."""
    answers = operation.locator(".live-responses-table")
    made = []
    for _ in range(2):
        operation.get_by_role("button", name="Execute").click()
        expect(answers.locator(".response-col_status").last).to_contain_text("201")
        made += re.findall(r'"id": "([0-9a-f-]{36})"', answers.inner_text())
        operation.get_by_role("button", name="Clear").click()
        expect(answers).to_have_count(0)
    assert len(made) == 2
    assert made[0] == made[1]


def is_in_pictures(phone: Handset) -> None:
    """All of them are there."""
    page = phone.page
    expect(page.get_by_role("heading", name="The journey, in pictures")).to_be_visible()
    pictures = page.locator("img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
    phone.until("() => [...document.images].every((one) => one.complete && one.naturalWidth === 360)")
    assert pictures.count() == sum(len(part.pictures) for part in PARTS)
    assert page.evaluate(WIDE) == 0
    assert phone.look("the journey") == []


def looked_at(phone: Handset, name: str) -> None:
    assert phone.page.evaluate(WIDE) == 0
    assert [one for one in phone.look(name) if not one.startswith(ITS_MARKUP)] == []
