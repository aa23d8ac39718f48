"""A table of dotted paths, nothing else. What is printed has a table of its own: `printed_papers.py`."""

from women_incubation.printed_papers import incubation_paper_files as incubation_paper_files
from women_incubation.printed_papers import incubation_papers as incubation_papers

app_name = "women_incubation"
app_title = "Women Incubation"
app_publisher = "Women Incubation contributors"
app_description = "Training and incubation of women, from idea to verified economic integration"
app_email = "contact@women-incubation.invalid"
app_license = "MIT"
app_logo_url = "/assets/women_incubation/images/logo.svg"
app_include_css = "women_incubation.bundle.css"
app_include_js = "women_incubation.bundle.js"
add_to_apps_screen = [
    {
        "name": "women_incubation",
        "logo": app_logo_url,
        "title": app_title,
        "route": "/desk",
        "has_permission": "women_incubation.territory.desk_home.has_desk",
    },
    {
        "name": "women_incubation",
        "logo": app_logo_url,
        "title": app_title,
        "route": "/incubation",
        "has_permission": "women_incubation.territory.desk_home.has_field_app_only",
    },
]
extend_bootinfo = [
    "women_incubation.territory.desk_home.keep_own_workspaces",
    "women_incubation.papers.desk.name_documents_with_papers",
]

export_python_type_annotations = True
require_type_annotated_api_methods = True

before_install = "women_incubation.install.before_install"
after_install = "women_incubation.install.after_install"
after_migrate = ["women_incubation.install.after_migrate"]

# Only what must be the same on every site is a fixture: fixtures are imported with force at each migrate.
# Catalogues (territory, modules, rules...) are inserted if missing by install.py, so that edits survive.
_WORKFLOW_STATES = (
    "Idea",
    "Submitted",
    "Under Review",
    "Changes Requested",
    "Shortlisted",
    "Waiting List",
    "Approved",
    "Rejected",
    "Contracted",
    "In Incubation",
    "Activity Started",
    "Economically Integrated",
    "Discontinued",
    "Withdrawn",
    "Draft",
    "Requested",
    "Verified",
    "Second Approval",
    "Paid",
    "Received",
    "Returned",
    "Bounced",
)
_WORKFLOW_ACTIONS = (
    "Submit Proposal",
    "Start Review",
    "Shortlist",
    "Request Changes",
    "Record Approval",
    "Put on Waiting List",
    "Record Rejection",
    "Reopen on Appeal",
    "Sign Contract",
    "Start Incubation",
    "Start Activity",
    "Confirm Integration",
    "Discontinue",
    "Withdraw",
    "Request Payment",
    "Verify",
    "Approve",
    "Approve Again",
    "Record Payment",
    "Confirm Receipt",
    "Record Bounce",
    "Return",
    "Reject",
)
fixture_auto_order = True
fixtures = [
    {"dt": "Role", "filters": [["role_name", "like", "Incubation %"]]},
    {"dt": "Workflow State", "filters": [["name", "in", _WORKFLOW_STATES]]},
    {"dt": "Workflow Action Master", "filters": [["name", "in", _WORKFLOW_ACTIONS]]},
    {"dt": "Workflow", "filters": [["name", "in", ("Project Path", "Disbursement Path")]]},
]

# Each function inserts the rows of its catalogue that are missing, and never changes one that exists.
incubation_catalogues = [
    "women_incubation.territory.catalogue.insert_missing",
    "women_incubation.territory.user_privacy.raise_levels",
    "women_incubation.people.catalogue.insert_missing",
    "women_incubation.training.catalogue.insert_missing",
    "women_incubation.funding.catalogue.insert_missing",
    "women_incubation.disbursement.separation_rules.insert_missing",
]

