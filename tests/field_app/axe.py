"""axe-core in the page: what a screen reader or a weak eye would stumble over."""

from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations.map((each) =>
  [each.impact, each.id, each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]))"""


def serious_findings(page: Page) -> list:
    """[impact, rule, examples] of each serious or critical finding, in a page that holds axe-core already."""
    return [finding for finding in page.evaluate(RUN) if finding[0] in SERIOUS]
