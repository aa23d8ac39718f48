"""Doors that do not count rows: writing, moving, sharing, titles, search, files, rows of tables, charts."""

import contextlib
import json
from collections.abc import Callable

import frappe
import pytest

from tests.factories import unique
from tests.factories.people import make_beneficiary
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.browser import Browser, message_of
from tests.helpers.child_tables import parent_of
from tests.helpers.documents import DOCUMENTS, FROM_BELOW, SCOPED
from women_incubation.territory.errors import SharingRefused

PARENT_OF = parent_of()


def scoped(doctype: str) -> bool:
    """Whether the rows of a document have a place."""
    return DOCUMENTS[doctype] in (SCOPED, FROM_BELOW)


@pytest.fixture(scope="module")
def coordinator(site: str) -> str:
    """A coordinator of PROVINCE, committed."""
    frappe.db.rollback()
    user = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()
    return user


@pytest.fixture
def hers(db, coordinator, browser) -> Browser:
    """The coordinator's browser."""
    return browser(coordinator)


@pytest.fixture
def inside(db) -> str:
    """A woman of PROVINCE, committed."""
    return committed(make_beneficiary(last_name=unique("Inside")))


@pytest.fixture
def outside(db) -> str:
    """A woman of another region, committed."""
    return committed(make_beneficiary(last_name=unique("Outside"), unit=OTHER_PROVINCE))


def committed(woman: frappe.model.document.Document) -> str:
    frappe.db.commit()
    return woman.name


def stored(name: str) -> dict:
    """The row as others see it now."""
    frappe.db.rollback()
    return frappe.db.get_value("Beneficiary", name, "*", as_dict=True)


# ------------------------------------------------------------------ writing


def save_as_form(person: Browser, name: str, **values: object) -> object:
    """What the Desk's form sends."""
    doc = frappe.get_doc("Beneficiary", name).as_dict(convert_dates_to_str=True)
    return person.call("frappe.desk.form.save.savedocs", doc=json.dumps(doc | values), action="Save")


WRITES: dict[str, Callable] = {
    "REST v1": lambda person, name, **values: person.put(f"/api/resource/Beneficiary/{name}", **values),
    "REST v2": lambda person, name, **values: person.put(f"/api/v2/document/Beneficiary/{name}/", **values),
    "form": save_as_form,
    "set_value": lambda person, name, **values: person.call(
        "frappe.client.set_value", doctype="Beneficiary", name=name, fieldname=values
    ),
    "save": lambda person, name, **values: person.call(
        "frappe.client.save",
        doc=frappe.get_doc("Beneficiary", name).as_dict(convert_dates_to_str=True) | values,
    ),
}


@pytest.mark.parametrize("door", WRITES)
def test_a_row_inside_is_written(hers, inside, door):
    answer = WRITES[door](hers, inside, locality="Hay Salam")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert stored(inside).locality == "Hay Salam"


@pytest.mark.parametrize(
    "values", [{"locality": "x"}, {"unit": PROVINCE}, {"unit": PROVINCE, "_action": "discard"}]
)
@pytest.mark.parametrize("door", WRITES)
def test_a_row_outside_is_not_written_nor_pulled_in(hers, outside, door, values):
    before = stored(outside)
    answer = WRITES[door](hers, outside, **values)
    assert answer.status_code == 403, answer.get_data(as_text=True)
    assert stored(outside) == before


@pytest.mark.parametrize("door", WRITES)
@pytest.mark.parametrize("unit", [OTHER_PROVINCE, REGION])
def test_a_row_inside_is_not_pushed_out(hers, inside, door, unit):
    answer = WRITES[door](hers, inside, unit=unit)
    assert answer.status_code == 403, answer.get_data(as_text=True)
    assert unit in message_of(answer)
    assert stored(inside).unit == PROVINCE


@pytest.mark.parametrize(("unit", "status"), [(PROVINCE, 200), (OTHER_PROVINCE, 403), (REGION, 403)])
def test_a_row_is_created_inside_only(hers, unit, status):
    name = unique("New")
    values = {"category": "Care Leaver", "first_name": "A", "last_name": name, "first_name_ar": "ا"}
    values |= {"last_name_ar": "ب", "birth_date": "2006-01-01", "unit": unit}
    answer = hers.post("/api/resource/Beneficiary", **values)
    assert answer.status_code == status, answer.get_data(as_text=True)
    frappe.db.rollback()
    assert frappe.db.count("Beneficiary", {"last_name": name}) == (1 if status == 200 else 0)


