"""`incubation`, the command line of a system that runs without a bench.

Everything about one site lies in one directory (`--site`). Modules are imported where they are used, so
that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from engine.parts.errors import PartError
from engine.parts.process import end_with_parent
from engine.serve.signals import end_on_kill
from engine.site.layout import SiteLayout
from engine.site_option import must_exist, site_option


def served_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that serves."""
    port = click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
    https = click.option(
        "--https", is_flag=True, help="Serve the local network over TLS, so that phones can use it offline."
    )
    return site_option(port(https(command)))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def incubation() -> None:
    """Women Incubation without a bench: make a site, serve it, look after it.

    On a server with a bench, `bench` does all this.
    """


@incubation.command()
@served_options
@click.option("--empty", is_flag=True, help="Make the site without the demo's data.")
def demo(layout: SiteLayout, port: int, https: bool, empty: bool) -> None:
    """Make what is missing, then serve a site with demo data.

    Minutes the first time, seconds afterwards. Stop it with Ctrl-C: what is done is kept, and a start
    after an interruption goes on where it stopped.
    """
    from engine.prepare import load_demo_data, prepare_assets, prepare_site
    from engine.serve.listen import listen
    from engine.serve.running import only_one, servers

    listener = listen(port, https=https)
    with only_one(layout):
        prepare_assets(layout)
        with servers(layout):
            prepare_site(layout)
            if not empty:
                load_demo_data(layout)
        _serve(layout, listener)


@incubation.command()
@served_options
def serve(layout: SiteLayout, port: int, https: bool) -> None:
    """Serve a site as it is: web, jobs, scheduler, database and Redis, until Ctrl-C."""
    from engine.prepare import prepare_assets
    from engine.serve.listen import listen
    from engine.serve.running import only_one

    must_exist(layout)
    listener = listen(port, https=https)
    with only_one(layout):
        prepare_assets(layout)
        _serve(layout, listener)


@incubation.command()
@site_option
def migrate(layout: SiteLayout) -> None:
    """Bring the site up to the code that is there: patches, documents, roles, workflows."""
    from engine.prepare import prepare_assets, prepare_site
    from engine.serve.running import running

    must_exist(layout)
    prepare_assets(layout)
    with running(layout):
        prepare_site(layout)


@incubation.command()
@site_option
def worker(layout: SiteLayout) -> None:
    """Run one more worker for the jobs of a site that is being served."""
    from engine.serve.running import is_running
    from engine.serve.server import site_variables

    must_exist(layout)
    if not is_running(layout):
        raise PartError(f"The site in {layout.root} is not being served. Start it first: incubation serve")
    os.chdir(layout.sites)
    words = [sys.executable, "-m", "engine.serve.jobs"]
    os.execve(sys.executable, words, {**os.environ, **site_variables(layout)})


@incubation.command()
@site_option
def console(layout: SiteLayout) -> None:
    """Open a Python console with Frappe connected to the site as Administrator.

    What you change is written only when you say frappe.db.commit().
    """
    from engine.serve.running import running
    from engine.site.console import open_console

    must_exist(layout)
    with running(layout):
        open_console(layout)


def _serve(layout: SiteLayout, listener: Any) -> None:
    from engine.prepare import read_logins
    from engine.serve.announcement import announcement
    from engine.serve.server import serve as serve_until_stopped

    logins = read_logins(layout)
    serve_until_stopped(layout, listener, lambda: click.echo(announcement(listener.addresses(), logins)))
    click.echo("Stopped. Nothing is left running.")


def main() -> None:
    """Run the command line; every expected failure is one sentence and exit code 1."""
    from engine.audit_commands import audit
    from engine.import_command import import_women
    from engine.user_commands import user

    incubation.add_command(audit)
    incubation.add_command(user)
    incubation.add_command(import_women)
    end_on_kill()
    if "MAKELEVEL" in os.environ:  # started by make, which a person may kill instead of us
        end_with_parent()
    try:
        incubation(prog_name="incubation", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except PartError as error:
        sys.exit(f"\n{error}")
    except (click.Abort, KeyboardInterrupt):
        sys.exit("\nStopped. What was done so far is kept; start again to go on.")


if __name__ == "__main__":
    main()
