"""Two files of one woman become one: nothing is lost, no rule is broken, and it can be explained later."""

import json

import frappe
import pytest

from tests.factories import serial, unique
from tests.factories.disbursement import make_running_project
from tests.factories.incubation import make_idea, make_private_file
from tests.factories.notices import keep_in_outbox
from tests.factories.people import give_consent, make_beneficiary, make_support, make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION, SISTER_PROVINCE
from tests.factories.training import hold_session, make_group, make_session, mark, send
from tests.factories.training_results import make_certificate, make_result
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.processes import run_together
from women_incubation.audit.entries import verify
from women_incubation.notices.door import tell
from women_incubation.people import api, merging
from women_incubation.people.duplicates.finding import find
from women_incubation.people.duplicates.rule import person_of_doc
from women_incubation.people.errors import FileMerged, MergeRefused, PossibleDuplicate, ReasonMissing
from women_incubation.people.relinking import linked_rows, relink


def cnie() -> str:
    """A card number not used before."""
    return f"ZY{serial():06d}"


def merged(kept: object, removed: object, reason: str = "Same card seen") -> dict:
    """Merge two files, given as documents or names, as Administrator."""
    return merging.merge(getattr(kept, "name", kept), getattr(removed, "name", removed), reason)


def names_of(beneficiary: str) -> dict[str, set[str]]:
    """Document -> names of the rows that name her."""
    found: dict[str, set[str]] = {}
    for place, names in linked_rows(beneficiary).items():
        found.setdefault(place.doctype, set()).update(names)
    return found


def test_every_linked_row_follows_and_the_numbers_stay_one(db):
    keep_in_outbox()
    kept = make_beneficiary(phone="0600111222")
    number = cnie()
    removed = make_beneficiary(
        cnie=number, phone="0600333444", locality="Hay Salam", rsu_score=9, rsu_threshold=9.7
    )
    consent, support = give_consent(removed.name), make_support(removed.name)
    comment = removed.add_comment("Comment", "Came with her sister")
    url = make_private_file("Administrator")
    removed.append("papers", {"title": "Card", "file": url})
    removed.save()
    (notice,) = tell(phone="+212600333444", subject="s", body="b", purpose="x", reference=removed)
    rows = names_of(removed.name)
    answer = merged(kept, removed)
    kept.reload(), removed.reload()
    assert names_of(removed.name) == {}
    after = names_of(kept.name)
    for doctype, names in rows.items():
        assert names <= after[doctype], doctype
    for doctype, name in (
        ("Consent", consent.name),
        ("External Support", support.name),
        ("Comment", comment.name),
    ):
        assert name in after[doctype]
    assert frappe.db.get_value("Notice", notice, "reference_name") == kept.name
    assert frappe.db.get_value("File", {"file_url": url}, "attached_to_name") == kept.name
    assert answer["moved"]["Consent"] == 1
    assert (kept.phone, kept.cnie, kept.locality) == ("+212600111222", number, "Hay Salam")
    assert (kept.rsu_score, kept.rsu_threshold) == (9, 9.7)


def test_the_pointer_says_where_to_and_is_closed(db):
    kept, removed = make_beneficiary(), make_beneficiary(cnie=cnie(), phone="0600555666")
    merged(kept, removed)
    removed.reload()
    assert (removed.merged_into, removed.stage, removed.cnie, removed.phone) == (
        kept.name,
        "Left",
        None,
        None,
    )
    removed.locality = "elsewhere"
    with pytest.raises(FileMerged) as refusal:
        removed.save()
    assert kept.name in str(refusal.value)
    for pair in ((kept, removed), (removed, kept)):
        with pytest.raises(MergeRefused):
            merged(*pair)


def test_nobody_is_a_duplicate_of_a_pointer(db):
    names = {"first_name": "Nezha", "last_name": "Bouhali", "first_name_ar": "نزهة", "last_name_ar": "بوهالي"}
    kept, removed = make_beneficiary(), make_beneficiary(**names)
    merged(kept, removed)
    assert find(person_of_doc(removed)) == []
    make_beneficiary(**names)


def test_the_review_explains_it_with_before_and_after(db):
    kept, removed = make_beneficiary(), make_beneficiary(cnie=cnie())
    consent = give_consent(removed.name)
    answer = merged(kept, removed, "Same card seen")
    review = frappe.get_doc("Duplicate Review", answer["review"])
    assert (review.status, review.reason, review.decided_by) == ("Merged", "Same card seen", "Administrator")
    before, after = json.loads(review.before), json.loads(review.after)
    assert before["removed"]["cnie"] == removed.cnie
    assert before["kept"]["cnie"] is None
    assert after["kept"]["cnie"] == removed.cnie
    assert after["moved"]["Consent"] == [consent.name]
    actions = frappe.get_all(
        "Audit Entry", {"reference_name": ["in", [kept.name, removed.name]]}, pluck="action"
    )
    assert {"files_merged", "merged_away"} <= set(actions)
    assert verify() == []
    review.reason = "Another story"
    with pytest.raises(frappe.ValidationError):
        review.save()