# ------------------------------------------------------------------ who may see which rows (one function)
_SCOPE_CONDITION = "women_incubation.territory.access.scope_condition"
_SCOPE_PERMISSION = "women_incubation.territory.access.has_permission"
_SCOPED_DOCUMENTS = (
    "Audit Entry",
    "Territorial Assignment",
    "Printed Paper",
    "Break Glass Access",
    "Rights Request",
    "Notice",
    "Beneficiary",
    "Duplicate Review",
    "Consent",
    "External Support",
    "Situation Assessment",
    "Referral",
    "Selection",
    "Selection Row",
    "Selection Appeal",
    "Beneficiary Import",
    "Training Group",
    "Training Session",
    "Session Attendance",
    "Attendance Event",
    "Trainer Unavailability",
    "Sheet Entry",
    "Module Result",
    "Session Feedback",
    "Certificate",
    "Convention",
    "Convention Amendment",
    "Budget Line",
    "Budget Balance",
    "Project Balance",
    "Budget Movement",
    "Call for Projects",
    "Project Proposal",
    "Proposal Evaluation",
    "Project Appeal",
    "Committee",
    "Committee Sitting",
    "Funding Disbursement",
    "Expense Justification",
    "Payment Batch",
    "Recovery Order",
    "Substitute",
    "Delegation",
    "Project Milestone",
    "Coaching Visit",
    "Integration Follow-up",
    "Alert",
)
permission_query_conditions = dict.fromkeys(_SCOPED_DOCUMENTS, _SCOPE_CONDITION)
has_permission = dict.fromkeys(_SCOPED_DOCUMENTS, _SCOPE_PERMISSION)
permission_query_conditions["File"] = "women_incubation.territory.rows_behind.files_condition"
permission_query_conditions["Workflow Action"] = (
    "women_incubation.territory.rows_behind.workflow_actions_condition"
)
has_permission["Situation Assessment"] = [_SCOPE_PERMISSION, "women_incubation.people.sensitive.may_open"]
has_permission["Workflow Action"] = "women_incubation.territory.rows_behind.may_see_workflow_action"
has_permission["Partner Organisation"] = "women_incubation.territory.permissions.organisation"
# A row is placed inside the territory of whoever saves it, and is not shared out of it.
doc_events = {
    doctype: {"before_save": "women_incubation.territory.access.check_scope_on_save"}
    for doctype in (*_SCOPED_DOCUMENTS, "Partner Organisation")
}
# An access lies where its document lies, which is outside the territory of whoever opens it.
del doc_events["Break Glass Access"]
for _hung_on_documents in ("Comment", "File", "ToDo", "Communication"):
    doc_events[_hung_on_documents] = {
        "before_insert": [
            "women_incubation.territory.rows_behind.refuse_hanging",
            "women_incubation.people.sensitive.refuse_beside_assessments",
        ]
    }
