"""Every door through which a client can move a guarded document: each takes one step, and answers."""

import json
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from tests.helpers.browser import Browser


def rest_v1(
    browser: Browser, doctype: str, name: str, action: str, state: str, **values: Any
) -> TestResponse:
    """PUT /api/resource."""
    return browser.put(f"/api/resource/{doctype}/{name}", workflow_state=state, **values)


def rest_v2(
    browser: Browser, doctype: str, name: str, action: str, state: str, **values: Any
) -> TestResponse:
    """PATCH /api/v2/document."""
    body = {"workflow_state": state, **values}
    return browser.send("PATCH", f"/api/v2/document/{doctype}/{name}", json=body)


def set_value(
    browser: Browser, doctype: str, name: str, action: str, state: str, **values: Any
) -> TestResponse:
    """frappe.client.set_value."""
    fields = json.dumps({"workflow_state": state, **values})
    return browser.call("frappe.client.set_value", doctype=doctype, name=name, fieldname=fields)


def desk_form(
    browser: Browser, doctype: str, name: str, action: str, state: str, **values: Any
) -> TestResponse:
    """The Desk's Save button: the whole document, as the form holds it."""
    doc = browser.get(f"/api/resource/{doctype}/{name}").json.get("data", {"doctype": doctype, "name": name})
    doc |= {"workflow_state": state, **values}
    return browser.call("frappe.desk.form.save.savedocs", doc=json.dumps(doc), action="Save")


def workflow_action(
    browser: Browser, doctype: str, name: str, action: str, state: str, **values: Any
) -> TestResponse:
    """The Desk's action button, after saving the values."""
    if values:
        browser.put(f"/api/resource/{doctype}/{name}", **values)
    doc = json.dumps({"doctype": doctype, "name": name})
    return browser.call("frappe.model.workflow.apply_workflow", doc=doc, action=action)


def bulk_action(
    browser: Browser, doctype: str, name: str, action: str, state: str, **values: Any
) -> TestResponse:
    """The list's bulk action, after saving the values."""
    if values:
        browser.put(f"/api/resource/{doctype}/{name}", **values)
    method = "frappe.model.workflow.bulk_workflow_approval"
    return browser.call(method, docnames=json.dumps([name]), doctype=doctype, action=action)


DOORS: dict[str, Callable[..., TestResponse]] = {
    door.__name__: door for door in (rest_v1, rest_v2, set_value, desk_form, workflow_action, bulk_action)
}
