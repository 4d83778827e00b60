"""What a client asks for on her own page, as she presses and reads it."""

from playwright.sync_api import Page, expect


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def a_correction_says_what_is_wrong(page: Page) -> None:
    """And its words stay with it."""
    press(page, "Betulkan yang salah")
    press(page, "Kirim permintaan")
    expect(page.get_by_text("Tulis dulu yang Anda maksud.")).to_be_visible()
    page.get_by_label("Yang Anda maksud").fill("Umur saya 30.")
    page.go_back()
