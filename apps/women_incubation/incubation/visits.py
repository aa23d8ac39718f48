"""Visits that a coach recorded on the phone, often without a network: taken in once each.

Like attendance, a visit is an event with a UUID of the phone's making. The same UUID with the same content is
the same visit, sent again; with other content it is refused as a conflict, and the first stays.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, strip_html

from women_incubation.audit.client_keys import is_storable
from women_incubation.audit.sent_pictures import KINDS, UNREADABLE, open_picture
from women_incubation.incubation.errors import VisitRefused
from women_incubation.incubation.roles import COACH

COACHED_STATES = ("Contracted", "In Incubation", "Activity Started")
MOST_AT_ONCE = 20
MOST_PHOTOS = 6
LARGEST_PHOTO = 3 * 1024 * 1024  # bytes
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TEXTS = {"project": 140, "kind": 20, "mentor": 140, "place": 140, "purpose": 140}
TEXTS |= {"observations": 5000, "next_steps": 5000}
CREATED, IDENTICAL, CONFLICT, INVALID = "created", "identical", "conflict", "invalid"


@dataclass(frozen=True)
class Answer:
    """What became of one visit of the batch."""

    uuid: str | None
    outcome: str
    name: str | None = None
    message: str = ""


def take_visits(visits: list, device: str) -> list[dict]:
    """One answer a visit, in their order; a bad one spoils nothing. Raises VisitRefused for no batch."""
    if not isinstance(visits, list) or not 0 < len(visits) <= MOST_AT_ONCE:
        frappe.throw(_("Send 1 to {0} visits at once.").format(MOST_AT_ONCE), VisitRefused)
    return [asdict(take_visit(visit, str(device or "")[:140])) for visit in visits]


def take_visit(visit: object, device: str) -> Answer:
    """Record one visit, in a savepoint of its own."""
    uuid = str(visit.get("uuid") or "").lower() if isinstance(visit, dict) else ""
    if not UUID.fullmatch(uuid):
        return Answer(None, INVALID, message=_("A visit carries a UUID."))
    digest = digest_of(visit)
    known = frappe.db.get_value(
        "Coaching Visit", {"uuid": uuid}, ["name", "content_digest", "coach"], as_dict=True
    )
    if known:
        return _met_again(uuid, known, digest)
    frappe.db.savepoint("visit")
    try:
        return Answer(uuid, CREATED, _insert(visit, uuid, digest, device))
    except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
        frappe.db.rollback(save_point="visit")
        frappe.clear_messages()
        return Answer(uuid, INVALID, message=strip_html(str(error)) or _("This visit cannot be recorded"))


def digest_of(visit: dict) -> str:
    """The digest of everything that a visit says."""
    return hashlib.sha256(json.dumps(visit, sort_keys=True, default=str).encode()).hexdigest()


def projects_of_coach(user: str) -> list[dict]:
    """The projects that this coach accompanies now, with what a visit needs, in a fixed number of queries."""
    projects = frappe.get_all(
        "Project Proposal",
        filters={"coach": user, "workflow_state": ["in", COACHED_STATES]},
        fields=["name", "title", "workflow_state", "beneficiary", "place_of_activity", "unit"],
        order_by="title",
        limit=0,
    )
    people = _people_of(projects)
    milestones = _by_project(
        projects, "Project Milestone", ["project", "name", "title", "status", "due_on"], "due_on"
    )
    visits = _by_project(
        projects,
        "Coaching Visit",
        ["project", "name", "visit_date", "purpose", "next_visit_on"],
        "visit_date desc",
    )
    return [
        {
            **project,
            **people[project.beneficiary],
            "milestones": milestones.get(project.name, []),
            "visits": visits.get(project.name, [])[:5],
        }
        for project in projects
    ]


def is_coach(user: str) -> bool:
    """Whether the user accompanies projects at all."""
    return COACH in frappe.get_roles(user)


def _insert(visit: dict, uuid: str, digest: str, device: str) -> str:
    values = {field: _text(visit, field, longest) for field, longest in TEXTS.items()}
    _refuse_unsaid(visit, values)
    doc = frappe.get_doc(
        {
            "doctype": "Coaching Visit",
            **{field: text for field, text in values.items() if text},
            "visit_date": visit.get("visit_date"),
            "next_visit_on": visit.get("next_visit_on") or None,
            "latitude": _number(visit.get("latitude")),
            "longitude": _number(visit.get("longitude")),
            "uuid": uuid,
            "content_digest": digest,
            "device": device,
            "device_time_utc": _moment(visit.get("device_time_utc")),
        }
    )
    for photo in _photos(visit):
        doc.append("photos", photo)
    return doc.insert().name


def _refuse_unsaid(visit: dict, values: dict[str, str]) -> None:
    """Say all that is missing, in sentences. (The Desk's day, today, is not the phone's.)"""
    said = values | {"visit_date": str(visit.get("visit_date") or "")}
    missing = {
        "visit_date": _("Give the day of the visit."),
        "project": _("Say which project was visited."),
        "place": _("Say where the visit took place."),
        "purpose": _("Say what the visit was for."),
        "observations": _("Write what was seen at the visit."),
    }
    sentences = [sentence for field, sentence in missing.items() if not said[field]]
    if sentences:
        frappe.throw(" ".join(sentences), VisitRefused)


def _photos(visit: dict) -> list[dict]:
    photos = visit.get("photos") or []
    if not isinstance(photos, list) or len(photos) > MOST_PHOTOS:
        frappe.throw(_("A visit has at most {0} photos.").format(MOST_PHOTOS), VisitRefused)
    return [{"file": _kept(photo), "uuid": str(photo.get("uuid") or "")[:140]} for photo in photos]


def _kept(photo: object) -> str:
    """Keep the picture as a private file; its address. Raises VisitRefused for what is no picture."""
    try:
        content = base64.b64decode(str(photo["content_base64"]), validate=True)
        if len(content) > LARGEST_PHOTO:
            raise ValueError
        with open_picture(content) as picture:
            picture.load()
            ending = KINDS[picture.format]
    except UNREADABLE:
        megabytes = LARGEST_PHOTO // 1024**2
        frappe.throw(
            _("A photo is a JPEG, PNG or WebP picture of at most {0} MB.").format(megabytes), VisitRefused
        )
    name = f"visit-{frappe.generate_hash(length=10)}.{ending}"
    file = {"doctype": "File", "file_name": name, "content": content, "is_private": 1}
    return frappe.get_doc(file).insert().file_url


def _met_again(uuid: str, known: frappe._dict, digest: str) -> Answer:
    """A UUID that is taken: the same visit once more, or something else under its name."""
    if known.coach == frappe.session.user and known.content_digest == digest:
        return Answer(uuid, IDENTICAL, known.name)
    return Answer(uuid, CONFLICT, message=_("Another visit was recorded under this code; it stays."))


def _text(visit: dict, field: str, longest: int) -> str:
    text = visit.get(field)
    if text is not None and not (isinstance(text, str) and is_storable(text)):
        frappe.throw(_("{0} is not a text.").format(field), VisitRefused)
    if len(text or "") > longest:
        frappe.throw(_("{0} is longer than {1} signs.").format(field, longest), VisitRefused)
    return (text or "").strip()


def _number(value: object) -> float:
    try:
        return float(value or 0)
    except (TypeError, ValueError, OverflowError):
        frappe.throw(_("These coordinates are no place on earth."), VisitRefused)


def _moment(value: object) -> datetime:
    """The phone's time; ours when it gives none."""
    try:
        return get_datetime(str(value or "")[:19].replace("T", " ") or None)
    except (ValueError, OverflowError):
        frappe.throw(_("device_time_utc must be a time like 2026-03-02T09:30:00Z."), VisitRefused)


def _people_of(projects: list) -> dict[str, dict]:
    """Beneficiary -> her names and her phone."""
    fields = ["name", "full_name as beneficiary_name", "full_name_ar as beneficiary_name_ar", "phone"]
    filters = {"name": ["in", [project.beneficiary for project in projects] or [""]]}
    return {
        row.pop("name"): row for row in frappe.get_all("Beneficiary", filters=filters, fields=fields, limit=0)
    }


def _by_project(projects: list, doctype: str, fields: list[str], order: str) -> dict[str, list[dict]]:
    names = [project.name for project in projects]
    found: dict[str, list[dict]] = {}
    rows = frappe.get_all(
        doctype, filters={"project": ["in", names or [""]]}, fields=fields, order_by=order, limit=0
    )
    for row in rows:
        found.setdefault(row.pop("project"), []).append(row)
    return found