def test_a_row_outside_is_not_deleted_even_by_somebody_who_may_delete(db, outside):
    manager = user_with("Administrator", PROVINCE).name  # deletes assignments of the territory
    other = user_with("Coach", OTHER_PROVINCE).name
    theirs = frappe.get_last_doc("Territorial Assignment", {"user": other}).name
    colleague = user_with("Coach", PROVINCE).name
    ours = frappe.get_last_doc("Territorial Assignment", {"user": colleague}).name
    with acting_as(manager):
        with pytest.raises(frappe.PermissionError):
            frappe.delete_doc("Territorial Assignment", theirs)
        frappe.delete_doc("Territorial Assignment", ours)


def test_an_administrator_assigns_others_within_what_is_theirs_and_never_themselves(db):
    manager, colleague = user_with("Administrator", PROVINCE).name, user_with("Coach").name
    values = {"doctype": "Territorial Assignment", "valid_from": "2026-01-01"}
    with acting_as(manager):
        for user, unit in ((colleague, "MA"), (manager, "MA"), (manager, PROVINCE)):
            with pytest.raises(frappe.PermissionError):
                frappe.get_doc(values | {"user": user, "unit": unit}).insert()
        frappe.get_doc(values | {"user": colleague, "unit": PROVINCE}).insert()


# ------------------------------------------------------------------ reading past the lists

READS: dict[str, Callable[[Browser, str], object]] = {
    "form": lambda person, name: person.get(
        "/api/method/frappe.desk.form.load.getdoc", doctype="Beneficiary", name=name
    ),
    "docinfo": lambda person, name: person.get(
        "/api/method/frappe.desk.form.load.get_docinfo", doctype="Beneficiary", name=name
    ),
    "client.get": lambda person, name: person.get(
        "/api/method/frappe.client.get", doctype="Beneficiary", name=name
    ),
    "copy": lambda person, name: person.get(f"/api/v2/document/Beneficiary/{name}/copy"),
    "print": lambda person, name: person.get(
        "/api/method/frappe.www.printview.get_html_and_style", doc="Beneficiary", name=name
    ),
}


@pytest.mark.parametrize("door", READS)
def test_a_row_is_read_inside_and_refused_outside(hers, inside, outside, door):
    answer = READS[door](hers, inside)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    refused = READS[door](hers, outside)
    assert refused.status_code == 403, refused.get_data(as_text=True)
    assert stored(outside).last_name not in refused.get_data(as_text=True)


def test_a_single_value_is_not_read_outside(hers, inside, outside):
    def asked(name: str) -> dict:
        path = "/api/method/frappe.client.get_value"
        answer = hers.get(path, doctype="Beneficiary", filters={"name": name}, fieldname="last_name")
        return answer.json.get("message") or {}

    assert asked(inside) == {"last_name": stored(inside).last_name}
    assert asked(outside) == {}


def test_a_link_shows_the_title_inside_and_only_the_name_outside(hers, inside, outside):
    def title(name: str) -> str:
        path = "/api/method/frappe.desk.search.get_link_title"
        answer = hers.get(path, doctype="Beneficiary", docname=name)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json["message"]

    assert title(inside) == stored(inside).full_name
    assert title(outside) == outside
    assert title("no-such-woman") == "no-such-woman"


def test_global_search_finds_inside_only(hers, db):
    word = frappe.generate_hash(length=12)
    names = {unit: bare_row("Project Proposal", unit, title=word) for unit in (PROVINCE, OTHER_PROVINCE)}
    searched = {"parent": "Global Search Settings", "parenttype": "Global Search Settings"}
    bare_row("Global Search DocType", document_type="Project Proposal", parentfield="allowed", **searched)
    frappe.cache.delete_key("global_search")
    for name in (*names.values(), "deleted-long-ago"):
        index = {"doctype": "Project Proposal", "name": name, "content": f"Title : {word}", "published": 0}
        index |= {"title": word, "route": ""}
        frappe.db.multisql({"mariadb": INDEX}, index)
    frappe.db.commit()
    path = "/api/method/frappe.utils.global_search.search"
    found = hers.get(path, text=word).json["message"]
    assert [row["name"] for row in found] == [names[PROVINCE]]
    assert word not in json.dumps(
        hers.get("/api/method/frappe.utils.global_search.search", text=word, start="1").json
    )


