"""Nobody is registered twice unasked: exact on numbers, by likeness across both scripts, at every door."""

import frappe
import pytest
from frappe.utils import getdate

from tests.factories import serial, unique
from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, SISTER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.browser import message_of
from women_incubation.audit.errors import RecordKept
from women_incubation.people import api
from women_incubation.people.duplicates import keys
from women_incubation.people.duplicates.finding import find, find_many
from women_incubation.people.duplicates.person import person_of
from women_incubation.people.duplicates.rule import person_of_doc
from women_incubation.people.duplicates.scoring import SAME, score
from women_incubation.people.duplicates.spelling import folded, skeleton
from women_incubation.people.errors import (
    PossibleDuplicate,
    ReasonMissing,
    RegistrationIncomplete,
    ReviewClosed,
)

FATIMA = {
    "first_name": "Fatima-Zahra",
    "last_name": "El Idrissi",
    "first_name_ar": "فاطمة الزهراء",
    "last_name_ar": "الإدريسي",
    "birth_date": "1990-03-12",
}
VARIANT = {
    "first_name": "Fatimzahra",
    "last_name": "Elidrissi",
    "first_name_ar": "فاطمه الزهرا",
    "last_name_ar": "الادريسي",
    "birth_date": "1990-03-12",
}


def person(**values: object) -> object:
    """FATIMA with other values, in PROVINCE."""
    return person_of({**FATIMA, "unit": PROVINCE, **values})


