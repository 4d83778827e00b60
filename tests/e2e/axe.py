"""axe-core over the page as it stands: a list of sentences, empty when nothing is wrong."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.engines import HOUSE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that another theme can change, for a third of the time; and all that another width can.
COLOURS = ["color-contrast", "link-in-text-block"]
ROOM = ["target-size", "scrollable-region-focusable"]
# What passed is nobody's to read, and a selector of each element is half of what a look costs.
RUN = """async (runOnly) => {
  const found = await axe.run(document, {runOnly, resultTypes: ['violations'], selectors: false});
  return found.violations;
}"""


def complaints(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """What axe finds, with the element and what to do. Fewer `rules`: for a page that was looked at by all of them."""
    if not page.evaluate("() => 'axe' in window"):  # it is large, and a page that is not loaded anew has it
        page.evaluate(_source())
    return [_sentence(rule, node) for rule in page.evaluate(RUN, rules) for node in rule["nodes"]]


def _sentence(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']}: {node['html'][:160]}: {node['failureSummary'].replace(chr(10), ' ')}"


@cache
def _source() -> str:
    source = (HOUSE / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text()
    return f"(() => {{ {source} }})()"
