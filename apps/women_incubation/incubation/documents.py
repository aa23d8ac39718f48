"""What the printed documents of a project say: gathered here, drawn in `reports/`."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.funding.documents import heads, organisation
from women_incubation.funding.money import centimes_of
from women_incubation.incubation.appeals import deadline_of
from women_incubation.incubation.decision_letter import criteria_of
from women_incubation.incubation.decisions import decision_in
from women_incubation.incubation.evaluations import counted_evaluations, mean_score
from women_incubation.papers.words import _lt, amount, both_names, day, full_name, percent, phrase, place
from women_incubation.reports.amounts import figures
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same
from women_incubation.reports.sections import (
    Facts,
    Heading,
    Paragraph,
    Roll,
    Section,
    Signatures,
    sections,
)

CONTRACTED = ("Contracted", "In Incubation", "Activity Started", "Economically Integrated")
TRANCHE_HEADS = (_lt("Tranche"), _lt("Name"), _lt("Condition"), _lt("Budget Line"), _lt("Amount (DH)"))
FINANCING_HEADS = (_lt("Budget Line"), _lt("Funder"), _lt("Amount (DH)"))
ITEM_HEADS = (_lt("What It Pays For"), _lt("Amount (DH)"))
DUTIES = (
    _lt("The funder pays the amount above in the tranches below, each once its condition is met."),
    _lt("The beneficiary uses the money for this project only, and shows what it was spent on."),
    _lt("She lets her coach visit the activity, and tells the programme of any difficulty or change."),
    _lt("Money that was not used for the project is paid back."),
)


def contract(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The contract of a financed project with its tranche plan."""
    granted = centimes_of(doc, "granted_amount")
    between = phrase(
        _lt(
            "Between the programme’s funders and {0}, holder of the national identity card {1}, it is agreed:"
        ),
        woman(doc.beneficiary),
        cnie_of(doc.beneficiary),
    )
    parts: list[Section] = [
        Paragraph(between),
        Facts([*_about_project(doc), (phrase(_lt("Amount Granted")), amount(granted))]),
        Heading(phrase(_lt("Commitments"))),
        *(Paragraph(phrase(duty)) for duty in DUTIES),
        Heading(phrase(_lt("Financing"))),
        _financing(doc),
        Heading(phrase(_lt("Tranche Plan"))),
        _tranches(doc),
        Signatures(
            [phrase(_lt("The Beneficiary")), phrase(_lt("The Funder")), phrase(_lt("The Coordinator"))]
        ),
    ]
    return sections(phrase(_lt("Project Contract")), parts, stamp, letterhead)


def about_contract(doc: Document) -> tuple[Phrase, Phrase]:
    """What the check page shows: the title, and the woman's name."""
    return phrase(_lt("Project Contract")), woman(doc.beneficiary)


def refuse_contract(doc: Document) -> str:
    """Nothing is signed before the money is committed."""
    contracted = doc.workflow_state in CONTRACTED
    return "" if contracted else _("A contract is printed once the project is contracted.")


