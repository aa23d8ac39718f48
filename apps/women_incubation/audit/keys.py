"""The keys that seal audit entries.

They live in a file beside the site's configuration, not in it: a backup copies the database *and*
`site_config.json`, and whoever holds a backup must not hold the key. Losing the file does not lose the
entries; they can then no longer be verified.
"""

import json
import os
import secrets
from pathlib import Path
from typing import NamedTuple

import frappe
from frappe import _

from women_incubation.audit.errors import AuditKeyMissing

FILE_NAME = "incubation_audit_keys.json"


class Key(NamedTuple):
    """A key and the id that entries name it by."""

    id: str
    secret: bytes


def current_key() -> Key:
    """The key that seals new entries. Raises AuditKeyMissing."""
    ring = read_ring()
    key_id = ring.get("current", "")
    return Key(key_id, secret_of(ring, key_id))


def read_ring() -> dict:
    """The file: `{"current": id, "keys": {id: hex}}`. Raises AuditKeyMissing when it is not there."""
    try:
        return json.loads(ring_path().read_text())
    except FileNotFoundError:
        frappe.throw(
            _("The audit key of this site is missing. Restore its file {0}.").format(FILE_NAME),
            AuditKeyMissing,
        )


def secret_of(ring: dict, key_id: str) -> bytes:
    """The key's bytes. Raises AuditKeyMissing when the ring does not hold it."""
    secret = ring.get("keys", {}).get(key_id)
    if not secret:
        frappe.throw(_("The audit key {0} is missing.").format(key_id), AuditKeyMissing)
    return bytes.fromhex(secret)


def make_first_key() -> None:
    """Write the file with one new key, if the site has none. Safe against two processes at once."""
    key_id, secret = new_key()
    content = json.dumps({"current": key_id, "keys": {key_id: secret}}, indent=1)
    try:
        descriptor = os.open(ring_path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(content)


def rotate_key() -> str:
    """Seal new entries with a new key from now on; the old ones stay to verify what they sealed.

    Returns the id of the new key.
    """
    ring = read_ring()
    key_id, secret = new_key()
    ring["keys"][key_id] = secret
    ring["current"] = key_id
    draft = ring_path().with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(ring, indent=1))
    draft.replace(ring_path())
    return key_id


def new_key() -> tuple[str, str]:
    """A new id and 32 random bytes in hex."""
    return secrets.token_hex(4), secrets.token_hex(32)


def ring_path() -> Path:
    """Where the file is."""
    return Path(frappe.get_site_path(FILE_NAME))