def test_an_open_review_of_the_pair_is_the_one_that_is_decided(db):
    kept, removed, third = make_beneficiary(), make_beneficiary(), make_beneficiary()
    pair = {"doctype": "Duplicate Review", "beneficiary": removed.name, "other": kept.name}
    review = frappe.get_doc(pair).insert()
    with_third = frappe.get_doc({**pair, "other": third.name}).insert()
    assert merged(kept, removed)["review"] == review.name
    assert frappe.db.get_value("Duplicate Review", with_third.name, ["beneficiary", "status"]) == (
        kept.name,
        "Open",
    )


@pytest.mark.parametrize(
    ("role", "unit", "allowed"),
    [
        ("Coordinator", REGION, True),
        ("Coordinator", PROVINCE, False),
        ("Coordinator", OTHER_PROVINCE, False),
        ("Coach", REGION, False),
        ("Programme Officer", "MA", False),
        ("Woman", None, False),
    ],
)
def test_who_may_write_both_files_merges(db, role, unit, allowed):
    kept, removed = make_beneficiary(), make_beneficiary(unit=SISTER_PROVINCE)
    with acting_as(user_with(role, unit)):
        if allowed:
            assert merged(kept, removed)["kept"] == kept.name
        else:
            with pytest.raises(frappe.PermissionError):
                merged(kept, removed)
    assert bool(frappe.db.get_value("Beneficiary", removed.name, "merged_into")) is allowed


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_a_merge_has_a_reason_and_two_files(db, reason):
    kept = make_beneficiary()
    with pytest.raises(ReasonMissing):
        merged(kept, make_beneficiary(), reason)
    with pytest.raises(MergeRefused):
        merged(kept, kept)


def test_one_account_is_left(db):
    kept, removed = make_woman_with_account(), make_woman_with_account()
    merged(kept, removed)
    assert frappe.db.get_value("User", kept.user, "enabled") == 1
    assert frappe.db.get_value("User", removed.user, "enabled") == 0
    without, third = make_beneficiary(), make_woman_with_account()
    merged(without, third)
    without.reload()
    assert without.user == third.user
    assert frappe.db.get_value("User", third.user, "enabled") == 1


def test_two_projects_under_way_are_refused_and_nothing_is_changed(db):
    ideas = [make_idea(), make_idea()]
    for idea in ideas:
        frappe.db.set_value("Project Proposal", idea.name, "workflow_state", "Submitted")
    kept, removed = (idea.beneficiary for idea in ideas)
    rows = names_of(removed)
    with pytest.raises(MergeRefused) as refusal:
        merged(kept, removed)
    assert ideas[0].name in str(refusal.value)
    assert names_of(removed) == rows
    assert not frappe.db.get_value("Beneficiary", removed, "merged_into")
    frappe.db.set_value("Project Proposal", ideas[0].name, "workflow_state", "Withdrawn")
    merged(kept, removed)
    assert frappe.db.get_value("Project Proposal", ideas[1].name, "beneficiary") == kept


def test_a_session_that_both_attended_is_one_row_by_the_fold(db):
    group = make_group(members=3)
    session = make_session(group)
    one, two, three = (row.beneficiary for row in group.members)
    send([mark(session, one, "Absent"), mark(session, two, "Present"), mark(session, three)], session)
    merged(one, two)
    rows = frappe.get_all("Session Attendance", {"training_session": session.name}, ["beneficiary", "status"])
    assert sorted(row.beneficiary for row in rows) == sorted([one, three])
    events = frappe.get_all(
        "Attendance Event", {"training_session": session.name, "beneficiary": one}, ["status", "needs_review"]
    )
    assert {event.status for event in events} == {"Absent", "Present"}
    assert sum(event.needs_review for event in events) == 1  # the contradiction waits for a coordinator
    members = frappe.get_all("Training Group Member", {"parent": group.name}, pluck="beneficiary")
    assert sorted(members) == sorted([one, three])
    assert frappe.db.count("Attendance Event", {"beneficiary": two}) == 0


def test_attendance_of_different_sessions_adds_up(db):
    first, second = make_group(members=1), make_group(members=1)
    held = [hold_session(first), hold_session(second)]
    one, two = first.members[0].beneficiary, second.members[0].beneficiary
    merged(one, two)
    rows = frappe.get_all("Session Attendance", {"beneficiary": one}, ["training_session", "status"])
    assert {(row.training_session, row.status) for row in rows} == {(each.name, "Present") for each in held}


