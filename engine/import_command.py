"""`incubation import-women`: a list of women from a file, checked and taken in."""

from __future__ import annotations

from pathlib import Path

import click

from engine.parts.errors import PartError
from engine.site.layout import SiteLayout
from engine.site_option import must_exist, site_option


@click.command("import-women")
@site_option
@click.argument("list_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", required=True, help="The code of the territorial unit where all of them live.")
@click.option("--user", required=True, help="Who answers for the list: a coordinator's e-mail address.")
@click.option("--check-only", is_flag=True, help="Say what would happen, and write nobody.")
def import_women(layout: SiteLayout, list_file: Path, unit: str, user: str, check_only: bool) -> None:
    """Take the women of a CSV or XLSX file into the register.

    Given again after it was stopped, it goes on where it was. Rows that are not taken in are written beside
    the list, each with what is wrong in it.
    """
    from engine.parts.progress import step
    from engine.serve.running import running
    from engine.site.connection import on_site

    must_exist(layout)
    with running(layout), step("Reading the list") as progress, on_site(layout):
        import frappe

        from women_incubation.people.importing.command_line import import_list
        from women_incubation.people.importing.running import file_path

        try:
            done = import_list(list_file.resolve(), unit, user, check_only, progress.at)
        except (frappe.ValidationError, frappe.PermissionError) as error:
            raise PartError(frappe.utils.strip_html(str(error))) from error
        problems = Path(file_path(done["problems_file"])).read_bytes() if done["problems_file"] else b""
    if done["status"] == "Refused":
        raise PartError(done["message"])
    word = "would be taken in" if check_only else "taken in"
    click.echo(f"{done['rows_total']} rows: {done['created_count']} {word}")
    for label in ("invalid", "duplicate", "review"):
        click.echo(f"  {label}: {done[f'{label}_count']}")
    if problems:
        beside = list_file.with_name(f"{list_file.stem}-to-mend.csv")
        beside.write_bytes(problems)
        click.echo(f"Rows to mend: {beside}")
