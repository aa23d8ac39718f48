"""Messages in the app belong to their reader, and a woman's call for help reaches somebody."""

import frappe
import pytest

from tests.factories import unique
from tests.factories.people import make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.field_app import api
from women_incubation.field_app.help import MOST_A_DAY, HelpRefused
from women_incubation.notices.door import tell

pytestmark = pytest.mark.usefixtures("db")


def told(user: str) -> str:
    (name,) = tell(user=user, language="fr", subject="Bonjour", body="Une nouvelle", purpose="News")
    return name


def ask(woman, text="Je n'ai pas reçu l'argent", about="Money", key=None) -> dict:
    with acting_as(woman.user):
        return api.ask_for_help(key or unique("help"), about, text)


def test_a_person_reads_her_own_messages_only():
    mine, other = user_with("Trainer", PROVINCE).name, user_with("Trainer", PROVINCE).name
    told(mine)
    told(other)
    with acting_as(mine):
        answer = api.my_notices()
    assert [(row["subject"], row["read"]) for row in answer["notices"]] == [("Bonjour", False)]
    assert answer["unread"] == 1


def test_what_is_read_is_no_longer_new_and_nobody_reads_for_another():
    mine, other = user_with("Trainer", PROVINCE).name, user_with("Trainer", PROVINCE).name
    name = told(mine)
    with acting_as(other):
        api.mark_read([name])
    with acting_as(mine):
        assert api.my_notices()["unread"] == 1
        assert api.mark_read([name, 7, "unknown"]) == {"unread": 0}
        assert api.my_notices()["notices"][0]["read"] is True


def test_help_reaches_the_nearest_coordinator_once_for_its_key():
    woman = make_woman_with_account()
    user_with("Coordinator", OTHER_PROVINCE)
    user_with("Coordinator", woman.unit, first_name="Najat", last_name="Proche")
    key = unique("help")
    first, again = ask(woman, key=key), ask(woman, key=key)
    assert first == again
    asked = frappe.get_all("Notice", {"purpose": "Help", "reference_name": woman.name}, ["user", "body"])
    assert len(asked) == 1
    assert frappe.db.get_value("User", asked[0].user, "full_name") == first["asked"]
    assert "Je n'ai pas reçu" in asked[0].body
    assert "Incubation Coordinator" in frappe.get_roles(asked[0].user)


@pytest.mark.parametrize(("about", "text"), [("Weather", "x"), ("Money", "  "), ("Money", "x" * 1001)])
def test_help_wants_a_subject_and_words(about, text):
    with pytest.raises(HelpRefused):
        ask(make_woman_with_account(), text, about)


def test_help_is_not_asked_without_end():
    woman = make_woman_with_account()
    user_with("Coordinator", woman.unit)
    for _time in range(MOST_A_DAY):
        ask(woman)
    with pytest.raises(HelpRefused):
        ask(woman)


def test_only_a_woman_with_a_file_asks_for_help():
    with acting_as(user_with("Trainer", PROVINCE).name), pytest.raises(frappe.PermissionError):
        api.ask_for_help(unique("help"), "Money", "x")
