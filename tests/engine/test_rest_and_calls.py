"""The doors of the web: REST v1 and v2, whitelisted methods, CSRF, HTTP methods, types of arguments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Browser

DOCUMENT = {"title": "Sewing", "unit": "A", "amount": 10}


@pytest.mark.parametrize("resource", ["/api/resource", "/api/v1/resource", "/api/v2/document"])
def test_rest_makes_reads_changes_lists_and_deletes(admin: Browser, resource: str) -> None:
    made = admin.post(f"{resource}/Probe Document", {**DOCUMENT, "rows": [{"label": "x", "quantity": 2}]})
    assert made.status_code in (200, 201)
    name = made.json["data"]["name"]
    assert made.json["data"]["rows"][0]["quantity"] == 2

    assert admin.get(f"{resource}/Probe Document/{name}").json["data"]["title"] == "Sewing"
    verb = "PATCH" if "v2" in resource else "PUT"
    changed = admin.send(verb, f"{resource}/Probe Document/{name}", {"title": "Weaving"})
    assert changed.json["data"]["title"] == "Weaving"
    only = json.dumps({"name": name})
    listed = admin.get(f"{resource}/Probe Document", filters=only, fields='["title"]')
    assert listed.json["data"] == [{"title": "Weaving"}]

    assert admin.send("DELETE", f"{resource}/Probe Document/{name}").status_code in (200, 202)
    assert admin.get(f"{resource}/Probe Document/{name}").status_code == 404


def test_a_refused_document_answers_417_with_the_reason_and_leaves_nothing(admin: Browser) -> None:
    answer = admin.post("/api/resource/Probe Document", {**DOCUMENT, "title": "Refused", "amount": -1})
    assert answer.status_code == 417
    assert "An amount is not negative." in answer.get_data(as_text=True)
    assert admin.get("/api/resource/Probe Document", filters='{"title": "Refused"}').json["data"] == []


def test_a_call_that_fails_after_writing_leaves_nothing(admin: Browser) -> None:
    answer = admin.post("/api/method/engine_probe.api.write_then_fail", {"title": "Half"})
    assert answer.status_code == 417
    assert admin.get("/api/resource/Probe Document", filters='{"title": "Half"}').json["data"] == []


def test_guests_reach_open_doors_only(browser: Browser) -> None:
    assert browser.get("/api/method/engine_probe.api.open_door").json["message"] == "hello Guest"
    assert browser.get("/api/method/engine_probe.api.optional").status_code == 403
    assert browser.get("/api/resource/Probe Document").status_code == 403


def test_what_is_not_whitelisted_cannot_be_called(admin: Browser) -> None:
    assert admin.get("/api/method/engine_probe.api.hidden").status_code == 403


def test_a_log_in_with_a_wrong_password_is_refused(browser: Browser) -> None:
    answer = browser.post("/api/method/login", {"usr": "user-a@probe.test", "pwd": "wrong"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/resource/Probe Document"),
        ("POST", "/api/v2/document/Probe Document"),
        ("POST", "/api/method/engine_probe.api.double"),
        ("DELETE", "/api/resource/Probe Document/PRB-0"),
    ],
)
def test_a_writing_request_without_the_csrf_token_is_refused(admin: Browser, method: str, path: str) -> None:
    answer = admin.send(method, path, {**DOCUMENT, "title": "Forged", "number": 1}, token=False)
    assert answer.status_code == 400
    assert "CSRFTokenError" in answer.get_data(as_text=True)
    admin.csrf_token = "0" * 56
    assert admin.send(method, path, {**DOCUMENT, "title": "Forged", "number": 1}).status_code == 400
    assert admin.get("/api/resource/Probe Document", filters='{"title": "Forged"}').json["data"] == []


def test_the_http_method_is_enforced(admin: Browser) -> None:
    assert admin.get("/api/method/engine_probe.api.double", number=2).status_code == 403
    assert admin.post("/api/method/engine_probe.api.join", {"words": ["a"]}).status_code == 403


@pytest.mark.parametrize("module", ["api", "api_plain"])
def test_types_of_arguments_are_enforced(admin: Browser, module: str) -> None:
    path = f"/api/method/engine_probe.{module}.double"
    assert admin.post(path, {"number": 4}).json["message"] == 8
    assert admin.post(path, {"number": "4"}).json["message"] == 8
    for wrong in ("four", [4], {"a": 1}, None, 4.5):
        answer = admin.post(path, {"number": wrong})
        assert answer.status_code == 417, (wrong, answer.json)
        assert answer.json["exc_type"] == "FrappeTypeError"


def test_types_with_defaults_and_unions_are_enforced(admin: Browser) -> None:
    path = "/api/method/engine_probe.api.optional"
    assert admin.get(path, amount="1.5").json["message"] == {"text": None, "amount": 1.5, "type": "float"}
    assert admin.post(path, {"text": {"a": 1}}).status_code == 417
    assert admin.post(path, {"amount": [1]}).status_code == 417


def test_a_name_for_type_checkers_only_does_not_switch_the_others_off(admin: Browser) -> None:
    path = "/api/method/engine_probe.api.of_document"
    assert admin.post(path, {"doc": {"doctype": "Probe Document"}, "count": 3}).json["message"] == 3
    assert admin.post(path, {"doc": {}, "count": "three"}).status_code == 417


def test_an_app_that_requires_types_refuses_a_method_without(admin: Browser) -> None:
    answer = admin.post("/api/method/engine_probe.api.untyped", {"number": 1})
    assert answer.status_code == 417
    assert "without types for number" in answer.get_data(as_text=True)


def test_types_of_methods_of_documents_are_enforced(admin: Browser) -> None:
    name = admin.post("/api/resource/Probe Document", DOCUMENT).json["data"]["name"]
    path = f"/api/v2/document/Probe Document/{name}/method/times"
    assert admin.post(path, {"factor": "3"}).json["data"] == 30
    assert admin.post(path, {"factor": "three"}).status_code == 417


def test_a_page_of_an_app_uses_its_templates_methods_and_translations(browser: Browser) -> None:
    page = browser.client.get("/probe", headers={"Accept-Language": "fr"})
    assert page.status_code == 200
    assert "PROBE Mot de sonde" in page.get_data(as_text=True)
