"""The story makes more background jobs than a queue may hold, while nobody works them off."""

import os
import subprocess
import sys
from pathlib import Path

import frappe

# One process for all jobs: a worker that forks for each would load the framework again for each.
WORK_OFF = """
import os, frappe
from frappe.utils.background_jobs import get_queue, get_queue_list, get_redis_conn
from rq import SimpleWorker
frappe.init(os.environ["FRAPPE_SITE"], sites_path=".")
queues = [get_queue(kind) for kind in get_queue_list()]
SimpleWorker(queues, connection=get_redis_conn()).work(burst=True, logging_level="WARNING")
"""


def work_off() -> None:
    """Run every waiting job in a worker of its own, and return when none is left."""
    frappe.db.commit()
    environment = {**os.environ, "FRAPPE_SITE": frappe.local.site}
    sites = Path(frappe.local.sites_path).resolve()
    subprocess.run([sys.executable, "-c", WORK_OFF], cwd=sites, env=environment, check=True)
