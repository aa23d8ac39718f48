"""`incubation user ...`: the accounts of a site, from the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from engine.parts.errors import PartError
from engine.site.layout import SiteLayout
from engine.site_option import must_exist, site_option


@click.group()
def user() -> None:
    """Make and look after the users of a site, before anybody can log in or when nobody can."""


@user.command()
@site_option
@click.argument("email")
@click.argument("first_name")
@click.option("--role", "roles", multiple=True, help="A role, such as 'Incubation Trainer'; may be repeated.")
@click.option("--language", default="fr", show_default=True, type=click.Choice(["ar", "fr", "en"]))
def add(layout: SiteLayout, email: str, first_name: str, roles: tuple[str, ...], language: str) -> None:
    """Make a user and print the password that was chosen for them."""
    with _site(layout):
        from engine.site.users import create_user

        password = create_user(layout, email, first_name, roles, language=language)
    click.echo(f"{email} may log in with the password {password}")


@user.command("list")
@site_option
@click.option("--all", "everyone", is_flag=True, help="Disabled users too.")
def list_(layout: SiteLayout, everyone: bool) -> None:
    """List users with their Incubation roles."""
    with _site(layout):
        from engine.site.users import list_users

        found = list_users(layout)
    for row in found:
        if row["enabled"] or everyone:
            roles = ", ".join(role for role in row["roles"] if role.startswith(("Incubation", "System M")))
            state = "" if row["enabled"] else " (disabled)"
            click.echo(f"{row['name']}{state}\t{row['full_name']}\t{roles}")


@user.command()
@site_option
@click.argument("email")
def disable(layout: SiteLayout, email: str) -> None:
    """Let a user in no more; what they did stays."""
    with _site(layout):
        from engine.site.users import disable_user

        disable_user(layout, email)
    click.echo(f"{email} can no longer log in.")


@user.command()
@site_option
@click.argument("email")
def password(layout: SiteLayout, email: str) -> None:
    """Give a user a new password, print it, and end their sessions."""
    with _site(layout):
        from engine.site.users import set_password

        new = set_password(layout, email)
    click.echo(f"{email} may log in with the password {new}")


@contextmanager
def _site(layout: SiteLayout) -> Iterator[None]:
    """The site's servers run; what Frappe refuses becomes a sentence. Raises PartError."""
    must_exist(layout)
    import frappe

    from engine.serve.running import running

    with running(layout):
        try:
            yield
        except frappe.DuplicateEntryError as error:
            raise PartError(f"There is a user {error.args[1]} already.") from error
        except (frappe.ValidationError, frappe.DoesNotExistError) as error:
            raise PartError(frappe.utils.strip_html(str(error))) from error
