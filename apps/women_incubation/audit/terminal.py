"""The audit trail from a terminal: what `bench ... audit-verify` and `incubation audit verify` both do."""

import click
import frappe

from women_incubation.audit import keys
from women_incubation.audit.entries import record
from women_incubation.audit.seal_file import FILE_NAME
from women_incubation.audit.seals import seal_trail
from women_incubation.audit.verifier import examine


def tell_verification() -> int:
    """Print what the verifier found on the connected site. 0 when nothing is wrong, else 1."""
    seen = examine()
    for finding in seen.findings:
        click.echo(f"{finding.kind}: {finding.message}")
    click.echo(seen.summary())
    click.echo(seen.window())
    return 1 if seen.findings else 0


def seal() -> str:
    """Seal the ends of the chains, and say how many."""
    return kept(
        f"{seal_trail()} chains were sealed. Keep a copy of the file {FILE_NAME} apart from this machine."
    )


def rotate_key() -> str:
    """Make a new key, record that, and say its id."""
    key_id = keys.rotate_key()
    record("audit_key_rotated", key=key_id)
    return kept(
        f"New entries are sealed with the key {key_id}. Keep a copy of the key file apart from the backups."
    )


def kept(said: str) -> str:
    """The sentence, once what it says is stored for good."""
    frappe.db.commit()
    return said
