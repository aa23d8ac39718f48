"""A woman's data are handed out: all of it, in one private file that expires."""

import io
import json
import zipfile

import frappe
import pytest

from tests.factories.people import give_consent, make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.people.rights import api, export
from women_incubation.people.rights.errors import RequestClosed


@pytest.fixture
def officer(db) -> str:
    return user_with("Data Protection Officer", PROVINCE).name


def ask(officer: str, woman: str) -> str:
    values = {
        "beneficiary": woman,
        "kind": "Export",
        "asked_by": "The Woman",
        "asked_on": frappe.utils.today(),
    }
    with acting_as(officer):
        return frappe.get_doc({"doctype": "Rights Request", **values}).insert().name


def opened(officer: str, request: str) -> zipfile.ZipFile:
    with acting_as(officer):
        answer = api.make_export(request)
        file = frappe.get_doc("File", {"file_url": answer["file_url"]})
        assert file.is_private
        return zipfile.ZipFile(io.BytesIO(file.get_content(encodings=[])))


def test_it_holds_her_documents_comments_versions_papers_and_the_trail(officer):
    woman = make_woman_with_account(last_name="<b>Bold</b>")
    consent = give_consent(woman.name)
    woman.reload()
    woman.locality = "Hay Salam"
    woman.save()
    woman.add_comment("Comment", "She called.")
    paper = {"attached_to_doctype": "Consent", "attached_to_name": consent.name, "is_private": 1}
    frappe.get_doc({"doctype": "File", "file_name": "consent.txt", "content": "signed", **paper}).insert()
    pack = opened(officer, ask(officer, woman.name))
    data = json.loads(pack.read("data.json"))
    assert data["Beneficiary"][0]["locality"] == "Hay Salam"
    assert [row["name"] for row in data["Consent"]] == [consent.name]
    assert "She called." in json.dumps(data["Comment"])
    assert "Hay Salam" in json.dumps(data["Version"])
    assert {"registered", "consent_given"} <= {row["action"] for row in data["Audit Entry"]}
    assert data["User"][0]["name"] == woman.user
    (name,) = [name for name in pack.namelist() if name.startswith("files/")]
    assert pack.read(name) == b"signed"
    page = pack.read("index.html").decode()
    assert "Hay Salam" in page
    assert "<b>Bold" not in page


def test_it_holds_nobody_elses(officer):
    woman, other = make_woman_with_account(), make_woman_with_account(locality="Elsewhere")
    give_consent(other.name)
    data = opened(officer, ask(officer, woman.name)).read("data.json").decode()
    assert other.name not in data
    assert "Elsewhere" not in data


def test_it_is_recorded_and_built_once(officer):
    request = ask(officer, make_woman_with_account().name)
    opened(officer, request)
    actions = frappe.get_all("Audit Entry", {"reference_name": request}, pluck="action", order_by="sequence")
    assert actions == ["rights_asked", "person_exported"]
    with acting_as(officer), pytest.raises(RequestClosed):
        api.make_export(request)


def test_it_expires(officer, held_clock):
    held_clock("2026-12-01 09:00:00")
    request = ask(officer, make_woman_with_account().name)
    opened(officer, request)
    held_clock("2026-12-15 09:00:00")
    export.delete_expired()
    assert frappe.db.get_value("Rights Request", request, "file")
    held_clock("2026-12-16 09:00:00")
    export.delete_expired()
    assert not frappe.db.get_value("Rights Request", request, "file")
    assert not frappe.get_all("File", {"attached_to_name": request})


def test_only_the_officer_of_her_place_builds_and_opens_it(officer, browser):
    request = ask(officer, make_woman_with_account().name)
    foreign = user_with("Data Protection Officer", OTHER_PROVINCE).name
    with acting_as(foreign), pytest.raises(frappe.PermissionError):
        api.make_export(request)
    opened(officer, request)
    coordinator = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()
    url = frappe.db.get_value("Rights Request", request, "file")
    assert browser(officer).get(url).status_code == 200
    assert browser(coordinator).get(url).status_code == 403
    assert browser(foreign).get(url).status_code == 403
