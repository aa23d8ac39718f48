"""Certificates: due when a path is completed, one valid at a time, revoked visibly, issued again linked."""

import frappe
import pytest
from frappe.utils import today

from tests.factories.people import make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE
from tests.factories.training import hold_session, make_group
from tests.factories.training_results import completed_group, make_certificate, make_coordinator
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.audit.errors import AppendOnly
from women_incubation.training.api import my_attendance, my_certificates
from women_incubation.training.certificates import reissue, revoke
from women_incubation.training.desk_api import issue_certificates, reissue_certificate
from women_incubation.training.errors import CertificateRefused, ReasonMissing

pytestmark = pytest.mark.usefixtures("db")


def issue(group, user=None):
    with acting_as(user or make_coordinator()):
        return issue_certificates(group.name, [row.beneficiary for row in group.members])


def test_each_woman_of_a_group_gets_an_answer(db):
    group = make_group(3)
    hold_session(group, ["Present", "Present", "Absent"])
    answers = issue(group)
    assert [answer["outcome"] for answer in answers] == ["issued", "issued", "refused"]
    assert "0 of 3 hours attended" in answers[2]["message"]
    certificate = frappe.get_doc("Certificate", answers[0]["certificate"])
    assert (certificate.status, certificate.unit, str(certificate.issued_on)) == (
        "Valid",
        group.unit,
        today(),
    )
    assert (certificate.attended_minutes, certificate.held_minutes) == (180, 180)
    assert certificate.name.startswith("ATT-")


def test_sent_again_nothing_is_issued_twice(db):
    group = completed_group(2)
    first, again = issue(group), issue(group)
    assert [answer["outcome"] for answer in again] == ["identical", "identical"]
    assert [a["certificate"] for a in first] == [a["certificate"] for a in again]


def test_the_same_woman_twice_in_one_request(db):
    group = completed_group()
    anna = group.members[0].beneficiary
    with acting_as(make_coordinator()):
        answers = issue_certificates(group.name, [anna, anna, "nobody"])
    assert [answer["outcome"] for answer in answers] == ["issued", "identical", "refused"]


def test_only_a_coordinator_of_the_territory_issues_and_revokes(db):
    group = completed_group()
    certificate = make_certificate(group)
    for user in (
        group.trainers[0].trainer,
        make_coordinator(OTHER_PROVINCE),
        user_with("Auditor", group.unit).name,
    ):
        with pytest.raises(frappe.PermissionError):
            issue(group, user)
        with acting_as(user), pytest.raises(frappe.PermissionError):
            revoke(certificate.name, "No reason of theirs")


def test_a_revoked_certificate_stays_with_its_reason(db):
    certificate = make_certificate()
    coordinator = make_coordinator()
    with acting_as(coordinator):
        with pytest.raises(ReasonMissing):
            revoke(certificate.name, "  ")
        revoke(certificate.name, "Issued by mistake.")
        with pytest.raises(CertificateRefused):
            revoke(certificate.name, "Again.")
    certificate.reload()
    assert (certificate.status, certificate.status_reason) == ("Revoked", "Issued by mistake.")
    assert (certificate.revoked_by, bool(certificate.revoked_on)) == (coordinator, True)


def test_after_a_revocation_a_new_one_can_be_issued(db):
    group = completed_group()
    certificate = make_certificate(group)
    with acting_as(make_coordinator()):
        revoke(certificate.name, "Issued by mistake.")
    assert issue(group)[0]["outcome"] == "issued"


def test_a_certificate_issued_again_is_linked_both_ways(db):
    certificate = make_certificate()
    with acting_as(make_coordinator()):
        new = reissue_certificate("key", certificate.name, "The name was misspelt.")["name"]
        assert reissue_certificate("key", certificate.name, "The name was misspelt.")["name"] == new
    old, new = certificate.reload(), frappe.get_doc("Certificate", new)
    assert (old.status, old.replaced_by, new.replaces, new.status) == ("Revoked", new.name, old.name, "Valid")
    assert new.training_group == old.training_group


def test_nobody_gets_a_second_certificate_for_a_path_no_longer_completed(db):
    group = completed_group()
    certificate = make_certificate(group)
    hold_session(group, ["Absent"], start_time="14:00", end_time="20:00")
    with acting_as(make_coordinator()), pytest.raises(CertificateRefused):
        reissue(certificate.name, "Lost.")
    assert certificate.reload().status == "Valid"


def test_there_is_no_other_door(db):
    certificate = make_certificate()
    certificate.status = "Revoked"
    with pytest.raises(AppendOnly):
        certificate.save(ignore_permissions=True)
    with pytest.raises(AppendOnly):
        frappe.get_doc({"doctype": "Certificate", "beneficiary": certificate.beneficiary}).insert()
    with pytest.raises(AppendOnly):
        frappe.delete_doc("Certificate", certificate.name, force=True)


@pytest.mark.parametrize("names", [None, [], "x", ["x"] * 51], ids=str)
def test_a_list_that_is_none(db, names):
    group = completed_group()
    with acting_as(make_coordinator()), pytest.raises((CertificateRefused, frappe.ValidationError)):
        issue_certificates(group.name, names)


def test_a_woman_sees_her_own_training_and_no_other(db):
    woman = make_woman_with_account()
    other = make_woman_with_account()
    group = make_group([woman.name, other.name])
    hold_session(group, ["Present", "Absent"])
    issue(group)
    with acting_as(woman.user):
        (certificate,) = my_certificates()
        mine = my_attendance()
    assert (certificate["status"], certificate["attended_minutes"]) == ("Valid", 180)
    assert [(path["passed"], path["percent"]) for path in mine["paths"]] == [(True, 100)]
    assert [(s["status"], s["feedback_wanted"]) for s in mine["sessions"]] == [("Present", True)]
    with acting_as(other.user):
        assert my_certificates() == []
        assert [(s["status"], s["feedback_wanted"]) for s in my_attendance()["sessions"]] == [
            ("Absent", False)
        ]
    with acting_as(make_coordinator()):
        assert (my_certificates(), my_attendance()) == ([], {"paths": [], "sessions": []})


def test_her_pages_take_as_many_queries_for_many_sessions_as_for_few(db):
    woman = make_woman_with_account()
    group = make_group([woman.name])
    counts = []
    for hour in range(8, 18):
        hold_session(group, start_time=f"{hour}:00", end_time=f"{hour + 1}:00")
        if hour in (8, 17):
            counts.append(queries_of(woman.user))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


def queries_of(user):
    counts = []
    with acting_as(user):
        for call in (my_attendance, my_certificates):
            call()
            with counted_queries() as queries:
                call()
            counts.append(len(queries))
    return counts
