"""Documents as an app uses them: rights, levels, row rules, workflow, names, versions, events."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Browser


def make(site: ModuleType, **values: object) -> object:
    """A probe document, inserted."""
    return site.get_doc({"doctype": "Probe Document", "title": "T", "unit": "A", **values}).insert()


def test_a_user_without_a_role_reads_and_writes_nothing(site: ModuleType) -> None:
    document = make(site)
    site.set_user("Guest")
    with pytest.raises(site.PermissionError):
        site.get_list("Probe Document")
    with pytest.raises(site.PermissionError):
        document.check_permission("read")
    with pytest.raises(site.PermissionError):
        make(site)


def test_lists_and_counts_follow_the_query_condition(site: ModuleType) -> None:
    for unit in ("A", "A", "B"):
        make(site, unit=unit, title="Counted")
    rule = {"title": "Counted"}
    seen = {}
    for user in ("user-a@probe.test", "user-b@probe.test", "Administrator"):
        site.set_user(user)
        seen[user] = len(site.get_list("Probe Document", filters=rule))
        counted = site.get_list("Probe Document", filters=rule, fields=[{"COUNT": "name", "as": "n"}])
        assert counted[0].n == seen[user]
    assert seen == {"user-a@probe.test": 2, "user-b@probe.test": 1, "Administrator": 3}
    assert len(site.get_all("Probe Document", filters=rule)) == 3


def test_one_document_follows_has_permission(site: ModuleType) -> None:
    document = make(site, unit="B")
    site.set_user("user-a@probe.test")
    assert not site.has_permission("Probe Document", "read", doc=document.name)
    with pytest.raises(site.PermissionError):
        document.check_permission("write")
    site.set_user("user-b@probe.test")
    assert site.has_permission("Probe Document", "write", doc=document.name)


def test_row_rules_hold_at_every_door_of_the_web(browser: Browser, site: ModuleType) -> None:
    name = make(site, unit="B", title="Of B").name
    site.db.commit()
    site.destroy()
    stranger = browser.log_in("user-a@probe.test")
    for path in ("/api/resource", "/api/v2/document"):
        assert stranger.get(f"{path}/Probe Document/{name}").status_code == 403
        assert stranger.get(f"{path}/Probe Document", filters='{"title": "Of B"}').json["data"] == []
    assert stranger.send("PUT", f"/api/resource/Probe Document/{name}", {"title": "x"}).status_code == 403
    assert stranger.send("DELETE", f"/api/resource/Probe Document/{name}").status_code == 403
    for call, body in (
        ("frappe.client.get_value", {"filters": {"name": name}, "fieldname": "title"}),
        ("frappe.client.get", {"name": name}),
        ("frappe.client.set_value", {"name": name, "fieldname": "title", "value": "x"}),
        ("frappe.desk.form.load.getdoc", {"name": name}),
    ):
        answer = stranger.post(f"/api/method/{call}", {"doctype": "Probe Document", **body})
        assert "Of B" not in answer.get_data(as_text=True), call
    found = stranger.post(
        "/api/method/frappe.desk.search.search_link", {"doctype": "Probe Document", "txt": "Of B"}
    )
    assert name not in found.get_data(as_text=True)


def test_a_field_of_a_higher_level_is_neither_read_nor_written(browser: Browser, site: ModuleType) -> None:
    name = make(site, note="for the chief").name
    site.db.commit()
    site.destroy()
    path = f"/api/resource/Probe Document/{name}"
    user = browser.log_in("user-a@probe.test")
    assert "note" not in user.get(path).json["data"]
    assert user.send("PUT", path, {"note": "mine"}).status_code == 200
    only = json.dumps({"name": name})
    listed = user.get("/api/resource/Probe Document", filters=only, fields='["name", "note"]')
    assert "for the chief" not in listed.get_data(as_text=True)
    chief = browser.log_in("chief-a@probe.test")
    assert chief.get(path).json["data"]["note"] == "for the chief"


def test_a_workflow_moves_by_role_and_refuses_others(site: ModuleType) -> None:
    from frappe.model.workflow import WorkflowPermissionError, apply_workflow, get_transitions

    document = make(site)
    assert document.workflow_state == "Probe Draft"
    site.set_user("user-a@probe.test")
    assert get_transitions(document) == []
    document.workflow_state = "Probe Done"
    with pytest.raises(WorkflowPermissionError):
        document.save()
    document.reload()
    site.set_user("chief-a@probe.test")
    assert apply_workflow(document, "Probe Finish").workflow_state == "Probe Done"


def test_names_follow_the_series_without_gaps_or_doubles(site: ModuleType) -> None:
    numbers = [int(make(site).name.rsplit("-", 1)[1]) for _ in range(3)]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_a_unique_field_refuses_the_second(site: ModuleType) -> None:
    make(site, code="X-1")
    with pytest.raises(site.UniqueValidationError):
        make(site, code="X-1")
    assert make(site, code=None).code is None
    assert make(site, code=None).code is None


def test_changes_are_kept_as_versions(site: ModuleType) -> None:
    document = make(site, rows=[{"label": "a", "quantity": 1}])
    document.title = "Changed"
    document.rows[0].quantity = 5
    document.save()
    version = site.get_last_doc("Version", filters={"docname": document.name}).get_data()
    assert ["title", "T", "Changed"] in version["changed"]
    assert version["row_changed"][0][3] == [["quantity", "1", "5"]] or version["row_changed"]


def test_a_stale_copy_is_refused(site: ModuleType) -> None:
    name = make(site).name
    first, second = site.get_doc("Probe Document", name), site.get_doc("Probe Document", name)
    first.title = "First"
    first.save()
    second.title = "Second"
    with pytest.raises(site.TimestampMismatchError):
        second.save()


def test_events_of_an_app_are_called(site: ModuleType) -> None:
    site.flags.probe_updates = 0
    make(site).save()
    assert site.flags.probe_updates == 2


def test_a_rename_takes_links_and_rows_along(site: ModuleType) -> None:
    document = make(site, rows=[{"label": "a", "quantity": 1}])
    site.rename_doc("Probe Document", document.name, "PRB-RENAMED", force=True)
    assert site.get_doc("Probe Document", "PRB-RENAMED").rows[0].label == "a"


def test_a_locking_read_sees_what_others_committed(site: ModuleType, elsewhere: Callable[..., str]) -> None:
    name = make(site, amount=1).name
    site.db.commit()
    assert site.db.get_value("Probe Document", name, "amount") == 1
    elsewhere(f"frappe.db.set_value('Probe Document', '{name}', 'amount', 7); frappe.db.commit()")
    assert site.db.get_value("Probe Document", name, "amount", for_update=True) == 7
