"""Which document each child table belongs to."""

import json
from pathlib import Path

APP = Path(__file__).parents[2] / "apps" / "women_incubation"


def parent_of() -> dict[str, tuple[str, str]]:
    """child document -> (a document that has it as a table, the name of that field)."""
    found = {}
    for path in sorted(APP.glob("*/doctype/*/*.json")):
        document = json.loads(path.read_text())
        for field in document["fields"]:
            if field["fieldtype"] == "Table":
                found[field["options"]] = (document["name"], field["fieldname"])
    return found
