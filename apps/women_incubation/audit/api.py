"""What the Desk may call in this room."""

import frappe

from women_incubation.audit.entries import record
from women_incubation.audit.verifier import Finding, examine

VERIFIERS = ("Incubation Auditor", "System Manager")
MOST_SHOWN = 200


@frappe.whitelist(methods=["POST"])
def verify_trail() -> dict:
    """Read the whole audit trail again. For auditors.

    Answers {entries, chains, summary, window, elsewhere, findings: [{kind, chain, sequence, entry, ...}]}:
    an auditor of a part of the country is told the findings about chains that lie in it, and how many
    `elsewhere` there are. The check itself is recorded.
    """
    frappe.only_for(VERIFIERS)
    seen = examine()
    mine = [finding for finding in seen.findings if is_visible(finding)]
    record("trail_verified", entries=seen.entries, chains=seen.chains, findings=len(seen.findings))
    return {
        "entries": seen.entries,
        "chains": seen.chains,
        "summary": seen.summary(),
        "window": seen.window(),
        "findings": [finding._asdict() for finding in mine[:MOST_SHOWN]],
        "elsewhere": len(seen.findings) - len(mine),
    }


def is_visible(finding: Finding) -> bool:
    """Whether the acting user sees some entry of the finding's chain, or nobody can: it is all gone."""
    if not frappe.db.exists("Audit Entry", {"chain": finding.chain}):
        return True
    return bool(frappe.get_list("Audit Entry", filters={"chain": finding.chain}, limit=1))
