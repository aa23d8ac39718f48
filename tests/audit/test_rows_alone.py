"""Whatever has rules is not changed row by row: each table's document refuses to be saved by itself."""

import json
from pathlib import Path

import pytest
from frappe.model.base_document import get_controller

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.child_row import ChildRow

APP = Path(__file__).parents[2] / "apps" / "women_incubation"
DOCUMENTS = [json.loads(path.read_text()) for path in sorted(APP.glob("*/doctype/*/*.json"))]
TABLES = [document["name"] for document in DOCUMENTS if document.get("istable")]


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_saved_with_its_document(site, table):
    assert issubclass(get_controller(table), ChildRow | AppendOnlyRecord)