INDEX = """insert into __global_search (doctype, name, content, published, title, route)
    values (%(doctype)s, %(name)s, %(content)s, %(published)s, %(title)s, %(route)s)"""


def test_a_chart_is_counted_for_each_user(db, browser, coordinator):
    chart = frappe.get_doc(
        {
            "doctype": "Dashboard Chart",
            "chart_name": unique("Chart"),
            "chart_type": "Group By",
            "group_by_type": "Count",
            "document_type": "Beneficiary",
            "group_by_based_on": "unit",
            "type": "Bar",
            "is_public": 1,
            "filters_json": "[]",
        }
    ).insert()
    make_beneficiary()
    make_beneficiary(unit=OTHER_PROVINCE)
    other = user_with("Coordinator", OTHER_PROVINCE).name
    frappe.db.commit()

    kept_for_somebody_else = {"labels": ["x"], "datasets": [{"name": "x", "values": [999_999]}]}
    frappe.cache.set_value(f"chart-data:{chart.name}", json.dumps(kept_for_somebody_else))

    def drawn(user: str) -> int:
        path = "/api/method/frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
        answer = browser(user).get(path, chart_name=chart.name)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return sum(answer.json["message"]["datasets"][0]["values"])

    def counted(user: str) -> int:
        with acting_as(user):
            return len(frappe.get_list("Beneficiary", limit=0))

    assert [drawn(user) for user in (coordinator, other, coordinator)] == [
        counted(user) for user in (coordinator, other, coordinator)
    ]
    assert drawn("Administrator") == frappe.db.count("Beneficiary")


@pytest.mark.parametrize("child", [child for child, (parent, _field) in PARENT_OF.items() if scoped(parent)])
def test_rows_of_a_table_are_not_read_outside(db, coordinator, child):
    parent, field = PARENT_OF[child]
    outside = bare_row(parent, OTHER_PROVINCE)
    bare_row(child, parent=outside, parenttype=parent, parentfield=field)
    frappe.db.delete(child, {"parent": ["!=", outside]})
    ways = (
        lambda: frappe.get_list(child, parent_doctype=parent),
        lambda: frappe.client.get_list(child, parent=parent),
        lambda: [1] * frappe.client.get_count(child),
    )
    with acting_as(coordinator):
        for read in ways:
            with contextlib.suppress(frappe.PermissionError):
                assert not read()


def test_a_private_file_follows_its_document(hers, inside, outside, db):
    content = unique("secret")
    for woman, status in ((inside, 200), (outside, 403)):
        file = frappe.get_doc(
            {
                "doctype": "File",
                "file_name": f"{unique('rsu')}.txt",
                "content": content + woman,
                "is_private": 1,
                "attached_to_doctype": "Beneficiary",
                "attached_to_name": woman,
            }
        ).insert()
        frappe.db.commit()
        answer = hers.get(file.file_url)
        assert answer.status_code == status
        assert (content in answer.get_data(as_text=True)) == (status == 200)


# ------------------------------------------------------------------ letting others in


def test_a_row_is_not_shared_out_of_its_territory(db, coordinator):
    woman = make_beneficiary().name
    outsider = user_with("Coordinator", OTHER_PROVINCE).name
    for user in ("Administrator", coordinator):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            frappe.share.add("Beneficiary", woman, outsider)
    with pytest.raises(SharingRefused):
        frappe.share.add("Beneficiary", woman, everyone=1)
    with acting_as(outsider):
        assert not frappe.has_permission("Beneficiary", "read", woman)


def test_a_row_is_assigned_inside_and_not_outside(db, coordinator):
    from frappe.desk.form.assign_to import add

    woman = make_beneficiary().name
    insider, outsider = (user_with("Coordinator", unit).name for unit in (PROVINCE, OTHER_PROVINCE))
    with acting_as(coordinator):
        add({"doctype": "Beneficiary", "name": woman, "assign_to": [insider]})
        with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
            add({"doctype": "Beneficiary", "name": woman, "assign_to": [outsider]})
    assert not frappe.db.exists("DocShare", {"share_name": woman})
