"""The demo's story can be told: each of its steps passes the app's own rules, in a smaller size."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TELL = """
import json, sys
import frappe
from pathlib import Path
from demo.load import load
from demo.size import SMALL
from engine.site.connection import on_site
from engine.site.template import fresh_site

handle = fresh_site(Path(sys.argv[1]))
try:
    with on_site(handle.layout):
        logins = load(lambda what, done, total: None, SMALL)
        again = load(lambda what, done, total: None, SMALL)
        states = frappe.get_all(
            "Project Proposal",
            fields=["workflow_state", {"COUNT": "name", "as": "n"}],
            group_by="workflow_state",
        )
        told = {
            "logins": [login["role"] for login in logins],
            "women": frappe.db.count("Beneficiary"),
            "states": {row.workflow_state: row.n for row in states},
            "paid": frappe.db.count("Funding Disbursement", {"workflow_state": ["in", ["Paid", "Received"]]}),
            "closed": frappe.db.count("Training Session", {"status": "Closed"}),
        }
    print(json.dumps(told))
finally:
    handle.close()
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    """What stands on a site after the small story, told twice: the second time adds nothing."""
    site = tmp_path_factory.mktemp("demo") / "site"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", TELL, str(site)], capture_output=True, text=True, env=environment, timeout=600
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_projects_stand_in_each_state_of_the_story(told):
    from demo.size import SMALL

    planned = {state for call in SMALL.outcomes for state in call}
    assert set(told["states"]) == planned
    assert sum(told["states"].values()) == sum(sum(call.values()) for call in SMALL.outcomes)


def test_women_sessions_and_payments_are_there_once(told):
    from demo.size import SMALL

    assert told["women"] == SMALL.registered
    assert told["closed"] > 0
    assert told["paid"] > 0


def test_there_is_a_log_in_for_each_role(told):
    assert len(told["logins"]) == len(set(told["logins"])) >= 13
