"""Each role of the programme finds its own work on the Desk: one workspace, one sidebar, one icon."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import frappe
import pytest
from frappe.apps import get_default_path
from frappe.boot import load_desktop_data
from frappe.desk.doctype.desktop_icon.desktop_icon import get_desktop_icons
from frappe.model.document import Document

from tests.factories.users import user_with
from women_incubation.territory.desk_home import APP, has_desk, has_field_app_only, keep_own_workspaces

FOLDER = Path(frappe.get_module(APP).__file__).parent
KINDS = {
    "Workspace": "*/workspace/*/*.json",
    "Workspace Sidebar": "workspace_sidebar/*.json",
    "Desktop Icon": "desktop_icon/*.json",
    "Number Card": "*/number_card/*/*.json",
}


BLOCKS: dict[str, Callable[[Document], list[str]]] = {
    "shortcut": lambda workspace: [row.label for row in workspace.shortcuts],
    "number_card": lambda workspace: [row.label for row in workspace.number_cards],
    "card": lambda workspace: [row.label for row in workspace.links if row.type == "Card Break"],
}


def roles_of(doc: Document) -> set[str]:
    return {row.role for row in doc.roles}


def names(kind: str) -> list[str]:
    """The names that the files of the app give to documents of a kind."""
    return sorted(json.loads(path.read_text())["name"] for path in FOLDER.glob(KINDS[kind]))


def desk_roles() -> list[str]:
    """The roles of the programme that work in the Desk."""
    roles = json.loads((FOLDER / "fixtures" / "1_role.json").read_text())
    return sorted(role["role_name"] for role in roles if role["desk_access"])


def boot() -> frappe._dict:
    """What the Desk is told of workspaces, sidebars and icons as it starts."""
    info = frappe._dict(user=frappe._dict())
    load_desktop_data(info)
    info.desktop_icons = get_desktop_icons(bootinfo=info)
    keep_own_workspaces(info)
    return info


def targets(name: str) -> Iterator[tuple[str, str]]:
    """(kind, name) of everything that a workspace and its sidebar lead to inside the Desk."""
    workspace, sidebar = frappe.get_doc("Workspace", name), frappe.get_doc("Workspace Sidebar", name)
    yield from ((row.type, row.link_to) for row in workspace.shortcuts if row.type != "URL")
    yield from ((row.link_type, row.link_to) for row in workspace.links if row.type == "Link")
    for row in sidebar.items:
        if row.type == "Link" and row.link_type not in ("URL", "Workspace"):
            yield row.link_type, row.link_to
    for row in workspace.number_cards:
        yield "DocType", frappe.db.get_value("Number Card", row.number_card_name, "document_type")


def may_read(kind: str, name: str) -> bool:
    """Whether the user may open a list, a report or a page."""
    if kind in ("Report", "Page"):
        return frappe.get_doc(kind, name).is_permitted()
    assert kind == "DocType"
    return bool(frappe.has_permission(name, "read"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_is_on_the_site(db: object, kind: str) -> None:
    assert names(kind)
    assert sorted(frappe.get_all(kind, {"name": ["in", names(kind)]}, pluck="name")) == names(kind)


def test_workspace_sidebar_and_icon_go_by_one_name(db: object) -> None:
    assert names("Workspace") == names("Workspace Sidebar") == names("Desktop Icon")
    assert not set(names("Workspace")) & set(frappe.get_all("Module Def", pluck="name"))
    for name in names("Workspace"):
        assert roles_of(frappe.get_doc("Workspace", name)) == roles_of(frappe.get_doc("Desktop Icon", name))
        for variant in ("solid", "subtle"):
            assert (FOLDER / f"public/icons/desktop_icons/{variant}/{frappe.scrub(name)}.svg").is_file()


def test_every_module_has_a_sidebar_of_ours(db: object) -> None:
    """Frappe makes one of its own for a module without."""
    modules = set(frappe.get_all("Workspace Sidebar", {"app": APP}, pluck="module"))
    assert modules == set(frappe.get_all("Module Def", {"app_name": APP}, pluck="name"))


@pytest.mark.parametrize("role", desk_roles())
def test_a_role_has_one_workspace_and_reads_all_it_leads_to(db: object, as_user: Callable, role: str) -> None:
    with as_user(user_with(role).name):
        info = boot()
        own = [page["name"] for page in info.workspaces["pages"] if page["name"] in names("Workspace")]
        assert len(own) == 1
        assert [icon["name"] for icon in info.desktop_icons] == own
        ours = [item for item in info.workspace_sidebar_item.values() if item["app"] == APP]
        assert [item["label"] for item in ours] == own
        assert len(ours[0]["items"]) == len(frappe.get_doc("Workspace Sidebar", own[0]).items)
        assert roles_of(frappe.get_doc("Workspace", own[0])) == {role}
        assert [target for target in targets(own[0]) if not may_read(*target)] == []


@pytest.mark.parametrize("name", names("Workspace"))
def test_a_page_shows_all_that_it_holds(db: object, name: str) -> None:
    """A block whose row is missing, and a row without a block, are silently not shown."""
    workspace = frappe.get_doc("Workspace", name)
    blocks = json.loads(workspace.content)
    shown = {kind: {b["data"][f"{kind}_name"] for b in blocks if b["type"] == kind} for kind in BLOCKS}
    assert shown == {kind: set(rows(workspace)) for kind, rows in BLOCKS.items()}
    assert len({block["id"] for block in blocks}) == len(blocks)


def filtered_fields() -> list[tuple[str, str]]:
    """(document, field) of each filter of the shortcuts; the filters are JavaScript: only keys are read."""
    found = set()
    for path in FOLDER.glob(KINDS["Workspace"]):
        for row in json.loads(path.read_text())["shortcuts"]:
            keys = re.findall(r'"(\w+)": ', row.get("stats_filter", ""))
            found |= {(row["link_to"], key) for key in keys}
    return sorted(found)


@pytest.mark.parametrize(("doctype", "field"), filtered_fields())
def test_a_shortcut_counts_by_a_field_that_exists(db: object, doctype: str, field: str) -> None:
    assert frappe.get_meta(doctype).has_field(field)


def test_two_roles_have_two_workspaces_and_no_other(db: object, as_user: Callable) -> None:
    with as_user(user_with(["Coach", "Controller"]).name):
        info = boot()
        assert {icon["name"] for icon in info.desktop_icons} == {"Project Coaching", "Payment Control"}


def test_the_framework_stays_with_system_managers(db: object, as_user: Callable) -> None:
    with as_user(user_with(["Coordinator", "System Manager"]).name):
        assert {"Framework", "Coordination"} <= {icon["name"] for icon in boot().desktop_icons}


def test_who_logs_in_lands_where_they_work(db: object, as_user: Callable) -> None:
    for role, place in (("Woman", "/incubation"), ("Trainer", "/desk")):
        with as_user(user_with(role).name):
            assert get_default_path() == place


def test_nobody_else_has_the_field_app_for_a_home(db: object, as_user: Callable) -> None:
    with as_user(user_with([], user_type="Website User").name):
        assert not has_desk() and not has_field_app_only()