doc_events["User"] = {"on_update": "women_incubation.territory.role_changes.note_role_changes"}
_TITLES = "women_incubation.territory.link_titles"
doc_events["*"] = {"before_print": f"{_TITLES}.clean_print"}
doc_events["DocShare"] = {"validate": "women_incubation.territory.sharing.refuse_share"}
doc_events["Document Follow"] = {"validate": "women_incubation.territory.sharing.refuse_following"}
incubation_file_rules = ["women_incubation.people.portraits.may_open_file"]
has_permission["File"] = "women_incubation.people.portraits.may_open_file"
extend_doctype_class = {"File": ["women_incubation.audit.file_claims.FileClaims"]}
_DOORS = "women_incubation.territory.desk_doors"
_TAGS = "women_incubation.territory.tag_doors"
_EXPORTS = "women_incubation.audit.export_doors"
auth_hooks = [
    "women_incubation.territory.select_only.refuse_lists",
    f"{_TITLES}.refuse_expanded_links",
    "women_incubation.audit.whole_calls.refuse_incomplete",
]
override_whitelisted_methods = {
    "frappe.desk.doctype.tag.tag.add_tag": f"{_TAGS}.add_tag",
    "frappe.desk.doctype.tag.tag.add_tags": f"{_TAGS}.add_tags",
    "frappe.desk.doctype.tag.tag.remove_tag": f"{_TAGS}.remove_tag",
    "frappe.desk.doctype.tag.tag.get_tagged_docs": f"{_TAGS}.get_tagged_docs",
    "frappe.desk.reportview.export_query": f"{_EXPORTS}.export_list",
    "frappe.desk.query_report.export_query": f"{_EXPORTS}.export_report",
    "frappe.core.doctype.data_export.exporter.export_data": f"{_EXPORTS}.export_data",
    "frappe.core.doctype.data_import.data_import.download_template": f"{_EXPORTS}.download_template",
    "frappe.client.bulk_update": f"{_DOORS}.bulk_update",
    "frappe.desk.like.toggle_like": f"{_DOORS}.toggle_like",
    "frappe.desk.search.get_names_for_mentions": f"{_DOORS}.get_names_for_mentions",
    "frappe.desk.form.load.get_user_info_for_viewers": f"{_DOORS}.get_user_info_for_viewers",
    "frappe.desk.search.get_link_title": f"{_DOORS}.get_link_title",
    "frappe.desk.form.load.getdoc": f"{_TITLES}.getdoc",
    "frappe.desk.listview.get_group_by_count": f"{_TITLES}.get_group_by_count",
    "frappe.utils.global_search.search": f"{_DOORS}.search",
    "frappe.desk.doctype.dashboard_chart.dashboard_chart.get": f"{_DOORS}.get_chart",
    "frappe.model.workflow.apply_workflow": "women_incubation.audit.workflow_door.apply_workflow",
}
# Each domain states which rows are a woman's own; no rule for a document: she sees no row of it.
incubation_own_rows = {
    "Notice": "women_incubation.notices.permissions.own_notices",
    "Beneficiary": "women_incubation.people.permissions.own_beneficiary_row",
    "Consent": "women_incubation.people.permissions.own_consents",
    "Selection Row": "women_incubation.people.permissions.own_selection_rows",
    "Selection Appeal": "women_incubation.people.permissions.own_appeals",
    "Call for Projects": "women_incubation.incubation.permissions.published_calls",
    "Project Proposal": "women_incubation.incubation.permissions.own_projects",
    "Project Milestone": "women_incubation.incubation.milestones.own_milestones",
    "Project Appeal": "women_incubation.incubation.permissions.own_appeals",
    "Session Attendance": "women_incubation.training.permissions.own_attendance",
    "Module Result": "women_incubation.training.permissions.own_results",
    "Session Feedback": "women_incubation.training.permissions.own_feedback",
    "Certificate": "women_incubation.training.permissions.own_certificates",
    "Funding Disbursement": "women_incubation.disbursement.permissions.own_disbursements",
    "Expense Justification": "women_incubation.disbursement.permissions.own_justifications",
}
# A place sees what stands above it in these documents: a province its region's conventions and lines.
incubation_seen_from_below = [
    "Convention",
    "Convention Amendment",
    "Budget Line",
    "Budget Balance",
    "Call for Projects",
    "Committee",
]
# What somebody opened by break-glass, wherever it lies: the record of the access, not the document.
incubation_own_accesses = {"Break Glass Access": "women_incubation.territory.permissions.own_accesses"}
# user -> text or None: by what an audit entry names who acts, and where an entry without a document lies
incubation_actor_reference = ["women_incubation.people.rights.actors.woman_reference"]
incubation_actor_unit = ["women_incubation.territory.access.home_unit"]
# beneficiary -> list of sentences: why her data cannot be erased yet
incubation_erasure_checks = ["women_incubation.disbursement.erasure_checks.money_in_flight"]
# beneficiary -> None: what ends once she is erased
incubation_person_erased = ["women_incubation.follow_up.alerts.raising.close_about"]
# document -> its texts that stay when a woman is erased, as they say nothing of her; "*": all, "-": delete
incubation_person_records = {
    "Access Code": ["-"],
    "Alert": ["open_key"],
    "Attendance Event": ["client_uuid", "content_digest"],
    "Beneficiary Key": ["-"],
    "Certificate": ["valid_key"],
    "Coaching Visit": ["uuid", "content_digest", "device"],
    "Coaching Visit Photo": ["uuid"],
    "Disbursement Step": ["digest"],
    "Evaluation Score": ["*"],
    "External Support": ["source"],
    "Funding Disbursement": ["bank_reference"],
    "Notice": ["-"],
    "Payment Batch Row": ["bank_reference"],
    "Printed Paper": ["kind", "title_fr", "title_ar", "token", "digest"],
    "Project Appeal": ["contested"],
    "Project Path Step": ["action", "from_state", "to_state"],
    "Project Proposal": ["rule_snapshot"],
    "Project Tranche": ["label"],
    "Recovery Order": ["bank_reference"],
    "Requested Change": ["field_name"],
    "Self Registration": ["request_digest"],
    "Session Attendance": ["last_event"],
    "Situation Assessment": ["-"],
}
# document -> its field that names a woman's file, or her account, without being a link to her file
incubation_person_names = {"Duplicate Review": "other", "Notice": "user"}
# access -> None: who is told that somebody broke the glass
incubation_glass_broken = ["women_incubation.people.rights.glass_notice.tell_officers"]
# What somebody who is only a trainer sees within the territory: what she trains.
incubation_narrowing = {
    "Beneficiary": "women_incubation.training.permissions.people_trained",
    "Training Group": "women_incubation.training.permissions.groups_trained",
    "Training Session": "women_incubation.training.permissions.sessions_trained",
    "Session Attendance": "women_incubation.training.permissions.attendance_trained",
    "Attendance Event": "women_incubation.training.permissions.events_trained",
    "Trainer Unavailability": "women_incubation.training.permissions.own_unavailability",
    "Sheet Entry": "women_incubation.training.permissions.sheets_trained",
    "Module Result": "women_incubation.training.permissions.results_trained",
    "Certificate": "women_incubation.training.permissions.certificates_trained",
}
# What somebody who is only a coach, or only an evaluator, sees of the women: those of their own projects.
incubation_narrowing_coach = {
    "Beneficiary": "women_incubation.incubation.people_seen.women_coached",
    "Consent": "women_incubation.incubation.people_seen.consents_of_women_coached",
    "External Support": "women_incubation.incubation.people_seen.support_of_women_coached",
}
incubation_narrowing_evaluator = {
    "Beneficiary": "women_incubation.incubation.people_seen.women_judged",
    "Project Proposal": "women_incubation.incubation.permissions.projects_judged",
}
# Whatever roles an evaluator holds: how the others judged a project that is still open to his judgement.
incubation_blinding = {
    "Situation Assessment": "women_incubation.people.sensitive.own_assessments",
    "Proposal Evaluation": "women_incubation.incubation.permissions.independent_evaluations",
}

