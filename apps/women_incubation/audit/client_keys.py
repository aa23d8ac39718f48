"""The same request sent twice is done once.

A phone that lost the answer sends the request again. It carries a key of its own making; the first answer is
kept under that key, in the transaction of the work itself, and given again.
"""

import hashlib
import json
from collections.abc import Callable

import frappe
from frappe import _

from women_incubation.audit.bulk_rows import stamp
from women_incubation.audit.errors import ClientKeyInvalid, ClientKeyReused
from women_incubation.audit.retry import is_conflict

LONGEST_KEY = 140
DAYS_KEPT = 30  # the replay window: a request that is sent again later than this is a new one
BATCH = 5000


def answer_once(client_key: str, method: str, content: dict, work: Callable[[], dict]) -> dict:
    """Run `work` once for this user and key; give its answer, now and each time it is asked again.

    `method` and `content` say what is asked: the same key with anything else raises ClientKeyReused (409).
    A key that is missing, blank or over 140 characters raises ClientKeyInvalid (417); a guest has no keys.
    A second request at the same moment waits for the first. When `work` raises, the key stays free.
    """
    key = checked_key(client_key)
    digest = digest_of(method, content)
    answered = find_request(key)
    if not answered:
        frappe.db.savepoint("client_key")
        request = claim(key, method, digest)
        if request:
            return run_and_keep(request, work)
        answered = find_request(key, for_update=True)
    return first_answer(answered, digest)


def checked_key(client_key: str | None) -> str:
    """The key, as sent. Raises ClientKeyInvalid, and PermissionError for a guest."""
    if frappe.session.user == "Guest":
        frappe.throw(_("Please log in first."), frappe.PermissionError)
    if not isinstance(client_key, str) or not client_key.strip():
        frappe.throw(_("The request carries no client key. Send one with each write."), ClientKeyInvalid)
    if len(client_key) > LONGEST_KEY:
        frappe.throw(_("The client key is longer than {0} characters.").format(LONGEST_KEY), ClientKeyInvalid)
    return client_key.strip()


def digest_of(method: str, content: dict) -> str:
    """A digest of what is asked; the order of the content's keys makes no difference."""
    text = json.dumps([method, content], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()


def is_storable(text: str) -> bool:
    """Whether a text is whole: JSON can carry halves of characters, which no database keeps."""
    return text == text.encode(errors="ignore").decode()


def find_request(key: str, for_update: bool = False) -> dict | None:
    """What this user asked under this key; `for_update` reads past the snapshot and waits for others."""
    where = {"user": frappe.session.user, "client_key": key}
    fields = ["name", "content_digest", "answer"]
    return frappe.db.get_value("Client Request", where, fields, as_dict=True, for_update=for_update)


def claim(key: str, method: str, digest: str) -> str | None:
    """Insert the row that makes the key ours. None when somebody else has it.

    The unique key (user, client_key) makes a second request wait here until the first one ends.
    """
    row = {
        "name": frappe.generate_hash(length=16),
        "user": frappe.session.user,
        "client_key": key,
        "method": method,
        "content_digest": digest,
        **stamp(),
    }
    try:
        frappe.db.bulk_insert("Client Request", list(row), [tuple(row.values())])
    except Exception as error:
        if frappe.db.is_unique_key_violation(error):
            return None
        raise
    return row["name"]


def run_and_keep(request: str, work: Callable[[], dict]) -> dict:
    """Do the work and keep its answer; free the key again when the work fails."""
    try:
        answer = frappe.as_json(work())
    except Exception as error:
        if not is_conflict(error):  # a conflict has already undone the savepoint with everything else
            frappe.db.rollback(save_point="client_key")
        raise
    frappe.db.set_value("Client Request", request, "answer", answer, update_modified=False)
    return json.loads(answer)


def first_answer(request: dict | None, digest: str) -> dict:
    """The answer kept for this key. Raises ClientKeyReused when it was for something else."""
    if not request:  # the other request failed while we waited for it
        raise frappe.QueryDeadlockError("The client key was freed while waiting for it")
    if request.content_digest != digest:
        frappe.throw(
            _("This client key was already used for another request. Send a new key with new content."),
            ClientKeyReused,
        )
    return json.loads(request.answer)


def forget_old() -> None:
    """Each night: delete the answers whose replay window is over, in small statements.

    A phone that lost an answer sends its request again when it is next online; one that was away for longer
    than DAYS_KEPT meets the rules of the documents instead (a mark is there already, a payment has moved on).
    """
    over = {"creation": ["<", frappe.utils.add_days(frappe.utils.now(), -DAYS_KEPT)]}
    while names := frappe.get_all("Client Request", over, pluck="name", limit=BATCH):
        frappe.db.delete("Client Request", {"name": ["in", names]})
