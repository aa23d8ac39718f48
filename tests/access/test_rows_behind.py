"""What Frappe keeps about our rows (files, waiting actions, likes) is seen by their readers only."""

import frappe
import pytest

from tests.factories.incubation import make_idea, make_staff, submit
from tests.factories.people import make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.browser import message_of

FORMS = (
    "/private/files/{name}",
    "/private/files/./{name}",
    "/private/files//{name}",
    "/private/files/%2e/{name}",
    "/files/../private/files/{name}",
    "/private/files/../files/../files/{name}",
    "http://{site}/private/files/{name}",
    "/private/files/../../site_config.json",
    "/private/files/../../logs/frappe.log",
    "/private/files/nobody-has-this.txt",
)


@pytest.fixture
def project(db):
    project = submit(make_idea(), make_staff())
    frappe.db.commit()
    return project


@pytest.fixture
def paper(project) -> str:
    return project.budget_items[0].quote


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_an_address_opens_anothers_paper(paper, browser, form):
    stranger = browser(make_woman_with_account().user)
    address = form.format(name=paper.rsplit("/", 1)[1], site=frappe.local.site)

    row = stranger.post("/api/resource/File", file_url=address, is_private=1)
    upload = stranger.call("upload_file", file_url=address, is_private=1)

    for answer in (row, upload):
        assert 400 <= answer.status_code < 500, address
        assert "not yours" in message_of(answer)


def test_a_file_does_not_move_to_anothers_address(paper, browser):
    woman = make_woman_with_account()
    frappe.db.commit()
    mine = browser(woman.user).post("/api/resource/File", file_name="a.txt", content="mine", is_private=1)
    name = mine.get_json()["data"]["name"]

    answer = browser(woman.user).put(
        f"/api/resource/File/{name}", file_url=paper.replace("files/", "files/./")
    )

    assert 400 <= answer.status_code < 500


def test_files_and_waiting_actions_are_listed_to_readers_of_their_row_only(project, browser):
    reader = browser(user_with("Coordinator", project.unit).name)
    stranger = browser(user_with("Coordinator", OTHER_PROVINCE).name)

    for doctype, behind in (("File", "attached_to_name"), ("Workflow Action", "reference_name")):
        query = {"filters": [[behind, "=", project.name]], "limit_page_length": 0}
        assert reader.get(f"/api/resource/{doctype}", **query).get_json()["data"]
        assert not stranger.get(f"/api/resource/{doctype}", **query).get_json()["data"]


@pytest.mark.parametrize("doctype", ["Project Proposal", "Audit Entry", "System Settings"])
def test_liking_writes_into_no_row_that_one_may_not_read(project, browser, doctype):
    name = {
        "Project Proposal": project.name,
        "Audit Entry": frappe.get_all("Audit Entry", pluck="name", limit=1)[0],
    }.get(doctype, doctype)
    woman = browser(make_woman_with_account().user)

    answer = woman.call("frappe.desk.like.toggle_like", doctype=doctype, name=name, add="Yes")

    assert 400 <= answer.status_code < 500


def test_scoped_rows_are_not_followed_by_mail(project, as_user):
    with as_user(user_with("Coordinator", project.unit).name), pytest.raises(frappe.PermissionError):
        follow = {"doctype": "Document Follow", "ref_doctype": project.doctype, "ref_docname": project.name}
        frappe.get_doc(follow | {"user": frappe.session.user}).insert(ignore_permissions=True)


def test_website_users_do_not_list_the_staff(db, browser):
    staff = user_with("Coordinator", OTHER_PROVINCE).name
    woman = browser(make_woman_with_account().user)

    names = woman.call("frappe.desk.search.get_names_for_mentions", search_term="")
    viewers = woman.call("frappe.desk.form.load.get_user_info_for_viewers", users=frappe.as_json([staff]))

    assert not names.get_json()["message"]
    assert not viewers.get_json()["message"]


def hung(project) -> dict[str, dict]:
    """Rows of Frappe's own that would hang on a project."""
    at = {"reference_doctype": project.doctype, "reference_name": project.name}
    return {
        "Comment": at | {"comment_type": "Comment", "content": "x"},
        "ToDo": {"reference_type": project.doctype, "reference_name": project.name, "description": "x"},
        "File": {
            "file_name": "x.txt",
            "content": "x",
            "is_private": 1,
            "attached_to_doctype": project.doctype,
            "attached_to_name": project.name,
        },
    }


@pytest.mark.parametrize("doctype", ["Comment", "ToDo", "File"])
def test_nothing_is_hung_on_a_document_that_one_does_not_see(project, browser, doctype):
    stranger, reader = (
        user_with("Coordinator", OTHER_PROVINCE).name,
        user_with("Coordinator", project.unit).name,
    )
    row = hung(project)[doctype]

    assert browser(stranger).post(f"/api/resource/{doctype}", **row).status_code == 403
    readers = browser(reader).post(f"/api/resource/{doctype}", **row)
    assert readers.status_code == (200 if doctype == "File" else 403)  # the others have doors of their own
    frappe.db.rollback()
    assert not frappe.get_all(doctype, {"owner": stranger})
