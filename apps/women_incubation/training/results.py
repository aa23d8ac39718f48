"""Results of tests: written one by one or for a whole group, and read by the gate."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import strip_html

from women_incubation.training.errors import ResultRefused

COUNTED = ("Post-test", "Module Test")  # a pre-test tells where somebody started
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class ResultAnswer:
    """What became of one line: created, updated, identical or invalid with the reason."""

    beneficiary: str
    outcome: str
    message: str = ""


def best_results(beneficiary: str, path: str, modules: Collection[str]) -> dict[str, Decimal]:
    """Her best share in percent of each of these modules, in the groups of one path; one query."""
    result, group = frappe.qb.DocType("Module Result"), frappe.qb.DocType("Training Group")
    query = (
        frappe.qb.from_(result)
        .join(group)
        .on(group.name == result.training_group)
        .select(result.module, result.score, result.max_score)
        .where((result.beneficiary == beneficiary) & (group.path == path))
        .where(result.kind.isin(COUNTED) & result.module.isin(list(modules) or [""]))
    )
    best: dict[str, Decimal] = {}
    for module, score, out_of in query.run():
        share = Decimal(str(score)) * 100 / Decimal(str(out_of))
        best[module] = max(share, best.get(module, share))
    return best


def record_results(common: dict, lines: list[dict]) -> list[ResultAnswer]:
    """Write one test of a group; one answer a line, and a line that is refused spoils no other.

    `common` holds training_group, module, kind, attempt, graded_on and max_score; a line holds beneficiary
    and score. Raises ResultRefused for a list that is none or is too long.
    """
    if not isinstance(lines, list) or not 0 < len(lines) <= MOST_AT_ONCE:
        frappe.throw(_("Send the results of 1 to {0} people at once.").format(MOST_AT_ONCE), ResultRefused)
    return [record_line(common, line) for line in lines]


def record_line(common: dict, line: object) -> ResultAnswer:
    """Write one line in a savepoint of its own."""
    beneficiary = line.get("beneficiary") if isinstance(line, dict) else None
    if not isinstance(beneficiary, str):
        return ResultAnswer("", "invalid", _("Each line names the person and the score."))
    frappe.db.savepoint("result_line")
    try:
        return ResultAnswer(beneficiary, write_result(common, beneficiary, line.get("score")))
    except frappe.ValidationError as error:
        frappe.db.rollback(save_point="result_line")
        frappe.clear_last_message()
        return ResultAnswer(beneficiary, "invalid", strip_html(str(error)))


def write_result(common: dict, beneficiary: str, score: object) -> str:
    """Insert the result, or change the one there is. Returns created, updated or identical."""
    doc = stored_result(common, beneficiary)
    values = {"score": score, "max_score": common.get("max_score"), "graded_on": common.get("graded_on")}
    if doc is None:
        new = {"doctype": "Module Result", "beneficiary": beneficiary, **common, **values}
        frappe.get_doc(new).insert()
        return "created"
    doc.update(values)
    doc.save()
    return "identical" if not doc.flags.changed_result else "updated"


def stored_result(common: dict, beneficiary: str) -> Document | None:
    """The result of the same person, test and attempt."""
    keys = {key: common.get(key) for key in ("training_group", "module", "kind")}
    name = frappe.db.get_value(
        "Module Result", keys | {"beneficiary": beneficiary, "attempt": common.get("attempt") or 1}
    )
    return frappe.get_doc("Module Result", name) if name else None
