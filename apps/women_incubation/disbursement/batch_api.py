"""Payment batches for payment officers. Each write carries a client key; refusals are 4xx with a sentence."""

import frappe
from frappe import _
from frappe.utils import cint

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.disbursement import bank_results, batches, transfer_file
from women_incubation.funding.money import centimes_of, to_centimes

PAGE = 50
FORMATS = {
    "csv": (transfer_file.as_csv, "text/csv", "csv"),
    "pain.001": (transfer_file.as_pain001, "application/xml", "xml"),
}


@frappe.whitelist(methods=["GET"])
def ready() -> dict[str, list[dict]]:
    """Payments that can go to the bank: {payments: [{name, unit, payee_name, rib, amount_centimes}]}."""
    batches.require_officer()
    copied = ("name", "unit", "payee_name", "rib")
    rows = batches.ready_payments()
    shown = [{key: row[key] for key in copied} | {"amount_centimes": to_centimes(row.amount)} for row in rows]
    return {"payments": shown}


@frappe.whitelist(methods=["GET"])
def history(start: int = 0) -> dict[str, list[dict]]:
    """The user's batches, newest first, 50 a page: {batches: [{name, unit, status, made_by, made_at...}]}."""
    rows = frappe.get_list(
        batches.BATCH,
        fields=["name", "unit", "status", "made_by", "made_at", "payment_count", "total"],
        order_by="creation desc",
        limit_start=max(cint(start), 0),
        limit_page_length=PAGE,
    )
    return {"batches": [_listed(row) for row in rows]}


@frappe.whitelist(methods=["GET"])
def batch(name: str = "") -> dict:
    """One batch with its transfers and what the bank answered."""
    return _shown(_readable(name))


@frappe.whitelist(methods=["GET"])
def file(name: str = "", format: str = "csv") -> None:
    """Stream the transfer file: `csv`, or `pain.001`. Formats: see transfer_file."""
    doc = _readable(name)
    batches.require_officer()
    batches.require_frozen(doc)
    if format not in FORMATS:
        frappe.throw(_("The transfer file is made as: {0}").format(", ".join(FORMATS)))
    write, content_type, ending = FORMATS[format]
    frappe.local.response.update(
        {
            "type": "download",
            "filename": f"{doc.name}.{ending}",
            "filecontent": write(doc),
            "content_type": content_type,
            "display_content_as": "attachment",
        }
    )


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def make(
    client_key: str = "",
    unit: str = "",
    payments: list | None = None,
    debtor_name: str = "",
    debtor_rib: str = "",
) -> dict:
    """Make a batch of these payments, once for its client key; the batch."""
    if not isinstance(payments, list) or not all(isinstance(name, str) for name in payments):
        frappe.throw(_("Name the payments of the batch."))
    content = {"unit": unit, "payments": payments, "debtor_name": debtor_name, "debtor_rib": debtor_rib}

    def work() -> dict:
        return _shown(batches.make_batch(unit, payments, debtor_name, debtor_rib))

    return answer_once(client_key, "make_batch", content, work)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def send(client_key: str = "", name: str = "") -> dict:
    """Say that the bank has the file; the batch."""
    return answer_once(client_key, "send_batch", {"name": name}, lambda: _shown(batches.mark_sent(name)))


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def cancel(client_key: str = "", name: str = "", reason: str = "") -> dict:
    """Cancel a batch that the bank will not make; the batch."""
    content = {"name": name, "reason": reason}
    return answer_once(
        client_key, "cancel_batch", content, lambda: _shown(batches.cancel_batch(name, reason))
    )


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def import_result(client_key: str = "", name: str = "", content: str = "") -> dict:
    """Take over the bank's file (see bank_results): {batch, status, answers}; all of it or nothing."""
    asked = {"name": name, "digest": bank_results.digest_of(content)}

    def work() -> dict:
        return bank_results.import_result(name, content)

    return answer_once(client_key, "import_bank_result", asked, work)


def _readable(name: str) -> object:
    doc = frappe.get_doc(batches.BATCH, name)
    doc.check_permission("read")
    return doc


def _listed(row: dict) -> dict:
    return {
        **{key: row[key] for key in ("name", "unit", "status", "made_by")},
        "made_at": str(row["made_at"]),
        "payments": row["payment_count"],
        "total_centimes": to_centimes(row["total"]),
    }


def _shown(doc: object) -> dict:
    rows = [
        {
            **{
                key: row.get(key)
                for key in ("disbursement", "payee_name", "rib", "outcome", "bank_reference")
            },
            "amount_centimes": centimes_of(row, "amount"),
            "paid_on": str(row.paid_on) if row.paid_on else None,
            "reason": row.reason,
        }
        for row in doc.rows
    ]
    return _listed(doc.as_dict()) | {"digest": doc.digest, "rows": rows}
