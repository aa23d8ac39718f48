"""Every screen in every language on both sizes, light and dark: direction, words, no sideways scroll, axe.

One log-in a role: the screens are visited inside the app, as a person does, and turned over there.
"""

import frappe
import pytest
from playwright.sync_api import Page

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.incubation import make_call
from tests.factories.territory import PROVINCE
from tests.factories.training import make_group, make_session
from tests.factories.users import user_with
from tests.field_app.axe import serious_findings
from tests.field_app.steps import PHONE

DESKTOP = {"width": 1280, "height": 800}
LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
# What axe is asked on: each script once, and both sets of colours.
LOOKED_AT = {"ar": ("light", "dark"), "fr": ("light",), "en": ()}

# Inside the app, as a link does it; the old title is marked so that the new page can be told from it.
GO = """(path) => {
  document.getElementById('page-title').dataset.left = 'yes'
  history.pushState({}, '', '/incubation' + path)
  dispatchEvent(new PopStateEvent('popstate', { state: {} }))
}"""
ARRIVED = """() => {
  const title = document.getElementById('page-title')
  const showsAll = location.pathname.endsWith('/components')  // the waiting too
  return title && !title.dataset.left && (showsAll || !document.querySelector('[data-testid=loading]'))
}"""
# Buttons and links that a thumb must hit: none smaller than 44 pixels. Not links inside a sentence, nor
# boxes to tick, of which the whole label is hit.
LOOK = """() => {
  const html = document.documentElement
  const small = [...document.querySelectorAll('button, a, input, select, summary')]
    .filter((each) => each.checkVisibility() && !['checkbox', 'radio'].includes(each.type))
    .filter((each) => !each.matches('.visually-hidden, .skip') && !each.closest('p'))
    .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
    .filter(([, box]) => Math.round(box.height) < 44 || Math.round(box.width) < 44)
    .map(([text]) => text)
  const text = document.body.innerText
  const words = ['undefined', 'NaN', '[object', '{count}'].filter((word) => text.includes(word))
  const sideways = Math.max(0, html.scrollWidth - html.clientWidth)
  return { lang: html.lang, dir: html.dir, path: location.pathname, sideways, small, words }
}"""


def look_through(page: Page, axe: str, paths: list[str]) -> None:
    """Visit the paths in every language and size; what is wrong is told for all of them at once."""
    wrong: dict[str, object] = {}
    page.on("pageerror", lambda error: wrong.update({f"{page.url} error": str(error)}))
    for language, direction in LANGUAGES.items():
        page.evaluate(f"localStorage.setItem('incubation.language', '{language}')")
        page.goto("/incubation/components")  # a page of everybody's, in the language now
        page.get_by_test_id("page-title").wait_for()
        page.evaluate(axe)
        for path in paths:
            right = {"lang": language, "dir": direction, "path": f"/incubation{path}"}
            right |= {"sideways": 0, "small": [], "words": []}
            page.evaluate(GO, path)
            page.wait_for_function(ARRIVED)
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)
                seen = page.evaluate(LOOK)
                if seen != right:
                    wrong[f"{path} {language} {size['width']}"] = seen
            for theme in LOOKED_AT[language]:
                page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
                findings = serious_findings(page)
                if findings:
                    wrong[f"{path} {language} {theme}"] = findings
    assert wrong == {}


def test_before_the_log_in(phone, db, axe):
    frappe.db.commit()
    page = phone().new_page()
    page.goto("/incubation/login")
    look_through(page, axe, ["/login", "/register", "/components"])


def test_of_a_trainer(log_in, db, axe):
    session = make_session(make_group(4))
    page = log_in(session.trainer)
    look_through(
        page, axe, ["/sessions", f"/sessions/{session.name}", "/outbox", "/account", "/notices", "/nowhere"]
    )


def test_of_a_woman(log_in, db, axe):
    make_call()
    project = make_running_project()
    make_payment(project, make_team(), "Paid")
    page = log_in(frappe.db.get_value("Beneficiary", project.beneficiary, "user"))
    own = ["/path", "/training", "/proposals", f"/proposals/{project.name}", "/payments"]
    look_through(page, axe, own)


def test_of_a_funder(log_in, db, axe):
    team = make_team()
    payment = make_payment(make_running_project(), team, "Verified")
    page = log_in(team.funder)
    look_through(page, axe, ["/inbox", f"/inbox/{payment.name}", "/history"])


def test_of_a_payment_officer(log_in, db, axe):
    team = make_team()
    payment = make_payment(make_running_project(), team, "Approved")
    page = log_in(team.payment_officer)
    look_through(page, axe, ["/inbox", f"/inbox/{payment.name}", "/batches", "/history"])


def test_of_the_field(log_in, db, axe):
    group = make_group(3)
    make_session(group)
    make_running_project()
    page = log_in(user_with(["Coordinator", "Coach"], PROVINCE).name)
    field = [
        "/today",
        "/women",
        "/board",
        "/groups",
        f"/groups/{group.name}",
        "/visits",
        "/visits/unknown/new",
    ]
    look_through(page, axe, field)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_opened_by_its_address_is_in_the_chosen_language(log_in, db, language):
    session = make_session(make_group(1))
    page = log_in(session.trainer, f"/sessions/{session.name}", language=language)
    page.get_by_test_id("roster").wait_for()
    seen = page.evaluate(LOOK)
    assert (seen["lang"], seen["dir"]) == (language, LANGUAGES[language])