# ------------------------------------------------------------------ what later domains tell earlier ones
# channel -> function(Message) -> None: how a message leaves; it raises ChannelError when it cannot
incubation_notice_channels = {
    "SMS": "women_incubation.notices.channels.sms.send",
    "E-mail": "women_incubation.notices.channels.email.send",
    "In-app": "women_incubation.notices.channels.in_app.send",
}
# (kept, removed) -> None: what a merge of two files puts right first, or refuses (MergeRefused)
incubation_merge_steps = [
    "women_incubation.incubation.merging.check_projects",
    "women_incubation.training.merging.join_training",
    "women_incubation.training.merging_results.join_results",
]
# beneficiary -> stage or None: how far her records bring her
incubation_stage_sources = [
    "women_incubation.training.stage.stage_of",
    "women_incubation.incubation.stage.stage_of",
]
# project -> None: what else happens when its activity starts
incubation_activity_started = ["women_incubation.follow_up.services.open_follow_ups"]
# project -> list of {"field", "message"}: what its verified integration still lacks
incubation_integration_checks = ["women_incubation.follow_up.services.missing_for_integration"]
# project -> list of {"field", "message"}: what keeps its money from being given back
incubation_release_checks = ["women_incubation.disbursement.release_checks.payments_on_their_way"]
# project -> {(tranche number, budget line): state}: how far its tranches have come
incubation_tranche_states = ["women_incubation.disbursement.tranche_states.tranche_states"]
# project, terms of a tranche -> list of {"field", "message"}: what it waits for
incubation_tranche_conditions = [
    "women_incubation.incubation.milestones.reached_before_tranche",
    "women_incubation.disbursement.training_condition.training_completed",
]

# kind of alert -> function() -> Iterable[people.alert_finding.Finding]: everything that is true tonight
incubation_alert_sources = {
    "No Contact": "women_incubation.follow_up.alerts.sources.no_contact",
    "Stalled Step": "women_incubation.follow_up.alerts.sources.stalled_step",
    "Overdue Referral": "women_incubation.follow_up.alerts.sources.overdue_referrals",
    "Stalled Project": "women_incubation.follow_up.project_alerts.stalled_projects",
    "Overdue Follow-up": "women_incubation.follow_up.project_alerts.overdue_follow_ups",
    "Absences": "women_incubation.training.absences.findings",
    "Late Tranche": "women_incubation.disbursement.late_tranches.findings",
}
# An alert keeps nothing alive.
ignore_links_on_delete = ["Alert"]
# women, day -> iterable of (woman, training path completed by that day)
incubation_training_facts = ["women_incubation.training.certificate_facts.completed_paths"]

# ------------------------------------------------------------------ the field app, at /incubation
website_route_rules = [
    {"from_route": "/incubation/<path:app_path>", "to_route": "incubation"},
    {"from_route": "/check/<token>", "to_route": "check"},
]
page_renderer = ["women_incubation.field_app.service_worker.ServiceWorkerPage"]
role_home_page = {"Incubation Woman": "incubation"}
on_logout = ["women_incubation.field_app.logging_out.clear_cache"]

# ------------------------------------------------------------------ each night
scheduler_events = {
    "cron": {
        "*/5 * * * *": ["women_incubation.notices.sending.send_due"],
        "*/10 * * * *": [
            "women_incubation.training.stage.update_pending_stages",
            "women_incubation.people.importing.starting.go_on_with_stopped",
        ],
    },
    "daily": [
        "women_incubation.audit.client_keys.forget_old",
        "women_incubation.audit.seals.seal_trail",
        "women_incubation.people.rights.export.delete_expired",
        "women_incubation.people.rights.api.go_on_with_stopped",
        "women_incubation.people.importing.expiry.delete_expired",
        "women_incubation.notices.sending.forget_sealed",
        "women_incubation.people.access_codes.forget_old",
        "women_incubation.people.self_registration.forget_unconfirmed",
        "women_incubation.incubation.quote_pieces.forget_old",
        "women_incubation.funding.conventions.start_due",
        "women_incubation.funding.ledger.reconciliation.run_nightly",
        "women_incubation.follow_up.alerts.raising.refresh_all",
    ],
}
