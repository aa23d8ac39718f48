"""The people who work in the story: at least one account for each role, each with a territory."""

import secrets
from typing import NamedTuple

import frappe

from demo import calendar, places


class Person(NamedTuple):
    """An account of the story. `shown` accounts are printed, one for each role."""

    email: str
    first_name: str
    last_name: str
    role: str
    unit: str
    language: str
    shown: bool


def _team() -> list[Person]:
    team = [
        Person(
            "programme@demo.example", "Hind", "Benkirane", "Incubation Programme Officer", "MA", "fr", True
        ),
        Person("auditor@demo.example", "Driss", "El Ouali", "Incubation Auditor", "MA", "fr", True),
        Person(
            "privacy@demo.example", "Amina", "Rifi", "Incubation Data Protection Officer", "MA", "fr", True
        ),
        Person("admin@demo.example", "Youssef", "Sabri", "Incubation Administrator", "MA", "fr", True),
        Person(
            "secretary@demo.example",
            "Brahim",
            "Lamrani",
            "Incubation Committee Secretary",
            places.REGION,
            "fr",
            True,
        ),
        Person("funder@demo.example", "Mustapha", "Belkacem", "Incubation Funder", places.REGION, "fr", True),
        Person(
            "second@demo.example", "Laila", "Chafik", "Incubation Second Approver", places.REGION, "fr", True
        ),
        Person(
            "controller@demo.example",
            "Rachid",
            "Ouhssine",
            "Incubation Controller",
            places.REGION,
            "fr",
            True,
        ),
        Person(
            "payment@demo.example", "Samir", "Hilmi", "Incubation Payment Officer", places.REGION, "fr", True
        ),
        Person(
            "coordinator.region@demo.example",
            "Najat",
            "Filali",
            "Incubation Coordinator",
            places.REGION,
            "fr",
            False,
        ),
    ]
    for number in range(1, 4):
        team.append(
            Person(
                f"evaluator{number}@demo.example",
                ("Kenza", "Omar", "Fouad")[number - 1],
                ("Slaoui", "Bakkali", "Mernissi")[number - 1],
                "Incubation Evaluator",
                places.REGION,
                "fr",
                number == 1,
            )
        )
    first_names = ("Mariem", "Zahra", "Ahmed", "Salka")
    for index, province in enumerate(places.PROVINCES):
        tag = province[-3:].lower()
        shown = index == 0
        team += [
            Person(
                f"coordinator.{tag}@demo.example",
                first_names[index],
                "Nouini",
                "Incubation Coordinator",
                province,
                "ar",
                shown,
            ),
            Person(
                f"coach.{tag}@demo.example",
                first_names[-index - 1],
                "Essaidi",
                "Incubation Coach",
                province,
                "ar",
                shown,
            ),
            Person(
                f"trainer.{tag}@demo.example",
                "Nawal",
                f"Chaker {tag.upper()}",
                "Incubation Trainer",
                province,
                "ar",
                shown,
            ),
            Person(
                f"trainer2.{tag}@demo.example",
                "Hasnaa",
                f"Jilali {tag.upper()}",
                "Incubation Trainer",
                province,
                "ar",
                False,
            ),
        ]
    return team


TEAM = _team()


def email_of(role: str, province: str | None = None) -> str:
    """The account of a role of the team (`Coach`, `Funder`...), of a province where there is one each."""
    for person in TEAM:
        if person.role == f"Incubation {role}" and province in (None, person.unit):
            return person.email
    raise LookupError(role)


def insert_team() -> list[dict[str, str]]:
    """Create the accounts that are missing and return the log-ins of the shown ones: role, user, password."""
    logins = []
    for person in TEAM:
        password = _insert_account(
            person.email, person.first_name, person.last_name, person.role, person.language
        )
        _assign(person)
        if person.shown:
            logins.append({"role": person.role, "user": person.email, "password": password})
    return logins


def insert_woman_account(beneficiary: str, email: str, note: str = "") -> dict[str, str]:
    """Give a woman of the story an account of the field app, and return her log-in."""
    woman = frappe.get_doc("Beneficiary", beneficiary)
    password = _insert_account(email, woman.first_name, woman.last_name, "Incubation Woman", "ar")
    woman.user = email
    woman.save()
    return {"role": f"Incubation Woman{note}", "user": email, "password": password}


def _insert_account(email: str, first_name: str, last_name: str, role: str, language: str) -> str:
    password = secrets.token_urlsafe(9)
    user = frappe.get_doc("User", email) if frappe.db.exists("User", email) else frappe.new_doc("User")
    user.update(
        {
            "email": email,
            "first_name": first_name,
            "last_name": last_name,
            "language": language,
            "send_welcome_email": 0,
            "new_password": password,
        }
    )
    if not user.get("roles"):
        user.append("roles", {"role": role})
    user.flags.no_welcome_mail = True
    user.save()
    return password


def _assign(person: Person) -> None:
    if frappe.db.exists("Territorial Assignment", {"user": person.email, "unit": person.unit}):
        return
    frappe.get_doc(
        {
            "doctype": "Territorial Assignment",
            "user": person.email,
            "unit": person.unit,
            "valid_from": calendar.day(calendar.CONVENTION_SIGNED + 60),
        }
    ).insert()
