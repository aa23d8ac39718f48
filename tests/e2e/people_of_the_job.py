"""Everybody whom the main job needs, each with a browser of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

import frappe
from werkzeug.test import TestResponse

from tests.factories.territory import PROVINCE, REGION
from tests.factories.users import user_with
from tests.helpers.browser import Browser, message_of

ROLES = {
    "coordinator": ("Coordinator", PROVINCE),
    "region": ("Coordinator", REGION),
    "trainer": ("Trainer", PROVINCE),
    "evaluator": ("Evaluator", PROVINCE),
    "second_evaluator": ("Evaluator", PROVINCE),
    "secretary": ("Committee Secretary", REGION),
    "funder": ("Funder", REGION),
    "second_approver": ("Second Approver", REGION),
    "controller": ("Controller", REGION),
    "payment_officer": ("Payment Officer", REGION),
    "coach": ("Coach", PROVINCE),
    "woman": ("Woman", None),
    "other_woman": ("Woman", None),
}


@dataclass
class Person:
    """One account and its requests; each gives the body, or fails the test with what was said."""

    user: str
    browser: Browser

    def create(self, doctype: str, **values: Any) -> dict:
        """REST v1 POST."""
        return self._body(self.browser.post(f"/api/resource/{doctype}", **values))["data"]

    def write(self, doctype: str, name: str, **values: Any) -> dict:
        """REST v1 PUT."""
        return self._body(self.try_to_write(doctype, name, **values))["data"]

    def try_to_write(self, doctype: str, name: str, **values: Any) -> TestResponse:
        """REST v1 PUT, whatever comes of it."""
        return self.browser.put(f"/api/resource/{doctype}/{name}", **values)

    def act(self, doctype: str, name: str, action: str) -> dict:
        """A workflow action, as the Desk's button sends it."""
        return self._body(self.try_to_act(doctype, name, action))["message"]

    def try_to_act(self, doctype: str, name: str, action: str) -> TestResponse:
        """A workflow action, whatever comes of it."""
        doc = {"doctype": doctype, "name": name}
        return self.browser.call(
            "frappe.model.workflow.apply_workflow", doc=frappe.as_json(doc), action=action
        )

    def ask(self, method: str, **arguments: Any) -> dict:
        """GET one of our functions."""
        return self._body(self.browser.get(f"/api/method/women_incubation.{method}", **arguments))["message"]

    def tell(self, method: str, **arguments: Any) -> dict:
        """POST to one of our functions."""
        return self._body(self.browser.call(f"women_incubation.{method}", **arguments))["message"]

    def upload(self, name: str, content: bytes) -> str:
        """Upload a private paper and return its address."""
        data = {"file": (BytesIO(content), name), "is_private": "1"}
        answer = self.browser.send("POST", "/api/method/upload_file", data=data)
        return self._body(answer)["message"]["file_url"]

    def _body(self, answer: TestResponse) -> dict:
        assert answer.status_code == 200, f"{self.user}: {answer.status_code} {message_of(answer)}"
        return answer.get_json()


def gather(browser: Callable[[str], Browser]) -> dict[str, Person]:
    """Make one account a duty, committed, so that requests see it."""
    users = {key: user_with(role, unit).name for key, (role, unit) in ROLES.items()}
    frappe.db.commit()
    return {key: Person(user, browser(user)) for key, user in users.items()}


def new_key() -> str:
    """A client key that nobody used."""
    return str(uuid4())