def test_a_row_that_must_be_alone_stays_with_the_pointer_and_is_named(db):
    group = make_group(members=2)
    one, two = (row.beneficiary for row in group.members)
    mine, theirs = make_result(group, one), make_result(group, two)
    moved, stayed = relink(two, one)  # without the steps of later domains, which make room first
    assert stayed == {"Module Result": [theirs.name]}
    assert "Training Group Member" in moved
    assert frappe.db.get_value("Module Result", theirs.name, "beneficiary") == two
    assert frappe.db.get_value("Module Result", mine.name, "beneficiary") == one


def test_the_results_of_both_files_are_hers(db):
    group = make_group(members=2)
    one, two = (row.beneficiary for row in group.members)
    results = {make_result(group, one).name, make_result(group, two).name}
    review = frappe.get_doc("Duplicate Review", merged(one, two)["review"])
    assert set(frappe.get_all("Module Result", {"beneficiary": one}, pluck="name")) == results
    assert json.loads(review.after)["stayed"] == {}


def test_a_certificate_follows_and_stays_the_only_valid_one(db):
    certificate = make_certificate()
    kept = make_beneficiary()
    merged(kept, certificate.beneficiary)
    certificate.reload()
    assert certificate.beneficiary == kept.name
    assert certificate.valid_key == f"{kept.name}/{certificate.training_path}"


def test_money_stays_what_was_signed(db):
    project = make_running_project()
    kept = make_beneficiary()
    signed = frappe.get_all(
        "Budget Movement", {"project": project.name}, ["name", "modified"], order_by="name"
    )
    before = frappe.get_doc("Project Proposal", project.name).modified
    merged(kept, project.beneficiary)
    project = frappe.get_doc("Project Proposal", project.name)
    assert (project.beneficiary, project.modified) == (kept.name, before)
    assert (
        frappe.get_all("Budget Movement", {"project": project.name}, ["name", "modified"], order_by="name")
        == signed
    )


def test_the_same_request_twice_is_one_merge_and_a_retry_is_answered(db):
    kept, removed = make_beneficiary(), make_beneficiary()
    arguments = {"kept": kept.name, "removed": removed.name, "reason": "One woman"}
    key = unique("key")
    first = api.merge(key, **arguments)
    assert api.merge(key, **arguments) == first
    assert frappe.db.count("Duplicate Review", {"other": removed.name, "status": "Merged"}) == 1


def test_crossed_merges_at_the_same_moment_leave_one_woman(db):
    one, two = make_beneficiary().name, make_beneficiary().name
    frappe.db.commit()

    def merge(number: int) -> str:
        pair = (one, two) if number % 2 else (two, one)
        try:
            api.merge(unique(f"race{number}"), *pair, "One woman")
        except frappe.ValidationError:
            frappe.db.rollback()
            return "refused"
        frappe.db.commit()
        return "merged"

    assert sorted(run_together(merge, count=4)) == ["merged"] + ["refused"] * 3
    frappe.db.rollback()
    pointers = [frappe.db.get_value("Beneficiary", name, "merged_into") for name in (one, two)]
    assert sorted(bool(pointer) for pointer in pointers) == [False, True]


def test_side_by_side(db):
    first, second = make_beneficiary(cnie=cnie()), make_beneficiary()
    give_consent(second.name)
    shown = merging.compare(first.name, second.name)
    row = next(row for row in shown["fields"] if row["fieldname"] == "cnie")
    assert (row["first"], row["second"], row["same"]) == (first.cnie, None, False)
    assert shown["links"]["second"]["Consent"] == 1
    frappe.local.lang = "fr"
    row = next(
        row for row in merging.compare(first.name, second.name)["fields"] if row["fieldname"] == "category"
    )
    assert row["first"] == frappe._("Woman Project Holder", lang="fr") != "Woman Project Holder"
    frappe.local.lang = "en"
    with acting_as(user_with("Coordinator", OTHER_PROVINCE)), pytest.raises(frappe.PermissionError):
        merging.compare(first.name, second.name)


def test_a_third_file_that_looks_like_both_is_left_for_review(db):
    names = {"first_name": "Hasna", "last_name": "Tazi", "first_name_ar": "حسناء", "last_name_ar": "التازي"}
    kept = make_beneficiary(**names)
    removed = make_beneficiary(**names, cnie=cnie(), duplicate_reason="Another")
    third = make_beneficiary(**names, unit=SISTER_PROVINCE, duplicate_reason="Another")
    with pytest.raises(PossibleDuplicate):
        make_beneficiary(**names)
    merged(kept, removed)
    assert not frappe.db.get_value("Beneficiary", third.name, "merged_into")