def proposal_file(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The proposal as it was sent."""
    items = [[item.label, figures(centimes_of(item, "amount"))] for item in doc.budget_items]
    items.append([phrase(_lt("Total")), figures(centimes_of(doc, "total_cost"))])
    parts: list[Section] = [
        Facts([*_about_project(doc), *_about_activity(doc)]),
        *_members(doc),
        Heading(phrase(_lt("The Project"))),
        Paragraph(same(doc.description or "")),
        Heading(phrase(_lt("The Market"))),
        Paragraph(same(doc.market or "")),
        Heading(phrase(_lt("Budget"))),
        Roll(heads(ITEM_HEADS), items, (75, 25), numbers=(1,), total=True),
        Facts(_about_money(doc)),
        Signatures([phrase(_lt("The Beneficiary"))]),
    ]
    return sections(phrase(_lt("Project Proposal File")), parts, stamp, letterhead)


def evaluation_summary(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The evaluations that count, criterion by criterion, for the committee."""
    counted = [row.evaluator for row in counted_evaluations(doc)]
    filters = {"project": doc.name, "status": "Final", "evaluator": ["in", counted or [""]]}
    names = frappe.get_all("Proposal Evaluation", filters=filters, pluck="name", order_by="creation, name")
    evaluations = [frappe.get_doc("Proposal Evaluation", name) for name in names]
    parts: list[Section] = [
        Facts([*_about_project(doc), (phrase(_lt("Mean Score")), same(_mean(evaluations)))]),
        _scores(evaluations),
        *_comments(evaluations),
        Signatures([phrase(_lt("The Committee’s Secretary"))]),
    ]
    return sections(phrase(_lt("Evaluation Summary")), parts, stamp, letterhead, wide=len(evaluations) > 2)


def refuse_evaluations(doc: Document) -> str:
    """Who is to judge the project independently sees nobody else's scores, on paper neither."""
    filters = {"project": doc.name, "status": "Final"}
    seen = frappe.get_list("Proposal Evaluation", filters=filters, pluck="name", limit=0)
    everybody_s = frappe.db.count("Proposal Evaluation", filters)
    return "" if len(seen) == everybody_s else _("You may not see all evaluations of this project.")


def decision_letter(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """What the committee decided, with its reasons, to the woman."""
    sitting = frappe.get_doc("Committee Sitting", doc.sitting)
    decided = decision_in(sitting, doc.name)
    opening = phrase(
        _lt("Madam {0}, the committee {1}, sitting on {2}, has decided on your project “{3}”:"),
        woman(doc.beneficiary),
        committee_of(sitting),
        day(sitting.sitting_date),
        doc.title,
    )
    parts = [
        Paragraph(opening),
        Facts(_decision(doc, decided)),
        Heading(phrase(_lt("Reasons"))),
        Paragraph(reasons_of(decided)),
        *_mean_scores(doc),
        *_appeal(doc),
        Signatures([phrase(_lt("The Committee’s Secretary"))]),
    ]
    return sections(phrase(_lt("Decision Letter")), parts, stamp, letterhead)


def _mean_scores(doc: Document) -> list:
    """The mean of each criterion, in both languages."""
    rows = zip(criteria_of(doc, "fr"), criteria_of(doc, "ar"), strict=True)
    facts = [
        (
            Phrase(fr["criterion"], ar["criterion"]),
            same(f"{percent(fr['score'])} / {percent(fr['max_score'])}"),
        )
        for fr, ar in rows
    ]
    return [Heading(phrase(_lt("Scores by Criterion"))), Facts(facts)] if facts else []


def _appeal(doc: Document) -> list:
    """Until when she may appeal, and how; nothing when there is nothing to contest."""
    until = deadline_of(doc)
    if not until:
        return []
    sentence = _lt(
        "You may appeal against this decision until {0}: tell your coordinator, or write it in the app."
    )
    return [Heading(phrase(_lt("Appeal"))), Paragraph(phrase(sentence, day(until)))]


def about_decision(doc: Document) -> tuple[Phrase, Phrase]:
    """What the check page shows: the title, and the woman's name."""
    return phrase(_lt("Decision Letter")), woman(doc.beneficiary)


def refuse_decision(doc: Document) -> str:
    """There is a letter once a sitting that the project cites has decided."""
    found = doc.sitting and decision_in(frappe.get_doc("Committee Sitting", doc.sitting), doc.name)
    return "" if found else _("A decision letter is printed once a committee sitting has decided.")


def visit_report(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """What a coach saw and agreed on a visit."""
    about = [
        (phrase(_lt("Project")), same(frappe.db.get_value("Project Proposal", doc.project, "title"))),
        (phrase(_lt("Beneficiary")), woman(doc.beneficiary)),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("Coach")), same(full_name(doc.coach))),
        (phrase(_lt("Visit Date")), day(doc.visit_date)),
        (phrase(_lt("Place")), same(doc.place or "")),
        (phrase(_lt("Purpose")), same(doc.purpose or "")),
        (phrase(_lt("Photos")), same(len(doc.photos))),
        (phrase(_lt("Next Visit On")), day(doc.next_visit_on)),
    ]
    parts = [
        Facts(about),
        Heading(phrase(_lt("Observations"))),
        Paragraph(same(doc.observations or "")),
        Heading(phrase(_lt("Next Steps"))),
        Paragraph(same(doc.next_steps or "")),
        Signatures([phrase(_lt("The Coach")), phrase(_lt("The Beneficiary"))]),
    ]
    return sections(phrase(_lt("Visit Report")), parts, stamp, letterhead)


def woman(beneficiary: str) -> Phrase:
    """A woman's name in both scripts."""
    return both_names("Beneficiary", beneficiary, "full_name", "full_name_ar")


def cnie_of(beneficiary: str) -> str:
    """Her national identity card's number, or a dash."""
    return frappe.db.get_value("Beneficiary", beneficiary, "cnie") or "—"


def committee_of(sitting: Document) -> Phrase:
    """The committee's name in both languages."""
    return both_names("Committee", sitting.committee, "committee_name", "name_ar")


def reasons_of(decided: Document) -> Phrase:
    """A decision's reasons; one language stands for both when the other is empty."""
    return Phrase(decided.reason_fr or decided.reason_ar or "", decided.reason_ar or decided.reason_fr or "")


def _about_project(doc: Document) -> list[tuple[Phrase, Phrase]]:
    return [
        (phrase(_lt("Project")), same(f"{doc.name} – {doc.title}")),
        (phrase(_lt("Project Holder")), woman(doc.beneficiary)),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("Call for Projects")), both_names("Call for Projects", doc.call, "title_fr", "title_ar")),
    ]