@pytest.mark.parametrize(
    "spellings",
    [
        "Fatima-Zahra|Fatimzahra|FATIMA EZ-ZAHRA|Fatima Zohra|فاطمة الزهراء|فاطمه الزهرا|فَاطِمَة الزَّهْرَاء",
        "Ben Ali|Benali|Bn Ali|بنعلي|بن علي",
        "El Idrissi|Elidrissi|Al Idrissi|Idrissi|الإدريسي|الادريسي|إدريسي",
        "Khadija|Khadijah|خديجة|خديجه",
        "Ghizlane|غزلان",
        "Hayat|Hayate|حياة",
        "Ilham|Elham|إلهام|الهام",
        "Aïcha|Aisha|عائشة|عايشة",
        "Chaïmae|Shaima|شيماء",
        "Belhaj|Ben El Haj|بلحاج|بن الحاج",
        "Abdelkader|Abdel Kader|عبد القادر",
        "Bouchra|Bushra|بشرى|بشري",
        "Jihane|Gihane|جيهان",
        "Lahcen|Lahssen|لحسن",
        "Ouafae|Wafaa|وفاء",
    ],
)
def test_spellings_of_one_name_have_one_skeleton(spellings):
    assert len({skeleton(name) for name in spellings.split("|")}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Fatima", "Hafida"), ("Salma", "Asma"), ("مريم", "كريمة"), ("El Amrani", "El Alami")]
)
def test_other_names_have_other_skeletons(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("فَاطِمَة", "فاطمه"),
        ("الإدريسي", "الادريسي"),
        ("El-Idrissi", "idrissi"),
        ("AÏCHA", "aicha"),
        ("إيمان", "ايمان"),
    ],
)
def test_what_is_only_spelling_is_folded(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize("name", [None, "", "  ", "-", "'", "123", "😀", "a" * 5000, "ال", "\u200f"])
def test_anything_can_be_folded(name):
    assert isinstance(folded(name), str)
    assert isinstance(skeleton(name), str)


@pytest.mark.parametrize(
    "same",
    [
        VARIANT,
        {"birth_date": "1990-12-03"},  # day and month exchanged
        {"birth_date": "1990-03-21"},  # two digits exchanged
        {"birth_date": "1990-01-01"},  # the day was not known
        {"birth_date": "1991-03-12"},
        {"unit": OTHER_PROVINCE},
        {
            "first_name": "El Idrissi",
            "last_name": "Fatima Zahra",
            "first_name_ar": None,
            "last_name_ar": None,
        },
        {
            "first_name": "Fatima",
            "last_name": "Zahra El Idrissi",
            "first_name_ar": None,
            "last_name_ar": None,
        },
        {"first_name": None, "last_name": None},
        {"first_name_ar": None, "last_name_ar": None},
    ],
)
def test_one_woman_is_recognised(same):
    assert score(person(), person(**same)) >= SAME


@pytest.mark.parametrize(
    "other",
    [
        {"birth_date": "1985-06-20"},  # the same names, another woman
        {"first_name": "Hafida", "first_name_ar": "حفيظة"},  # a twin
        {"last_name": "El Amrani", "last_name_ar": "العمراني"},
        {"first_name": "Khadija", "first_name_ar": "خديجة", "birth_date": "1992-07-01"},  # a sister
    ],
)
def test_another_woman_is_not(other):
    assert score(person(), person(**other)) < SAME


def test_official_numbers_decide_and_others_weigh():
    assert (
        score(person(cnie="AB123456"), person(cnie="AB123456", first_name="Else", last_name="Where")) == 100
    )
    alike, without = score(person(cnie="AB123456"), person(cnie="AB123465")), score(person(), person())
    assert score(person(cnie="AB123456"), person(cnie="CD987651")) < without <= alike


def test_an_entry_that_looks_like_somebody_is_refused_by_name(db):
    known = make_beneficiary(**FATIMA)
    with pytest.raises(PossibleDuplicate) as refusal:
        make_beneficiary(**VARIANT)
    assert known.full_name in str(refusal.value)


def test_a_coordinator_saves_with_a_reason_and_leaves_a_decided_review(db):
    known = make_beneficiary(**FATIMA)
    with acting_as(user_with("Coordinator", PROVINCE)) as _acting:
        with pytest.raises(PossibleDuplicate):
            make_beneficiary(**VARIANT, duplicate_reason="   ")
        woman = make_beneficiary(**VARIANT, duplicate_reason="Cousins: both cards seen")
        review = frappe.get_doc("Duplicate Review", {"beneficiary": woman.name})
    assert (review.other, review.status, review.reason) == (
        known.name,
        "Different Women",
        "Cousins: both cards seen",
    )
    assert review.decided_by.startswith("user")
    assert not frappe.db.get_value("Beneficiary", woman.name, "duplicate_reason")
    woman.reload()
    woman.first_name = "Fatim Zahra"
    woman.save()  # the pair is decided; nobody is asked again


def test_a_coach_registers_but_does_not_decide(db):
    coach = user_with("Coach", PROVINCE)
    known = make_beneficiary(**FATIMA)
    with acting_as(coach):
        assert make_beneficiary().owner == coach.name
        with pytest.raises(PossibleDuplicate):
            make_beneficiary(**VARIANT, duplicate_reason="I know both")
    assert known


def test_who_she_is_elsewhere_is_not_told(db):
    known = make_beneficiary(**FATIMA, unit=OTHER_PROVINCE, phone="0600777888")
    with acting_as(user_with("Coordinator", PROVINCE)):
        with pytest.raises(PossibleDuplicate) as refusal:
            make_beneficiary(**VARIANT)
        answer = api.similar({**VARIANT, "unit": PROVINCE})
    assert "another province" in str(refusal.value)
    (candidate,) = answer["candidates"]
    assert candidate["hidden"]
    assert {value for value in candidate.values() if value} == {True, candidate["note"]}
    for secret in (known.full_name, known.full_name_ar, known.phone, known.name):
        assert secret not in str(refusal.value)
        assert secret not in str(answer)


def test_candidates_side_by_side_while_typing(db):
    known = make_beneficiary(**FATIMA, cnie=f"ZX{serial():06d}")
    with acting_as(user_with("Coordinator", PROVINCE)):
        (candidate,) = api.similar(VARIANT)["candidates"]
        assert (candidate["woman"], candidate["unit"], candidate["birth_date"]) == (
            known.name,
            PROVINCE,
            getdate("1990-03-12"),
        )
        assert api.similar({"cnie": known.cnie.lower()})["candidates"][0]["exact"] == ["cnie"]
        assert api.similar({**VARIANT, "name": known.name})["candidates"] == []
        frappe.clear_messages()
        for unfinished in (
            {},
            {"first_name": "Fa"},
            {**VARIANT, "birth_date": "199"},
            {"phone": "06", "rnp": "1"},
        ):
            assert api.similar(unfinished)["candidates"] == []
            assert frappe.get_message_log() == []
        assert api.similar(frappe.as_json(VARIANT))["candidates"]  # as the Desk sends it
        for nonsense in ("x", "[]", "5"):
            with pytest.raises(RegistrationIncomplete):
                api.similar(nonsense)
    frappe.response.pop("fields", None)
    with acting_as(user_with("Trainer", PROVINCE)), pytest.raises(frappe.PermissionError):
        api.similar(VARIANT)


def test_what_is_changed_into_a_likeness_is_asked_too(db):
    make_beneficiary(**FATIMA)
    other = make_beneficiary(**{**VARIANT, "birth_date": "1970-06-05"})
    other.locality = "Hay Salam"
    other.save()
    other.birth_date = "1990-03-12"
    with pytest.raises(PossibleDuplicate):
        other.save()


def test_keys_follow_the_file(db):
    woman = make_beneficiary(**FATIMA)
    stored = set(frappe.get_all("Beneficiary Key", {"beneficiary": woman.name}, pluck="key_digest"))
    assert stored == keys.keys_of(person_of_doc(woman))
    woman.last_name, woman.last_name_ar = "Bennani", "بناني"
    woman.save()
    assert set(
        frappe.get_all("Beneficiary Key", {"beneficiary": woman.name}, pluck="key_digest")
    ) == keys.keys_of(person_of_doc(woman))
    keys.forget(woman.name)
    assert frappe.db.count("Beneficiary Key", {"beneficiary": woman.name}) == 0


def test_no_key_shows_a_name(db):
    woman = make_beneficiary(**FATIMA)
    rows = frappe.get_all("Beneficiary Key", {"beneficiary": woman.name}, pluck="key_digest")
    assert rows
    assert all(len(row) == 16 and int(row, 16) >= 0 for row in rows)


def test_rest_and_the_desk_meet_the_rule(db, browser):
    tag = unique("x").replace("-", "")
    names = {**FATIMA, "last_name": f"Bouzid {tag}", "last_name_ar": f"بوزيد {tag}"}
    make_beneficiary(**names)
    coordinator = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()
    body = {**names, "first_name": "Fatimzahra", "unit": PROVINCE, "category": "Care Leaver"}
    hers = browser(coordinator)
    for path in ("/api/resource/Beneficiary", "/api/v2/document/Beneficiary"):
        answer = hers.post(path, **body)
        assert answer.status_code == 417
        assert "looks the same" in message_of(answer)
    doc = {"doctype": "Beneficiary", "name": "new-beneficiary-1", "__islocal": 1, **body}
    assert (
        hers.call("frappe.desk.form.save.savedocs", doc=frappe.as_json(doc), action="Save").status_code == 417
    )
    assert (
        hers.post("/api/resource/Beneficiary", **body, duplicate_reason="Two cards seen").status_code == 200
    )


def test_many_at_once_find_the_same_as_one_by_one(db):
    known = [make_beneficiary(**FATIMA), make_beneficiary(cnie=f"ZX{serial():06d}")]
    rows = [
        {**VARIANT, "birth_date": getdate("1990-03-12"), "unit": SISTER_PROVINCE},
        {**FATIMA, "birth_date": getdate("1971-03-12"), "unit": PROVINCE},
        {
            "first_name": "Else",
            "last_name": "Where",
            "birth_date": getdate("1971-03-12"),
            "cnie": known[1].cnie,
        },
    ]
    found = find_many(rows)
    assert [[candidate.beneficiary for candidate in row] for row in found] == [
        [known[0].name],
        [],
        [known[1].name],
    ]
    assert found[2][0].exact == ("cnie",)
    for row, together in zip(rows, found, strict=True):
        alone = find(person_of({**row, "above": None}))
        assert [candidate.beneficiary for candidate in alone] == [
            candidate.beneficiary for candidate in together
        ]
    assert find_many([]) == []


def test_a_review_is_decided_once_with_a_reason_by_who_may(db):
    one, two = make_beneficiary(), make_beneficiary()
    pair = {"doctype": "Duplicate Review", "beneficiary": one.name, "other": two.name}
    review = frappe.get_doc(pair).insert()
    with acting_as(user_with("Auditor", PROVINCE)):
        review.reload()
        review.status = "Different Women"
        with pytest.raises(frappe.PermissionError):
            review.save()
    with acting_as(user_with("Coordinator", PROVINCE)):
        review.reload()
        review.status = "Different Women"
        with pytest.raises(ReasonMissing):
            review.save()
        review.reload()
        review.update({"status": "Merged", "reason": "One woman"})
        with pytest.raises(ReviewClosed):
            review.save()
        review.reload()
        review.update({"status": "Different Women", "reason": "Two cards seen"})
        review.save()
        review.reload()
        review.reason = "No, one"
        with pytest.raises(ReviewClosed):
            review.save()
    with pytest.raises(RecordKept):
        review.delete()
    with pytest.raises(ReviewClosed):
        frappe.get_doc({**pair, "other": one.name}).insert()
    with pytest.raises(ReviewClosed):
        frappe.get_doc({**pair, "other": "nobody"}).insert()


def test_a_review_shows_no_name_of_a_woman_elsewhere(db, browser):
    names = {**FATIMA, "last_name": unique("Hidden"), "last_name_ar": "مخفي"}
    known = make_beneficiary(**names, unit=OTHER_PROVINCE)
    woman = make_beneficiary(**names, duplicate_reason="Another")
    review = frappe.db.get_value("Duplicate Review", {"beneficiary": woman.name})
    woman.last_name = "Seen"
    woman.save()
    coordinator = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()
    hers = browser(coordinator)
    form = hers.get("/api/method/frappe.desk.form.load.getdoc", doctype="Duplicate Review", name=review)
    listed = hers.get(
        "/api/method/frappe.desk.reportview.get",
        doctype="Duplicate Review",
        fields=["`tabDuplicate Review`.`name`", "`tabDuplicate Review`.`other`"],
    )
    assert (form.status_code, listed.status_code) == (200, 200)
    for answer in (form, listed):
        assert known.last_name not in answer.get_data(as_text=True)
