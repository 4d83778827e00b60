"""A person with a phone, in her own words: what she taps and what she reads."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.handset import Handset

PIN = "271828"
PHRASE = "kursi biru di tepi sawah"
Look = Callable[[str], None]
# Partners and villages are the last that a first load brings.
HAS_REFERENCE = """() => performance.getEntriesByType('resource')
    .some(({ name, responseEnd }) => name.endsWith('/v1/reference') && responseEnd > 0)"""


def passing(page: str) -> None:
    """Whoever only passes by looks at nothing."""


class Person:
    """Drives one handset by the words on its screen."""

    def __init__(self, handset: Handset, label: str = "Melati") -> None:
        self.handset, self.label = handset, label

    @property
    def page(self) -> Page:
        return self.handset.page

    # --- what she does
    def tap(self, name: str, *, exact: bool = False) -> None:
        """A button or link, by its word."""
        self.control(name, exact=exact).click()

    def control(self, name: str, *, exact: bool = False) -> Locator:
        button = self.page.get_by_role("button", name=name, exact=exact)
        return button.or_(self.page.get_by_role("link", name=name, exact=exact)).first

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def press_pin(self, pin: str, verb: str) -> None:
        """On the keys of a keyboard, which the keypad hears too: a fraction of what the taps of `tap_pin` cost."""
        expect(self.control(verb, exact=True)).to_be_visible()
        expect(self.control(pin[0], exact=True)).to_be_enabled()
        self.page.keyboard.type(pin)
        self.tap(verb, exact=True)

    def tap_pin(self, pin: str, verb: str) -> None:
        """As on a phone."""
        for digit in pin:
            self.tap(digit, exact=True)
        self.tap(verb, exact=True)

    def give_phrase(self, phrase: str, verb: str) -> None:
        self.page.get_by_role("textbox").fill(phrase)
        self.tap(verb, exact=True)

    def enrol(self, code: str, pin: str = PIN, first: str = "Hari ini") -> "Person":
        """On a phone that nobody uses yet. `first`: the title of her first page."""
        self.handset.go()
        return self.register(code, pin, first)

    def register(self, code: str, pin: str = PIN, first: str = "Hari ini") -> "Person":
        """Her code, a word for the lock screen, her PIN twice; then she sees her day."""
        self.page.get_by_role("textbox").fill(code)
        self.tap("Lanjut")
        self.page.get_by_label("Nama samaran di layar kunci").fill(self.label)
        self.tap("Lanjut")
        self.press_pin(pin, "Lanjut")
        self.press_pin(pin, "Selesai")
        self.at(first)
        return self

    def connected(self) -> "Person":
        """Her first load is whole: caseload, colleagues, partners and villages."""
        self.handset.until(HAS_REFERENCE)
        self.go("Saya")
        self.sees("Terakhir tersambung")
        return self

    def unlock(self, pin: str = PIN) -> None:
        self.handset.go()
        self.press_pin(pin, "Buka")
        expect(self.place("Klien")).to_be_visible()

    def place(self, name: str) -> Locator:
        """One of the four places at the bottom."""
        return self.page.get_by_role("navigation").get_by_role("link", name=name).or_(
            self.page.get_by_role("navigation").get_by_role("button", name=name)
        ).first  # fmt: skip

    def go(self, name: str) -> None:
        self.place(name).click()
        self.at(name)

    def at(self, title: str) -> None:
        """She stands on the page of this title."""
        expect(self.page.get_by_role("heading", name=title, exact=True).first).to_be_visible()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def sees_nothing_of(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    # --- her work
    def new_client(self, alias: str) -> None:
        self.go("Klien")
        self.tap("Klien baru")
        self.type("Panggilan", alias)
        self.tap("Simpan", exact=True)
        self.at(alias)

    def open_client(self, alias: str) -> None:
        self.go("Klien")
        row = self.page.get_by_role("main").get_by_text(alias, exact=True).first
        if not row.count():  # further down than is drawn at once
            self.page.locator("[data-search]").get_by_role("textbox").fill(alias)
        row.click()
        self.at(alias)

    def write_visit(self, *answers: str) -> None:
        """From the client's page."""
        self.tap("Catat kunjungan")
        for answer in answers:
            self.tap(answer)
        self.tap("Simpan", exact=True)
        self.sees("Kunjungan ke rumah")

    def waits(self, count: int) -> None:
        """So many pieces of work are only on this phone."""
        self.go("Belum terkirim")
        if count:
            self.sees(f"{count} catatan tersimpan di HP")
        else:
            self.sees("Semua sudah terkirim")

    def more(self, what: str) -> None:
        """What else can be written about this client."""
        self.tap("Kegiatan lain")
        self.page.get_by_role("dialog").get_by_role("button", name=what).first.click()

    def save(self) -> None:
        self.tap("Simpan", exact=True)

    def take_consent(self, look: Look = passing) -> None:
        """The promise first; then contact, screening and referral, spoken, with the family as witness."""
        self.more("Minta persetujuan")
        self.sees("Bukan untuk polisi")
        look("the promise")
        self.tap("Dia setuju")
        look("consent")
        self.tap("Tidak", exact=True)
        for layer in ("Didatangi dan dihubungi", "Skrining", "Dirujuk ke puskesmas atau tempat rehabilitasi"):
            self.tap(layer)
        for answer in ("Skor skrining", "Lisan (direkam)", "Keluarga"):
            self.tap(answer, exact=True)
        self.save()
        self.sees("Dia setuju")

    def interview(self, look: Look = passing) -> None:
        """Cannabis alone: monthly, wanted weekly, somebody worried of late. 3 + 5 + 0 + 0 + 6 + 0 = 14, moderate."""
        self.more("Skrining")
        for answer in ("Sendirian", "Rumah"):
            self.tap(answer, exact=True)
        look("who is here")
        self.tap("Mulai", exact=True)
        used, never = (self.page.get_by_role("button", name=name, exact=True) for name in ("Ya", "Tidak"))
        for place in range(never.count()):
            (used if place == 2 else never).nth(place).click()
        look("the first question")
        self.tap("Lanjut", exact=True)
        self.sees("Zat 1 dari 1: ganja")
        look("a question")
        for answer in (
            "Setiap bulan kira-kira 1–3 kali sebulan",
            "Setiap minggu kira-kira 1–4 kali seminggu",
            *["Tidak pernah"] * 2,
        ):
            self.answer(answer)
        for answer in ("Ya, dalam 3 bulan terakhir", "Tidak pernah", "Tidak pernah"):
            self.answer(answer)
        look("the summary")
        self.tap("Lihat hasil")
        self.sees("Tanda bahaya sekarang")
        self.sees_nothing_of("Siapa yang ikut mendengar")
        look("the result")

    def decide(self) -> None:
        """Nothing is chosen for her: the talk was held, and the suggestion is followed."""
        self.tap("Sudah diajak bicara", exact=True)
        self.tap("Bisa didampingi kalau petugas BNNK setuju (tanpa nama)", exact=True)

    def answer(self, answer: str) -> None:
        self.tap(answer, exact=True)
        self.tap("Lanjut", exact=True)

    def pick(self, option: str) -> None:
        """Out of a long list, which opens over the form."""
        self.page.get_by_role("main").get_by_text("Pilih", exact=True).first.click()
        self.page.get_by_role("dialog").get_by_text(option, exact=True).click()

    def refer(self, partner: str) -> None:
        self.more("Rujuk ke mitra")
        self.pick(partner)
        for answer in ("Pemeriksaan (asesmen)", "Minggu ini", "Dikirim"):
            self.tap(answer, exact=True)
        self.save()
        self.sees(f"Rujukan ke {partner}")

    def train(self, trade: str) -> None:
        self.more("Pelatihan kerja")
        self.pick(trade)
        self.tap("Berminat", exact=True)
        self.save()
        self.sees(trade)

    def invite(self, colleague: str, reason: str = "Mendampingi bersama") -> None:
        """Online, from the client's page."""
        self.more("Yang mendampingi")
        self.pick(colleague)
        self.type("Alasannya", reason)
        self.tap("Ajak", exact=True)
        self.sees(f"{colleague} ikut mendampingi")

    def change_profile(self, *answers: str) -> None:
        """From the client's page."""
        self.more("Ubah profil")
        unfold = self.page.get_by_role("button", name="Keterangan lain", exact=True)
        if unfold.count():
            unfold.click()
        for answer in answers:
            self.tap(answer, exact=True)
        self.save()
