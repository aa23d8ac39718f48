"""What a site of an earlier version holds is carried over by its patch."""

from collections.abc import Iterator
from pathlib import Path

import frappe
import pytest

from tests.factories.rows import bare_row
from women_incubation.disbursement.patches import rename_enabled_to_in_force

DOCTYPE = "Incompatible Steps"


@pytest.fixture
def old_column(db) -> Iterator[None]:
    """The table as a site has it that was made before the field was renamed; changing a table commits."""
    frappe.db.sql_ddl(f"alter table `tab{DOCTYPE}` add column enabled tinyint not null default 1")
    frappe.clear_cache()  # the columns of a table are remembered
    yield
    frappe.db.rollback()
    frappe.db.sql_ddl(f"alter table `tab{DOCTYPE}` drop column enabled")
    frappe.clear_cache()


def test_a_rule_that_was_switched_off_stays_off(old_column):
    off, on = bare_row(DOCTYPE, in_force=1), bare_row(DOCTYPE, in_force=0)
    rules = frappe.qb.DocType(DOCTYPE)
    frappe.qb.update(rules).set(rules.enabled, 0).where(rules.name == off).run()
    rename_enabled_to_in_force.execute()
    assert frappe.db.get_value(DOCTYPE, off, "in_force") == 0
    assert frappe.db.get_value(DOCTYPE, on, "in_force") == 1


def test_a_site_that_never_had_the_field_is_left_as_it_is(db):
    before = frappe.get_all(DOCTYPE, fields=["name", "in_force"], order_by="name")
    rename_enabled_to_in_force.execute()
    assert frappe.get_all(DOCTYPE, fields=["name", "in_force"], order_by="name") == before != []


def test_migrations_run_the_patch_after_the_model(site):
    listed = Path(frappe.get_app_path("women_incubation", "patches.txt")).read_text()
    assert rename_enabled_to_in_force.__name__ in listed.split("[post_model_sync]")[1].split()
