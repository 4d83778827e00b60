"""A page as everybody meets it, wherever a test stands before it: on the narrowest phone, and in both themes."""

from playwright.sync_api import ViewportSize

from tests.e2e.handset import Handset
from tests.e2e.test_pages import BEYOND, BROKEN, SETTLED

NARROWEST: ViewportSize = {"width": 320, "height": 640}


def looked_at(handset: Handset, name: str, *, scrolls: bool = False) -> None:
    """Nothing wrong for whoever cannot see or point, nothing beyond the screen, no title broken within its words, and
    pictures of it. `scrolls`: as any document does, without a frame of places."""
    page, size = handset.page, handset.page.viewport_size
    page.set_viewport_size(NARROWEST)
    page.locator("h1").first.wait_for(state="attached")
    page.evaluate(SETTLED)
    wrong = [one for one in page.evaluate(BEYOND) if not (scrolls and one.endswith("high"))] + page.evaluate(BROKEN)
    for dark in (True, False):
        handset.dark(on=dark)
        handset.picture(f"{name}{'-dark' if dark else ''}")
        wrong += handset.axe()
    assert wrong == [], name
    if size:
        page.set_viewport_size(size)
