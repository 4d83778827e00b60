"""What appears nowhere, and why; each exception says its reason beside it."""

import re

import pytest

from tests.house import none_of, places, written

PHONE = r"^pwa/(src/|[^/]+\.(ts|js|html|json)$)(?<!package-lock\.json)"
OFFICE = "pwa/src/pages/office/OfficePage.svelte"
FIELD = "pwa/src/ui/Field.svelte"  # shows what it is told to; only the office's page tells it so

# {why: (pattern, where, the only places that may)}; letters in brackets keep a pattern from finding itself.
NOWHERE = {
    "problems carry their status; starlette's own become problems at the door": (
        r"\bHTTPException\b", r"^api/", ("api/web/error_handlers.py",)),
    "python-jose takes what it should refuse, so one file wraps it": (
        r"^\s*(from|import) jose\b", r"^(api|tests|bench|migrations)/", ("api/identity/access_tokens.py",)),
    "what time it is the app's own clock says, which a test can set; a command is given the machine's": (
        r"\bsystem_clock\b|(datetime|date)\.(utc)?(now|today)\(|time\.time\(|func\.now\(|CURRENT_(TIMESTAMP|DATE)",
        r"^api/(?!cli/)", ("api/clock.py", "api/app.py")),
    "text never becomes markup": (r"@html\b|innerHTML|insertAdjacentHTML", PHONE, ()),
    "what lies there survives every erasure": (r"\b(local|session)Storage\b", PHONE, ()),
    "browsers file what stands beside a password as login data": (
        r"type=.?['\"]password|type=\{[^}]*password", PHONE, (OFFICE, FIELD)),
    "browsers keep what a form posts": (r"<form\b", PHONE, ()),
    "browsers keep the names of tapped radio buttons": (r"type=.(radio|checkbox)", PHONE, ()),
    "the worker holds the app, the book holds the data": (
        r"workbox-background-sync|[bB]ackgroundSync|runtimeCaching", PHONE, ()),
    "where packages come from is each machine's own business": (
        r"registry\.(npm|yarn)|npm[m]irror|pypi\.org|python[h]osted|(index-url|registry)[ =]+http|docker\.io|ghcr\.io"
        r"|\"resolved\": \"http", r"", ()),
    "Playwright's own way to wait takes a promise for a yes; `Handset.until` hears what comes of it": (
        r"[w]ait_for_function", r"^tests/e2e/", ()),
}  # fmt: skip


@pytest.mark.parametrize("why", NOWHERE)
def test_it_appears_nowhere(why: str) -> None:
    pattern, where, but = NOWHERE[why]
    none_of(places(pattern, where, but=but))


def test_browsers_remember_no_field() -> None:
    """`autocomplete="off"` on each, or session restore and autofill write down what was typed."""
    tags = {
        path: re.findall(r"<(?:input|textarea)\b(?:\{[^}]*\}|=>|[^>])*>", text)
        for path, text in written(r"^pwa/src/.*\.svelte$").items()
    }
    none_of(path for path, found in tags.items() if any('autocomplete="off"' not in tag for tag in found))


SILENCERS = "|".join(
    (r"type: ig[n]ore(\[[\w, -]+\])?", r"no[q]a(: ?[A-Z]+\d+(, ?[A-Z]+\d+)*)?", r"@ts-(ig[n]ore|expect-error|nocheck)",
     r"svelte-ig[n]ore[ \w,]*", r"biome-ig[n]ore \S+", r"pragma: no ?\w+")
)  # fmt: skip
SILENCED = re.compile(rf"(#|//|<!--|/\*) ?({SILENCERS})(?P<reason>.*)")
COMMENT = re.compile(r"\s*(#|//|<!--|/\*)")


def test_what_silences_a_check_says_why_beside_it() -> None:
    mute = []
    for path, text in written(r"\.(py|ts|js|svelte|toml)$").items():
        lines = ["", *text.splitlines()]
        for number, line in enumerate(lines):
            told = SILENCED.search(line)
            above = COMMENT.match(lines[number - 1]) and not SILENCED.search(lines[number - 1])
            if told and not above and not re.search(r"\w{3}", told["reason"]):
                mute.append(f"{path}:{number} {line.strip()}")
    none_of(mute)


