"""The option by which every command knows its site."""

from __future__ import annotations

from pathlib import Path

import click

from engine.parts.errors import PartError
from engine.site.layout import SiteLayout, site_exists

DEFAULT_SITE = Path(__file__).resolve().parent.parent / ".demo"


def must_exist(layout: SiteLayout) -> None:
    """Raise PartError unless the site was made."""
    if not site_exists(layout):
        raise PartError(f"There is no site in {layout.root}. Make one first: make demo (or incubation demo)")


def _layout(context: click.Context, parameter: click.Parameter, value: Path) -> SiteLayout:
    return SiteLayout(value.absolute())


site_option = click.option(
    "--site",
    "layout",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_SITE,
    envvar="INCUBATION_SITE",
    callback=_layout,
    help="The site's directory: database, files, logs, passwords. [default: .demo in the checkout]",
)
