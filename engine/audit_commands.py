"""`incubation audit ...`: the audit trail of a site, from the terminal."""

from __future__ import annotations

import sys

import click

from engine.site.layout import SiteLayout
from engine.site_option import must_exist, site_option


@click.group()
def audit() -> None:
    """Verify the audit trail and look after its key."""


@audit.command()
@site_option
def verify(layout: SiteLayout) -> None:
    """Read every entry again; name what was altered, inserted or removed. Ends with 1 if anything was."""
    sys.exit(_run(layout, "tell_verification"))


@audit.command("rotate-key")
@site_option
def rotate_key(layout: SiteLayout) -> None:
    """Seal new entries with a new key; the old ones stay, to verify what they sealed."""
    click.echo(_run(layout, "rotate_key"))


@audit.command()
@site_option
def seal(layout: SiteLayout) -> None:
    """Write where each chain ends into a file outside the database, so that a removed end is named."""
    click.echo(_run(layout, "seal"))


def _run(layout: SiteLayout, name: str) -> object:
    """What a function of the app's `audit.terminal` answers on the site."""
    from engine.serve.running import running
    from engine.site.connection import on_site

    must_exist(layout)
    with running(layout), on_site(layout):
        from women_incubation.audit import terminal

        return getattr(terminal, name)()