def _about_activity(doc: Document) -> list[tuple[Phrase, Phrase]]:
    return [
        (phrase(_lt("Kind")), phrase(doc.kind)),
        (phrase(_lt("Sector")), phrase(doc.sector)),
        (phrase(_lt("Place of Activity")), same(doc.place_of_activity or "")),
        (phrase(_lt("Jobs Planned")), same(doc.jobs_planned or 0)),
        (phrase(_lt("Submitted On")), day(doc.submitted_on)),
    ]


def _about_money(doc: Document) -> list[tuple[Phrase, Phrase]]:
    return [
        (phrase(_lt("Amount Requested")), amount(centimes_of(doc, "requested_amount"))),
        (phrase(_lt("Own Contribution in Cash")), amount(centimes_of(doc, "own_contribution_cash"))),
        (phrase(_lt("Own Contribution in Kind")), amount(centimes_of(doc, "own_contribution_kind"))),
    ]


def _members(doc: Document) -> list[Section]:
    if not doc.members:
        return []
    rows = [[woman(row.beneficiary), percent(row.share_percent)] for row in doc.members]
    return [
        Heading(phrase(_lt("Members"))),
        Roll([phrase(_lt("Name")), phrase(_lt("Share (%)"))], rows, (75, 25), numbers=(1,)),
    ]


def _financing(doc: Document) -> Roll:
    rows = []
    for row in doc.financing:
        funder = frappe.db.get_value("Budget Line", row.budget_line, "funder")
        rows.append([row.budget_line, organisation(funder), figures(centimes_of(row, "amount"))])
    return Roll(heads(FINANCING_HEADS), rows, (25, 50, 25), numbers=(2,))


def _tranches(doc: Document) -> Roll:
    rows = [
        [
            row.number or row.idx,
            phrase(row.label or ""),  # those of the shipped rules are words of ours
            phrase(row.condition or "None"),
            row.budget_line,
            figures(centimes_of(row, "amount")),
        ]
        for row in doc.tranches
    ]
    total = sum(centimes_of(row, "amount") for row in doc.tranches)
    rows.append([phrase(_lt("Total")), "", "", "", figures(total)])
    return Roll(heads(TRANCHE_HEADS), rows, (13, 24, 27, 18, 18), numbers=(4,), total=True)


def _mean(evaluations: list[Document]) -> str:
    return f"{percent(mean_score(evaluations))} / 100"


def _scores(evaluations: list[Document]) -> Roll:
    first = evaluations[0].scores if evaluations else []
    rows: list[list] = []
    for place_of, criterion in enumerate(first):
        given = [percent(evaluation.scores[place_of].score) for evaluation in evaluations]
        name = Phrase(criterion.criterion, criterion.criterion_ar or criterion.criterion)
        rows.append([name, percent(criterion.weight), criterion.max_score, *given])
    rows.append([phrase(_lt("Total")), "", "", *(percent(each.total_score) for each in evaluations)])
    columns = [phrase(_lt("Criterion")), phrase(_lt("Weight (%)")), phrase(_lt("Greatest Score"))]
    columns += [same(full_name(each.evaluator)) for each in evaluations]
    figures_in = range(1, len(columns))
    return Roll(columns, rows, (40, 14, 14, *(22 for _each in evaluations)), numbers=figures_in, total=True)


def _comments(evaluations: list[Document]) -> list[Section]:
    said = [(same(full_name(each.evaluator)), same(each.comment)) for each in evaluations if each.comment]
    return [Heading(phrase(_lt("Comments"))), Facts(said)] if said else []


def _decision(doc: Document, decided: Document) -> list[tuple[Phrase, Phrase]]:
    facts = [(phrase(_lt("Decision")), phrase(decided.decision))]
    if decided.decision == "Approved":
        facts.append((phrase(_lt("Amount Granted")), amount(centimes_of(decided, "amount"))))
    if decided.rank:
        facts.append((phrase(_lt("Rank on the Waiting List")), same(decided.rank)))
    return [*facts, (phrase(_lt("Score")), same(f"{percent(doc.evaluation_score)} / 100"))]
