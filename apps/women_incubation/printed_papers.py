"""What is printed of which document: two tables of `hooks.py`, read by `papers.kinds`."""

_TRAINING = "women_incubation.training.documents"
incubation_paper_files = {
    "Certificates of the Group": {
        "doctype": "Training Group",
        "door": "women_incubation.training.certificate_file.group_certificates",
    },
}
_PROJECT = "women_incubation.incubation.documents"
_SITTING = "women_incubation.incubation.sitting_documents"
_PAYMENT = "women_incubation.disbursement.documents"
incubation_papers = {
    "certificate": {
        "doctype": "Certificate",
        "label": "Certificate of Training",
        "prefix": "CT",
        "make": f"{_TRAINING}.certificate",
        "about": f"{_TRAINING}.about_certificate",
        "refuse": f"{_TRAINING}.refuse_ended",
    },
    "attendance_sheet": {
        "doctype": "Training Session",
        "label": "Attendance Sheet",
        "prefix": "AS",
        "make": f"{_TRAINING}.sheet",
    },
    "attendance_cards": {
        "doctype": "Training Group",
        "label": "Attendance Cards",
        "prefix": "AK",
        "make": f"{_TRAINING}.cards",
        "refuse": f"{_TRAINING}.refuse_cards",
    },
    "group_summary": {
        "doctype": "Training Group",
        "label": "Group Summary",
        "prefix": "GS",
        "make": f"{_TRAINING}.summary",
    },
    "training_hours": {
        "doctype": "Training Group",
        "label": "Training Hours Held",
        "prefix": "TH",
        "make": f"{_TRAINING}.hours_held",
    },
    "convention": {
        "doctype": "Convention",
        "label": "Partnership Convention",
        "prefix": "CV",
        "make": "women_incubation.funding.documents.convention",
        "about": "women_incubation.funding.documents.about_convention",
    },
    "line_statement": {
        "doctype": "Budget Line",
        "label": "Statement of a Budget Line",
        "prefix": "SL",
        "make": "women_incubation.funding.documents.line_statement",
        "needs": "Budget Movement",
    },
    "contract": {
        "doctype": "Project Proposal",
        "label": "Project Contract",
        "prefix": "PC",
        "make": f"{_PROJECT}.contract",
        "about": f"{_PROJECT}.about_contract",
        "refuse": f"{_PROJECT}.refuse_contract",
    },
    "proposal_file": {
        "doctype": "Project Proposal",
        "label": "Project Proposal File",
        "prefix": "PF",
        "make": f"{_PROJECT}.proposal_file",
    },
    "evaluation_summary": {
        "doctype": "Project Proposal",
        "label": "Evaluation Summary",
        "prefix": "ES",
        "make": f"{_PROJECT}.evaluation_summary",
        "refuse": f"{_PROJECT}.refuse_evaluations",
        "needs": "Proposal Evaluation",
    },
    "decision_letter": {
        "doctype": "Project Proposal",
        "label": "Decision Letter",
        "prefix": "DL",
        "make": f"{_PROJECT}.decision_letter",
        "about": f"{_PROJECT}.about_decision",
        "refuse": f"{_PROJECT}.refuse_decision",
    },
    "agenda": {
        "doctype": "Committee Sitting",
        "label": "Agenda of a Sitting",
        "prefix": "AG",
        "make": f"{_SITTING}.agenda",
    },
    "minutes": {
        "doctype": "Committee Sitting",
        "label": "Minutes of a Sitting",
        "prefix": "MS",
        "make": f"{_SITTING}.minutes",
        "refuse": f"{_SITTING}.refuse_minutes",
    },
    "visit_report": {
        "doctype": "Coaching Visit",
        "label": "Visit Report",
        "prefix": "VR",
        "make": f"{_PROJECT}.visit_report",
    },
    "payment_order": {
        "doctype": "Funding Disbursement",
        "label": "Payment Order",
        "prefix": "PO",
        "make": f"{_PAYMENT}.order",
        "refuse": f"{_PAYMENT}.refuse_order",
    },
    "receipt": {
        "doctype": "Funding Disbursement",
        "label": "Receipt of a Payment",
        "prefix": "RP",
        "make": f"{_PAYMENT}.receipt",
        "refuse": f"{_PAYMENT}.refuse_receipt",
    },
    "transfer_list": {
        "doctype": "Payment Batch",
        "label": "List of Transfers",
        "prefix": "TL",
        "make": f"{_PAYMENT}.transfer_list",
        "refuse": f"{_PAYMENT}.refuse_transfer_list",
    },
    "integration_certificate": {
        "doctype": "Project Proposal",
        "label": "Certificate of Economic Integration",
        "prefix": "CI",
        "make": "women_incubation.follow_up.documents.integration_certificate",
        "about": "women_incubation.follow_up.documents.about_integration",
        "refuse": "women_incubation.follow_up.documents.refuse_integration",
    },
}
