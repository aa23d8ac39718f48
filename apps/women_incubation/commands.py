"""Commands of a bench: `bench --site NAME audit-verify`, `audit-seal`, `audit-rotate-key`.

A bench hands each command a mapping with the sites that were named (`sites`); no more of it is used here.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click
import frappe

from women_incubation.audit.terminal import rotate_key, seal, tell_verification


@contextmanager
def connected(bench: Mapping) -> Iterator[None]:
    """Connected to the first site that was named. Raises UsageError when none was."""
    if not bench.get("sites"):
        raise click.UsageError("Name the site: bench --site NAME ...")
    frappe.init(bench["sites"][0])
    frappe.connect()
    try:
        yield
    finally:
        frappe.destroy()


@click.command("audit-verify")
@click.pass_obj
def audit_verify(bench: Mapping) -> None:
    """Read the audit trail again; say what was altered, inserted or removed. Ends with 1 if anything was."""
    with connected(bench):
        sys.exit(tell_verification())


@click.command("audit-seal")
@click.pass_obj
def audit_seal(bench: Mapping) -> None:
    """Seal the ends of the audit trail's chains outside the database."""
    with connected(bench):
        click.echo(seal())


@click.command("audit-rotate-key")
@click.pass_obj
def audit_rotate_key(bench: Mapping) -> None:
    """Seal new audit entries with a new key; the old ones stay, to verify what they sealed."""
    with connected(bench):
        click.echo(rotate_key())


commands = [audit_verify, audit_seal, audit_rotate_key]
