"""Every door through which a client can move a payment. Each takes one step and returns the response."""

import json
import secrets
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from tests.helpers.browser import Browser

PAYMENT = "Funding Disbursement"


def rest_v1(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """PUT /api/resource."""
    return browser.put(f"/api/resource/{PAYMENT}/{name}", workflow_state=state, **values)


def rest_v2_put(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """PUT /api/v2/document."""
    return browser.put(f"/api/v2/document/{PAYMENT}/{name}", workflow_state=state, **values)


def rest_v2_patch(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """PATCH /api/v2/document."""
    path = f"/api/v2/document/{PAYMENT}/{name}"
    return browser.send("PATCH", path, json={"workflow_state": state, **values})


def set_value(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """frappe.client.set_value."""
    fields = json.dumps({"workflow_state": state, **values})
    return browser.call("frappe.client.set_value", doctype=PAYMENT, name=name, fieldname=fields)


def desk_form(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """The Desk's Save button: the whole document, as the form holds it."""
    doc = browser.get(f"/api/resource/{PAYMENT}/{name}").json["data"]
    doc |= {"workflow_state": state, **values}
    return browser.call("frappe.desk.form.save.savedocs", doc=json.dumps(doc), action="Save")


def workflow_action(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """The Desk's action button, after saving the values."""
    if values:
        browser.put(f"/api/resource/{PAYMENT}/{name}", **values)
    doc = json.dumps({"doctype": PAYMENT, "name": name})
    return browser.call("frappe.model.workflow.apply_workflow", doc=doc, action=action)


def bulk_action(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """The list's bulk action, after saving the values."""
    if values:
        browser.put(f"/api/resource/{PAYMENT}/{name}", **values)
    method = "frappe.model.workflow.bulk_workflow_approval"
    return browser.call(method, docnames=json.dumps([name]), doctype=PAYMENT, action=action)


def our_api(browser: Browser, name: str, action: str, state: str, **values: Any) -> TestResponse:
    """The field app's decision."""
    doc = browser.get(f"/api/resource/{PAYMENT}/{name}").json["data"]
    values["reason"] = values.pop("step_reason", None)
    return browser.call(
        "women_incubation.disbursement.api.decide",
        client_key=secrets.token_hex(8),  # factories' numbers repeat in a fork
        name=name,
        action=action,
        modified=doc["modified"],
        **{key: value for key, value in values.items() if value},
    )


DOORS: dict[str, Callable[..., TestResponse]] = {
    door.__name__: door
    for door in (
        rest_v1,
        rest_v2_put,
        rest_v2_patch,
        set_value,
        desk_form,
        workflow_action,
        bulk_action,
        our_api,
    )
}
