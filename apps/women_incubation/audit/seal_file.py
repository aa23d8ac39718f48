"""The file of seals, as it is read and proved (see audit/seals.py for what a seal is)."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path

import frappe

FILE_NAME = "incubation_audit_seals.jsonl"
SEALED = "trail_sealed"  # the action of the entry that says that a seal was made

Head = tuple[str, int, str]  # chain, number, code of the last entry


def mac_of(seal: dict, secret: bytes) -> str:
    """The HMAC-SHA256 of everything that a seal states."""
    stated = {key: value for key, value in seal.items() if key != "mac"}
    return hmac.new(secret, json.dumps(stated, sort_keys=True).encode(), hashlib.sha256).hexdigest()


def all_seals() -> Iterator[dict]:
    """Every seal of the file in order; a line that cannot be read is `{}`. None when there is no file."""
    if not seals_path().exists():
        return
    with seals_path().open() as file:
        for line in file:
            try:
                seal = json.loads(line)
            except ValueError:
                seal = {}
            yield seal if isinstance(seal, dict) else {}


def last_seal() -> dict | None:
    """The last seal of the file that can be read."""
    last = None
    for seal in all_seals():
        last = seal if "mac" in seal else last
    return last


def is_true(seal: dict, before: dict | None, ring: dict) -> bool:
    """Whether the seal is as it was made, and follows the one before it."""
    secret = ring["keys"].get(seal.get("key"))
    if not secret or seal["previous"] != (before["mac"] if before else ""):
        return False
    return hmac.compare_digest(mac_of(seal, bytes.fromhex(secret)), str(seal.get("mac")))


def seals_path() -> Path:
    """Where the file is."""
    return Path(frappe.get_site_path(FILE_NAME))
