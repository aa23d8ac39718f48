"""Everything that concerns one woman, as a ZIP: JSON for programs, a page for people, and her files.

The file is private, hangs on the request, and is deleted after `DAYS_KEPT` days by the nightly job.
"""

import io
import json
import zipfile
from html import escape

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cstr, today

from women_incubation.audit.entries import record
from women_incubation.people.doctype.situation_assessment.situation_assessment import opened as opened_text
from women_incubation.people.rights import files, traces
from women_incubation.people.rights.reach import PERSON, Reach, reach_of

DAYS_KEPT = 14
Tables = dict[str, list[dict]]
HIDDEN = ("Password",)


def make_export(doc: Document) -> str:
    """Build the ZIP, hang it on the request, record that. Returns the name of the File."""
    file = frappe.get_doc(
        {
            "doctype": "File",
            "file_name": f"person-{doc.name}.zip",
            "content": archive(doc.beneficiary),
            "is_private": 1,
            "attached_to_doctype": doc.doctype,
            "attached_to_name": doc.name,
            "attached_to_field": "file",
        }
    ).insert()
    expires = add_days(today(), DAYS_KEPT)
    done = {"file": file.file_url, "expires_on": expires, "status": "Done", "done_at": frappe.utils.now()}
    doc.db_set(done, update_modified=False)
    record("person_exported", doc, beneficiary=doc.beneficiary, until=str(expires))
    return file.name


def archive(beneficiary: str) -> bytes:
    """The bytes of the ZIP."""
    reach = reach_of(beneficiary)
    tables = all_tables(beneficiary, reach)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("data.json", json.dumps(tables, ensure_ascii=False, indent=1, default=str))
        pack.writestr("index.html", page(tables))
        for name in files.files_of(beneficiary, reach):
            add_file(pack, frappe.get_doc("File", name))
    return buffer.getvalue()


def all_tables(beneficiary: str, reach: Reach) -> Tables:
    """document -> rows as they are stored: hers, what Frappe keeps beside them, the audit's references."""
    tables = {doctype: rows_of(doctype, names) for doctype, names in sorted(reach.items())}
    beside = {name: rows_of(name, set(found)) for name, found in traces.traces_of(reach).items()}
    user = frappe.db.get_value(PERSON, beneficiary, "user")
    account = {"User": rows_of("User", {user})} if user else {}
    return tables | beside | account | {"Audit Entry": audit_entries(beneficiary, reach)}


def rows_of(doctype: str, names: set[str]) -> list[dict]:
    """The rows, without what is secret and without empty fields."""
    meta = frappe.get_meta(doctype)
    hidden = {field.fieldname for field in meta.fields if field.fieldtype in HIDDEN}
    hidden |= {"api_key", "reset_password_key", "sealed"}
    rows = frappe.get_all(doctype, filters={"name": ["in", sorted(names)]}, fields=["*"], order_by="creation")
    return [
        {key: opened(value) for key, value in row.items() if value not in (None, "") and key not in hidden}
        for row in rows
    ]


def opened(value: object) -> object:
    """A value as she said it: assessments of her situation are sealed in the database."""
    return opened_text(value) if isinstance(value, str) else value


def audit_entries(beneficiary: str, reach: Reach) -> list[dict]:
    """What the audit trail says about her documents and about what she did."""
    fields = ["action", "reference_doctype", "reference_name", "actor", "occurred_at_utc", "detail"]
    found = frappe.get_all("Audit Entry", {"actor": f"{PERSON}/{beneficiary}"}, fields)
    for doctype, names in reach.items():
        where = {"reference_doctype": doctype, "reference_name": ["in", sorted(names)]}
        found += frappe.get_all("Audit Entry", where, fields)
    return sorted(found, key=lambda entry: cstr(entry.occurred_at_utc))


def add_file(pack: zipfile.ZipFile, file: Document) -> None:
    """One of her papers, under a name that no other has."""
    try:
        content = file.get_content(encodings=[])
    except OSError:  # the row is there, the file is not
        return
    pack.writestr(f"files/{file.name}-{file.file_name}", content)


def page(tables: Tables) -> str:
    """A page that any browser shows, in the language of whoever asks."""
    language = frappe.local.lang
    direction = "rtl" if language in ("ar", "fa", "he", "ur") else "ltr"
    title = escape(_("Data of one person"))
    body = "".join(section(doctype, rows) for doctype, rows in tables.items() if rows)
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">'
        f"<title>{title}</title>"
        "<style>body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse;margin-bottom:1.5rem}"
        "th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:start;vertical-align:top}</style>"
        f"<h1>{title}</h1>{body}</html>"
    )


def section(doctype: str, rows: list[dict]) -> str:
    """The rows of one document, each as a small table of label and value."""
    meta = frappe.get_meta(doctype)
    parts = [f"<h2>{escape(_(doctype))} ({len(rows)})</h2>"]
    for row in rows:
        cells = "".join(
            f"<tr><th>{escape(_(meta.get_label(key) or key))}</th><td>{escape(cstr(value))}</td></tr>"
            for key, value in row.items()
        )
        parts.append(f"<table>{cells}</table>")
    return "".join(parts)


def delete_expired() -> None:
    """Each night: exports whose time is over."""
    over = {"kind": "Export", "expires_on": ["<", today()], "file": ["is", "set"]}
    for name in frappe.get_all("Rights Request", over, pluck="name"):
        attached = {"attached_to_doctype": "Rights Request", "attached_to_name": name}
        files.delete_files(frappe.get_all("File", attached, pluck="name"))
        frappe.db.set_value("Rights Request", name, "file", None, update_modified=False)
