"""What people see, in pictures: `/docs/journey`, and docs/journey.md, which `make pictures` writes from the same words.

A text may hold `**strong**` and `*foreign*` words, and nothing else of Markdown.
"""

import re
from html import escape
from typing import NamedTuple

TITLE = "The journey, in pictures"
LEAD = (
    "What people see, from the first contact on. Names and dates are the demo's (`make run`). The app speaks "
    "Indonesian; what each picture says is told below it."
)


class JourneyPicture(NamedTuple):
    """`file`: of docs/pictures, without its ending."""

    file: str
    told: str


class JourneyPart(NamedTuple):
    """`after`: what is said below its pictures."""

    title: str
    pictures: tuple[JourneyPicture, ...]
    after: str = ""


PARTS = (
    JourneyPart(
        "An agent, on her phone, without signal",
        (
            JourneyPicture(
                "today",
                "**Hari ini**, her day: what must be looked at first, what is late, what is due. Each line is a task "
                "that a record asks for, and opens the form that ends it.",
            ),
            JourneyPicture(
                "promise",
                "**The promise**, before she agrees: no name, who sees what, not for the police, free. Then consent by "
                "layers; a child's stands only beside her guardian's.",
            ),
            JourneyPicture(
                "question",
                "**The interview** (ASSIST), one question a screen, substances by their local names, the manual's "
                "counting beside each answer. What is not asked is skipped.",
            ),
            JourneyPicture(
                "result",
                "**The result**: danger first, then the score by substance, the talk, and a decision that nobody chose "
                "for her.",
            ),
            JourneyPicture(
                "client",
                "**A client's page**: the next step, whom to beware, the plan with its bar, then the days.",
            ),
            JourneyPicture(
                "quality-of-life",
                "**Quality of life** (WHOQOL-BREF) from one point of the journey to the next, with its table.",
            ),
            JourneyPicture("visit", "**A visit** costs five presses; whom she met comes first."),
            JourneyPicture(
                "danger",
                "**A sign of danger** opens the emergency card at once. It is also behind the lock screen, without "
                "opening the book.",
            ),
        ),
        "What is saved says where it is: *Tersimpan di HP* (on this phone alone), *Terkirim* (the server has it), "
        "*Sudah dicadangkan* (a backup has it).",
    ),
    JourneyPart(
        "Her coordinator (*ketua unit*)",
        (
            JourneyPicture(
                "unit",
                "**Unit**: dangers, what was held, what is late, two answers to one question, people and their "
                "phones, who accompanies whom, each two presses away.",
            ),
            JourneyPicture("month", "**The month** in numbers, without a name beyond the alias."),
            JourneyPicture(
                "sheet",
                "**One page for the Lurah**: what each number means, none under five and none from which one could be "
                "worked out, no client. Who signs is typed for the print and kept nowhere.",
            ),
        ),
    ),
    JourneyPart(
        "Those who answer",
        (
            JourneyPicture(
                "inbox",
                "**An institution** (IPWL) reads what was sent to it and nothing else, answers, and gives back. The "
                "same stands over REST.",
            ),
            JourneyPicture(
                "district",
                "**The district's office** (BNNK) says whether somebody of moderate risk may be accompanied here. It "
                "sees scores and an age band, no alias and no code.",
            ),
        ),
    ),
    JourneyPart(
        "Without an account",
        (
            JourneyPicture(
                "help",
                "**Minta tolong tanpa nama**: the page of a unit's leaflet. No account, no address kept; the answer "
                "is read by a code.",
            ),
            JourneyPicture(
                "survey", "**The survey**: one code, nine plain questions; nothing is shown of fewer than five."
            ),
        ),
    ),
)


def journey_page() -> str:
    """As HTML, without script; the pictures lie among the files of `/docs`."""
    parts = "".join(
        f"<h2>{in_html(part.title)}</h2><ul class=pictures>{''.join(figure(one) for one in part.pictures)}</ul>"
        + (f"<p>{in_html(part.after)}</p>" if part.after else "")
        for part in PARTS
    )
    head = '<meta charset=utf-8><meta name=viewport content="width=device-width"><link rel=icon href="data:,">'
    head += f"<link rel=stylesheet href=/docs/journey.css><title>{TITLE}</title>"
    back = '<p><a href="/docs">The API</a></p>'
    return f"<!doctype html><html lang=en>{head}<main><h1>{TITLE}</h1>{back}<p>{in_html(LEAD)}</p>{parts}</main></html>"


def figure(one: JourneyPicture) -> str:
    """The picture above its words; these say what it shows, so it says nothing itself."""
    image = f'<img src="/docs/{one.file}.webp" alt="" width=360 height=640 loading=lazy>'
    return f"<li>{image}<p>{in_html(one.told)}</p></li>"


def in_html(text: str) -> str:
    """Its strong and foreign words, and its code."""
    strong = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    foreign = re.sub(r"\*(.+?)\*", r"<i lang=id>\1</i>", strong)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", foreign)


STYLE = """body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1d2528; background: #fbfaf7; }
main { max-width: 1180px; margin: 0 auto; padding: 16px; }
a { color: #1b62b8; display: inline-block; min-height: 24px; }
.pictures { display: grid; gap: 24px; padding: 0; }
.pictures { grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr)); }
.pictures li { list-style: none; }
.pictures img { width: 100%; max-width: 360px; height: auto; border: 1px solid #c9cfd0; border-radius: 8px; }
.pictures p { margin: 8px 0 0; max-width: 360px; }
@media (prefers-color-scheme: dark) { body { color: #e6e9e8; background: #14191b; } a { color: #8ec1ff; } }
"""
