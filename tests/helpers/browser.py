"""Real requests to the web application, in this process, apart from the connection of the test."""

import contextvars
import json
from collections.abc import Callable
from typing import Any

import frappe
from werkzeug.test import Client, TestResponse


class Browser:
    """Sends requests as one user, with an API key (so without a CSRF token), or as a guest.

    A request has a connection of its own: it sees what is committed, and what it wrote stays.
    """

    def __init__(self, site: str, user: str) -> None:
        self.base_url = f"http://{site}"
        self.headers = {"Accept": "application/json"}
        if user != "Guest":
            self.headers["Authorization"] = f"token {api_key(user)}"

    def get(self, path: str, /, **query: Any) -> TestResponse:
        """GET; values of the query that are not text are sent as JSON."""
        return self.send("GET", path, query_string={key: as_query(value) for key, value in query.items()})

    def post(self, path: str, /, **body: Any) -> TestResponse:
        """POST with a JSON body."""
        return self.send("POST", path, json=body)

    def put(self, path: str, /, **body: Any) -> TestResponse:
        """PUT with a JSON body."""
        return self.send("PUT", path, json=body)

    def delete(self, path: str) -> TestResponse:
        """DELETE."""
        return self.send("DELETE", path)

    def call(self, method: str, /, **arguments: Any) -> TestResponse:
        """POST to a whitelisted function."""
        return self.post(f"/api/method/{method}", **arguments)

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        """One request, in a context of its own: Frappe keeps a request's state in context variables."""
        return apart(self._send, method, path, options)

    def _send(self, method: str, path: str, options: dict) -> TestResponse:
        from frappe.app import application

        client = Client(application)
        options = {"base_url": self.base_url, "headers": self.headers, "buffered": True} | options
        return client.open(path, method=method, **options)


def apart(function: Callable, *arguments: Any) -> Any:
    """Run a function in an empty context."""
    return contextvars.Context().run(function, *arguments)


def api_key(user: str) -> str:
    """`key:secret` of the user, made now and committed."""
    doc = frappe.get_doc("User", user)
    key, secret = frappe.generate_hash(length=15), frappe.generate_hash(length=15)
    frappe.db.set_value("User", user, "api_key", key)
    doc.api_secret = secret
    frappe.utils.password.set_encrypted_password("User", user, secret, "api_secret")
    frappe.db.commit()
    return f"{key}:{secret}"


def as_query(value: Any) -> Any:
    """A query's value as the browser would send it."""
    return value if isinstance(value, str) else json.dumps(value)


def message_of(response: TestResponse) -> str:
    """All that the server said to a person: messages and exception text."""
    body = response.get_json(silent=True) or {}
    said = [json.loads(line).get("message", "") for line in json.loads(body.get("_server_messages", "[]"))]
    said += [error.get("message") or "" for error in body.get("errors", [])]
    return " ".join([*said, str(body.get("exception", ""))])
