"""What the Desk's pages and forms of training ask: parse, authorise, call one service."""

from dataclasses import asdict

import frappe

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.training import certificates, results, review_list, sheets
from women_incubation.training.permissions import require_marker
from women_incubation.training.typed_values import as_list


# ------------------------------------------------------------------------------- the coordinator's review
@frappe.whitelist(methods=["GET"])
def waiting_events(group: str = "") -> dict:
    """The attendance events that wait for a coordinator."""
    return review_list.waiting_events(group)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def resolve_events(names: list | str | None = None, action: str = "", reason: str = "") -> list:
    """Accept or dismiss several of them; one answer each."""
    return [asdict(answer) for answer in review_list.resolve_events(as_list(names), action, reason)]


# ------------------------------------------------------------------------------------------- paper sheets
@frappe.whitelist(methods=["GET"])
def sheet(session: str = "") -> dict:
    """A session's roster, the user's own entry, and the comparison once it is finished."""
    require_marker()
    return sheets.sheet_of(session)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def save_sheet(session: str = "", rows: list | str | None = None, finished: bool = False) -> dict:
    """Keep what was typed."""
    require_marker()
    sheets.save_sheet(session, as_list(rows), finished)
    return sheets.sheet_of(session)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def reopen_sheet(session: str = "") -> dict:
    """Take the user's finished entry back to a draft."""
    require_marker()
    sheets.reopen_sheet(session)
    return sheets.sheet_of(session)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def record_sheet(
    client_key: str = "", session: str = "", settled: list | str | None = None, close: bool = False
) -> dict:
    """Turn the finished entries into marks; one answer a woman."""
    require_marker()
    content = {"session": session, "settled": as_list(settled), "close": close}
    return answer_once(
        client_key, "record_sheet", content, lambda: {"answers": sheets.record_sheet(**content)}
    )


# ------------------------------------------------------------------------------------------------ results
@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def record_results(
    client_key: str = "",
    training_group: str = "",
    module: str = "",
    kind: str = "",
    graded_on: str = "",
    max_score: float = 0,
    attempt: int = 1,
    results_of_women: list | str | None = None,
) -> dict:
    """Write one test of a group; one answer a woman."""
    require_marker()
    common = {
        "training_group": training_group,
        "module": module,
        "kind": kind,
        "graded_on": graded_on,
        "max_score": max_score,
        "attempt": attempt,
    }
    lines = as_list(results_of_women)

    def work() -> dict:
        return {"answers": [asdict(answer) for answer in results.record_results(common, lines)]}

    return answer_once(client_key, "record_results", common | {"lines": lines}, work)


# ------------------------------------------------------------------------------------------- certificates
@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def issue_certificates(group: str = "", beneficiaries: list | str | None = None) -> list:
    """Issue what is due to these members; one answer each. Sent again, it answers identical."""
    return [asdict(issue) for issue in certificates.issue_for_group(group, as_list(beneficiaries))]


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def revoke_certificate(name: str = "", reason: str = "") -> None:
    """Take a certificate back."""
    certificates.revoke(name, reason)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def reissue_certificate(client_key: str = "", name: str = "", reason: str = "") -> dict:
    """Replace a certificate by a new one."""
    content = {"name": name, "reason": reason}
    return answer_once(
        client_key, "reissue_certificate", content, lambda: {"name": certificates.reissue(name, reason)}
    )
