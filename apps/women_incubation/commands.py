"""Commands of a bench: `bench --site NAME audit-verify`, `audit-rotate-key`, `audit-seal`."""

import sys

import click
import frappe
from frappe.commands import get_site, pass_context

from women_incubation.audit.terminal import rotate_key, seal, tell_verification


@click.command("audit-verify")
@pass_context
def audit_verify(context: object) -> None:
    """Read the audit trail again; say what was altered, inserted or removed. Ends with 1 if anything was."""
    frappe.init(get_site(context))
    frappe.connect()
    try:
        sys.exit(tell_verification())
    finally:
        frappe.destroy()


@click.command("audit-rotate-key")
@pass_context
def audit_rotate_key(context: object) -> None:
    """Seal new audit entries with a new key; the old ones stay, to verify what they sealed."""
    frappe.init(get_site(context))
    frappe.connect()
    try:
        click.echo(rotate_key())
    finally:
        frappe.destroy()


@click.command("audit-seal")
@pass_context
def audit_seal(context: object) -> None:
    """Seal the ends of the audit trail's chains outside the database."""
    frappe.init(get_site(context))
    frappe.connect()
    try:
        click.echo(seal())
    finally:
        frappe.destroy()


commands = [audit_verify, audit_rotate_key, audit_seal]
