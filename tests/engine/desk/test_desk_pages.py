"""The Desk's pages in Chromium, in English and in Arabic: each shows what it should, nothing goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.engine.desk.desk_page import Desk

once = pytest.mark.parametrize("language", ["en"], indirect=True, scope="session")


def test_home_page_has_the_icons_of_the_users_role(desk: Desk) -> None:
    page = desk.open("")
    expect(page.locator(".desktop-icon", has_text="Probe Work")).to_be_visible()
    expect(page.locator("#brand-logo")).to_have_js_property("complete", True)
    assert desk.value("document.querySelector('#brand-logo').naturalWidth") > 0


def test_direction_and_styles_follow_the_language(desk: Desk, language: str) -> None:
    desk.open("probe-work")
    assert desk.value("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    sheets = desk.value("[...document.styleSheets].map((sheet) => sheet.href).filter(Boolean).join()")
    assert ("/dist/css-rtl/desk.bundle." in sheets) == (language == "ar")
    box = desk.page.locator(".body-sidebar").bounding_box()
    assert (box["x"] > 640) == (language == "ar"), "the sidebar stands where reading begins"


@once
def test_fonts_and_icons_are_served(desk: Desk) -> None:
    desk.open("probe-work")
    assert desk.value("document.fonts.check('16px InterVariable') || document.fonts.check('16px Inter')")
    assert desk.value("[...document.fonts].some((font) => font.status === 'loaded')")
    assert desk.value("document.querySelectorAll('#all-symbols symbol').length") > 100


def test_workspace_shows_card_chart_shortcut_and_links(desk: Desk) -> None:
    page = desk.open("probe-work")
    expect(page.locator(".number-widget-box .widget-content")).to_contain_text(re.compile(r"\d"))
    expect(page.locator(".dashboard-widget-box svg.frappe-chart")).to_be_visible()
    expect(page.locator(".shortcut-widget-box")).to_contain_text("Documents")
    expect(page.locator(".links-widget-box")).to_contain_text("Places")


@once
def test_sidebar_holds_only_what_the_user_may_read(desk: Desk) -> None:
    page = desk.open("probe-work")
    items = page.locator(".body-sidebar .standard-sidebar-item .sidebar-item-label").all_text_contents()
    shown = {item.strip() for item in items}
    assert {"Home", "Documents", "More", "Places", "Amounts"} <= shown
    assert "Roles" not in shown


def test_list_view_lists_and_filters(desk: Desk) -> None:
    page = desk.open("probe-document")
    expect(page.locator(".list-row-container .list-row", has_text="From North")).to_have_count(2)
    desk.open("probe-document?title=From South")
    expect(page.locator(".list-row-container .list-row")).to_have_count(1)


def test_form_is_filled_in_and_saved(desk: Desk, language: str) -> None:
    page = desk.open("probe-document/new")
    page.fill("[data-fieldname=title] input", f"Made in {language}")
    page.fill("[data-fieldname=unit] input", "Desk")
    page.keyboard.press("Tab")
    page.locator(".primary-action:visible", has_text="Save").click()
    page.wait_for_url("**/probe-document/PRB-**")
    expect(page.locator(".form-page [data-fieldname=title] input")).to_have_value(f"Made in {language}")


@once
def test_tree_view_opens_its_branches(desk: Desk) -> None:
    page = desk.open("probe-place/view/tree")
    page.locator(".tree-link", has_text="Country").click()
    expect(page.locator(".tree-link", has_text="Town")).to_be_visible()


def test_date_is_picked(desk: Desk) -> None:
    page = desk.open("probe-place/Town")
    page.locator("[data-fieldname=opened_on] input").click()
    page.locator(".datepicker.active .datepicker--cell-day.-current-").click()
    assert desk.value("cur_frm.doc.opened_on") == desk.value("frappe.datetime.get_today()")


def test_report_view_shows_a_table(desk: Desk) -> None:
    page = desk.open("probe-document/view/report")
    expect(page.locator(".dt-scrollable .dt-row").first).to_be_visible()
    expect(page.locator(".dt-scrollable")).to_contain_text("From South")


def test_script_report_shows_table_and_chart(desk: Desk) -> None:
    page = desk.open("query-report/Probe Amounts")
    expect(page.locator(".dt-scrollable")).to_contain_text("North")
    expect(page.locator(".chart-wrapper svg.frappe-chart .bar")).not_to_have_count(0)


def test_print_view_shows_the_document(desk: Desk, language: str) -> None:
    name = _document_of(desk)
    page = desk.open(f"print/Probe Document/{name}")
    sheet = page.frame_locator("iframe.print-format-container")
    expect(sheet.locator(".print-format")).to_contain_text("From South")
    expect(sheet.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")


@once
def test_printed_page_shows_the_document(desk: Desk) -> None:
    name = _document_of(desk)
    answer = desk.page.request.get(f"{desk.address}/printview?doctype=Probe Document&name={name}")
    assert answer.status == 200
    assert "From South" in answer.text()


def test_file_is_attached_to_a_document(desk: Desk, tmp_path: Path, language: str) -> None:
    paper = tmp_path / f"paper-{language}.txt"
    paper.write_text(f"Evidence in {language}")
    page = desk.open(f"probe-document/{_document_of(desk)}")
    page.locator(".form-attachments .add-attachment-btn").click()
    with page.expect_file_chooser() as chooser:
        page.locator(".file-uploader .btn-file-upload").first.click()
    chooser.value.set_files(paper)
    page.locator(".modal.show .btn-modal-primary").click()
    expect(page.locator(".attachment-row", has_text=paper.name)).to_be_visible()


def test_workflow_action_moves_the_document(desk: Desk, language: str) -> None:
    page = desk.open(f"probe-document/{_new_document(desk, language)}")
    expect(page.locator(".indicator-pill:visible").first).to_contain_text("Probe Draft")
    page.locator(".actions-btn-group button:visible").click()
    page.locator(".actions-btn-group .dropdown-item:visible", has_text="Probe Finish").click()
    expect(page.locator(".indicator-pill:visible").first).to_contain_text("Probe Done")


@once
def test_comment_is_written(desk: Desk, language: str) -> None:
    page = desk.open(f"probe-document/{_document_of(desk)}")
    page.locator(".comment-input-container .ql-editor").fill(f"Seen in {language}")
    page.locator(".comment-input-wrapper .btn-comment").click()
    expect(page.locator(".timeline-item", has_text=f"Seen in {language}")).to_be_visible()


@once
def test_search_bar_finds_a_list(desk: Desk) -> None:
    page = desk.open("probe-work")
    page.keyboard.press("Control+k")
    page.locator("#navbar-search:visible, .awesomplete input:visible").first.fill("Probe Place")
    expect(page.locator(".awesomplete li", has_text="Probe Place").first).to_be_visible()


def test_bundle_of_an_app_runs(desk: Desk, language: str) -> None:
    page = desk.open("probe-work")
    assert desk.value("engine_probe.greeting") == "Hello, Desk"
    assert "sAid `ticked`" in desk.value("engine_probe.note()")
    desk.value("$('body').append('<div id=probe class=probe-frame></div>') && engine_probe.show('#probe')")
    page.locator(".probe-panel").click()
    expect(page.locator(".probe-panel")).to_have_text("1")
    start = "right" if language == "ar" else "left"
    expect(page.locator(".probe-panel")).to_have_css(f"padding-{start}", "17px")
    expect(page.locator(".probe-frame")).to_have_css(f"margin-{start}", "13px")


@once
def test_realtime_is_not_asked_for(desk: Desk) -> None:
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url) if "socket.io" in request.url else None)
    desk.open("probe-document")
    assert asked == []
    assert desk.value("frappe.realtime.disabled") is True


def _document_of(desk: Desk, title: str = "From South") -> str:
    """The name of a document, asked of the server as the user."""
    filters = f'[["title","=","{title}"]]'
    answer = desk.page.request.get(f"{desk.address}/api/resource/Probe Document", params={"filters": filters})
    return answer.json()["data"][0]["name"]


def _new_document(desk: Desk, language: str) -> str:
    desk.open("probe-work")
    fields = {"doctype": "Probe Document", "title": f"To finish in {language}", "unit": "Desk"}
    return desk.page.evaluate("(doc) => frappe.db.insert(doc).then((made) => made.name)", fields)
