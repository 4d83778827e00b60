"""A page as everybody meets it, wherever a test stands before it: on the narrowest phone, and in both themes."""

from playwright.sync_api import ViewportSize

from tests.e2e.handset import Handset

# What lies beyond the frame can be dragged into view: sideways, or as an emptiness below the places.
BEYOND = """() => {
  const page = document.scrollingElement;
  const sheets = [...document.querySelectorAll('dialog')].map((one) => one.scrollWidth - one.clientWidth);
  const over = { wide: page.scrollWidth - page.clientWidth, high: page.scrollHeight - page.clientHeight };
  over.wide = Math.max(over.wide, ...sheets);
  return Object.entries(over).filter(([, px]) => px > 0).map(([way, px]) => `${px} px too ${way}`);
}"""
# A word of a title that goes on in the next line though a line has room for it: in two halves it is read as two.
BROKEN = """() => [...document.querySelectorAll('h1, h2, h3, button strong')].flatMap((title) => {
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
  while (texts.nextNode())
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/[^\\s\u00ad-]+/g)) {
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const parts = [...range.getClientRects()], wide = parts.reduce((sum, { width }) => sum + width, 0);
      const lines = new Set(parts.map(({ top }) => Math.round(top)));
      if (lines.size > 1 && wide < title.clientWidth) found.push(`broken: ${word}`);
    }
  return found;
})"""
# Two buttons' words, side by side and as close as the words of one sentence: read as one.
TOGETHER = """() => {
  const writtenOf = (one) => {
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = document.createRange(), rects = [];
    while (texts.nextNode())
      if (texts.currentNode.parentElement.offsetWidth > 1)  // what is only read aloud stands in one pixel
        (range.selectNode(texts.currentNode), rects.push(...range.getClientRects()));
    return rects;
  };
  return [...document.querySelectorAll('button + button, button + a, a + button')].filter((one) => {
    const [before, after] = [one.previousElementSibling, one].map(writtenOf);
    return before.some((a) => after.some((b) =>
      a.top < b.bottom && b.top < a.bottom && a.width && b.width && b.left >= a.left && b.left - a.right < 10));
  }).map((one) => `runs together: ${one.textContent.trim()}`);
}"""
# Scrolled to its end, the last words end above the dock, and above the shadow that it throws.
COVERED = """() => [...document.querySelectorAll('.dock')].flatMap((dock) => {
  const scrolled = [dock.previousElementSibling, dock.parentElement].find((one) => one.scrollHeight > one.clientHeight);
  const texts = document.createTreeWalker(dock.previousElementSibling, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), before = scrolled?.scrollTop, found = [];
  if (scrolled) scrolled.scrollTop = scrolled.scrollHeight;
  const top = dock.getBoundingClientRect().top;
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    range.selectNode(texts.currentNode);
    if (around.closest('dialog') !== dock.closest('dialog') || around.offsetWidth <= 1) continue;
    if (range.getBoundingClientRect().bottom > top - 12)
      found.push(`under the dock: ${texts.currentNode.data.trim()}`);
  }
  if (scrolled) scrolled.scrollTop = before;
  return found;
})"""
# A sentence that asks for something is not squeezed beside its own button: a word of calm may be, to a few short lines.
SQUEEZED = """() => [...document.querySelectorAll('.due > .text, .flag > .text, .calm > .text')].flatMap((text) => {
  const wide = text.clientWidth, least = text.closest('.calm') ? 100 : Math.min(200, innerWidth * 0.55);
  return wide > 0 && wide < least ? [`${wide} px for: ${text.textContent.trim()}`] : [];
})"""
# A bit of each, planted.
SPOILT = """() => {
  const [title, inside] = [document.querySelector('h1'), document.querySelector('.inside')];
  document.body.style.width = '500px';
  Object.assign(title.style, { color: '#ddd', wordBreak: 'break-all', fontSize: '48px' });
  const add = (to, style, text = '') => {
    const one = Object.assign(document.createElement('div'), { className: style, textContent: text });
    to.append(one);
    return one;
  };
  add(add(inside, 'due'), 'text', 'refused').style.width = '70px';
  add(inside, '', 'last').style.marginTop = '1000px';
  inside.style.paddingBottom = '0';
}"""
# A page that still slides or fades in has no contrast yet.
SETTLED = "() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))"
# On paper nothing can be pressed or scrolled: no way to elsewhere stands there but what a table or a row says anyway,
# and no table goes on beyond its edge.
CUT = """() => [
  ...[...document.querySelectorAll('nav, button, a[href], input')]
    .filter((one) => one.checkVisibility() && !one.closest('table, .row'))
    .map((one) => `can be pressed: ${one.textContent.trim() || one.tagName}`),
  ...[...document.querySelectorAll('table, .on-paper')]
    .filter((one) => one.checkVisibility())
    .filter((one) => one.getBoundingClientRect().right > innerWidth || one.scrollWidth > one.clientWidth + 1)
    .map((one) => `cut: ${one.textContent.trim().slice(0, 40)}`),
]"""
# Within its margins of 14 mm, in the pixels of a style sheet.
A4: ViewportSize = {"width": 688, "height": 1017}
NARROWEST: ViewportSize = {"width": 320, "height": 640}


def looked_at(handset: Handset, name: str, *, scrolls: bool = False) -> None:
    """Nothing wrong for whoever cannot see or point, nothing beyond the screen, no title broken within its words, and
    pictures of it. `scrolls`: as any document does, without a frame of places."""
    page, size = handset.page, handset.page.viewport_size
    page.set_viewport_size(NARROWEST)
    page.locator("h1").first.wait_for(state="attached")
    page.evaluate(SETTLED)
    beyond = [one for one in page.evaluate(BEYOND) if not (scrolls and one.endswith("high"))]
    wrong = [one for asks in (BROKEN, TOGETHER, COVERED, SQUEEZED) for one in page.evaluate(asks)]
    assert beyond + wrong + handset.look(name) == [], name
    if size:
        page.set_viewport_size(size)


def on_paper(handset: Handset, name: str) -> None:
    """What stands before her, as it is printed."""
    page, size = handset.page, handset.page.viewport_size
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    handset.picture(f"{name} on paper")
    said = page.locator("body").inner_text().strip()
    assert (page.evaluate(CUT), bool(said)) == ([], True), name
    page.emulate_media(media="screen")
    if size:
        page.set_viewport_size(size)
