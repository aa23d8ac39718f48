"""A phone that several women use: who logs out leaves nothing, and the next one is in at once."""

import frappe
from playwright.sync_api import expect

from tests.factories.incubation import make_call, make_holder
from tests.field_app.steps import PICTURE, fill_in_the_door, kept_on_the_phone
from tests.field_app.writing import begin, describe

# Everything that a browser keeps of a site and a page can read.
KEPT = """async () => {
  const found = { storage: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie }
  found.databases = (await indexedDB.databases()).map(({ name }) => name)
  found.caches = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const text = /html|json/.test(request.url) || request.url.endsWith('/incubation')
      found.caches.push([request.url, text ? await (await cache.match(request)).text() : ''])
    }
  }
  return JSON.stringify([found, document.title, history.length])
}"""


def marks_of(woman) -> list[str]:
    """What would tell who she is, or what she wrote."""
    file = frappe.get_doc("Beneficiary", woman.name)
    values = [file.user, file.first_name, file.first_name_ar, file.phone, file.cnie, file.name]
    return [str(value) for value in values if value] + ["Atelier de couture"]


def test_after_the_switch_nothing_of_the_first_woman_is_left(log_in, phone, db):
    make_call()
    first = make_holder(first_name="Tislatin", first_name_ar="تيسلاتين", phone="+212655019283")
    second = make_holder()
    frappe.utils.password.update_password(second.user, "Next-1-pass")
    handset = phone(language="fr")
    page = log_in(first.user, on=handset)
    kept_on_the_phone(page)
    begin(page)
    describe(page)
    page.get_by_test_id("item-label-0").fill("Machine à coudre")
    page.get_by_test_id("quote-file-0").set_input_files(
        {"name": "devis.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    expect(page.get_by_test_id("quote-here-0")).to_have_attribute("data-sent", "true")
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "saved")
    page.goto("/incubation/path")
    page.get_by_test_id("path").wait_for()
    assert any(mark in page.evaluate(KEPT) for mark in marks_of(first))  # the test would see it
    page.get_by_test_id("open-account").click()
    page.get_by_test_id("log-out").click()
    page.get_by_test_id("confirm-log-out").click()
    page.get_by_test_id("log-in").wait_for()
    expect(page.get_by_test_id("user")).to_have_value("")
    fill_in_the_door(page, second.user, "Next-1-pass")
    page.get_by_test_id("path").wait_for()
    assert left_of(first, page) == []
    seen = []
    while page.url != "about:blank":
        page.go_back(wait_until="commit")
        if page.url != "about:blank":
            page.get_by_test_id("page-title").wait_for()
            assert left_of(first, page) == []
        seen.append(page.url)
    assert len(seen) > 4
    cookies = str(handset.cookies())
    assert [mark for mark in marks_of(first) if mark in cookies] == []


def left_of(woman, page) -> list[str]:
    """Which of her marks the browser keeps, or the page shows."""
    seen = page.evaluate(KEPT) + page.content() + page.url
    return [mark for mark in marks_of(woman) if mark in seen]


def test_the_way_out_sends_what_waits_first(log_in, db):
    make_call()
    woman = make_holder()
    page = log_in(woman.user)
    begin(page)
    describe(page)
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "saved")
    page.route("**/api/method/women_incubation.incubation.*", lambda route: route.abort())
    page.get_by_test_id("item-label-0").fill("Table de coupe")
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "kept")
    page.get_by_test_id("open-account").click()
    page.get_by_test_id("log-out").click()
    expect(page.get_by_test_id("logout-unsent")).to_be_visible()
    expect(page.get_by_test_id("confirm-log-out")).to_be_disabled()
    page.unroute("**/api/method/women_incubation.incubation.*")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_test_id("logout-send").click()
    expect(page.get_by_test_id("logout-unsent")).to_have_count(0)
    frappe.db.rollback()
    hers = frappe.get_all("Project Proposal", {"beneficiary": woman.name}, pluck="name")
    assert frappe.get_all("Proposal Budget Item", {"parent": ["in", hers]}, pluck="label") == [
        "Table de coupe"
    ]