# --- every word that people read stands in a word file

LETTER = re.compile(r"[^\W\d_]")
READ_OUT = ("title", "alt", "placeholder", "label", "hint", "aria-label", "aria-description")
DRAWN = ("class", "style", "d", "viewBox", "points", "transform", "generics", "lang")
NAMES = re.compile(r"Enter|Escape|Backspace|Tab|Home|End|Arrow\w+|[A-Z]\w+/[A-Z]\w+")  # keys, time zones
SPEECH = re.compile(r"^[A-Z][a-z]|[a-z]{2,} [A-Za-z]{2,}")


def parted(text: str) -> tuple[str, str]:
    """A component's markup with `{}` for every expression, and all its code."""
    code = "\n".join(re.findall(r"<script\b[^>]*>(.*?)</script>", text, re.DOTALL))
    markup = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", text, flags=re.DOTALL)
    outside: list[str] = []
    inside: list[str] = []
    depth = 0
    for part in re.split(r"([{}])", markup):
        depth += {"{": 1, "}": -1}.get(part, 0)
        (inside if depth else outside).append(part)
    return "".join(outside).replace("}", "{}"), strip_comments(code) + "\n" + "".join(inside)


def strip_comments(code: str) -> str:
    """What programmers read, an error among it, is not said to anybody."""
    return re.sub(
        r"/\*.*?\*/|new Error\([^)]*\)|(?<![:'\"`])//[^\n]*|^\s*import\b.*?;$", "", code, flags=re.DOTALL | re.MULTILINE
    )


def spoken(code: str) -> list[str]:
    """Strings of code that look like something said to a person."""
    strings = ["".join(found) for found in re.findall(r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`]*)`", code)]
    plain = [re.sub(r"\$\{[^}]*\}", "", text).strip() for text in strings]
    return [text for text in plain if SPEECH.search(text) and not NAMES.fullmatch(text)]


def said(component: str) -> list[str]:
    """Text, attributes and strings of a component that a person would read."""
    markup, code = parted(component)
    text = [part.strip() for part in re.split(r"<[^>]*>", markup)]
    attributes = [
        value.replace("{}", "")
        for name, value in re.findall(r'([\w:-]+)="([^"]*)"', markup)
        if name in READ_OUT or (name not in DRAWN and SPEECH.search(value.replace("{}", "")))
    ]
    return [part for part in (*text, *attributes) if LETTER.search(part.replace("{}", ""))] + spoken(code)


def test_no_component_says_anything_of_its_own() -> None:
    components = written(r"^pwa/src/.*\.svelte$")
    none_of(f"{path}: {words}" for path, text in components.items() if (words := said(text)))


def test_no_page_says_anything_of_its_own_in_code() -> None:
    code = written(r"^pwa/src/(app|pages|forms|ui|records)/(?!sample_records\.).*(?<!\.test)(?<!words\.id)\.ts$")
    none_of(f"{path}: {words}" for path, text in code.items() if (words := spoken(strip_comments(text))))


@pytest.mark.parametrize(
    "component",
    ["<p>Simpan</p>", "<p>{n} klien</p>", '<i title="x" />', "<p>{busy ? 'Sedang menyimpan' : w.save}</p>",
     '<Button hint="{n} kali" />', "<script>const a = 'Belum terkirim';</script>", "<p>{@render x()}ya</p>"],
)  # fmt: skip
def test_the_search_for_words_finds_them(component: str) -> None:
    assert said(component)


@pytest.mark.parametrize(
    "component", ['<p class="soft big">{w.save} · {n}</p>', "<b onclick={() => (n > 1)}>{`${n}px`}</b>"]
)
def test_and_finds_nothing_where_nothing_is_said(component: str) -> None:
    assert said(component) == []
