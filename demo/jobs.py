"""The story makes more background jobs than a queue may hold, while nobody works them off."""

import os
import subprocess
import sys
from pathlib import Path

import frappe

WORK_OFF = (
    "import os, frappe; frappe.init(os.environ['FRAPPE_SITE'], sites_path='.'); "
    "from frappe.utils.background_jobs import start_worker; start_worker(burst=True, quiet=True)"
)


def work_off() -> None:
    """Run every waiting job in a worker of its own, and return when none is left."""
    frappe.db.commit()
    environment = {**os.environ, "FRAPPE_SITE": frappe.local.site}
    sites = Path(frappe.local.sites_path).resolve()
    subprocess.run([sys.executable, "-c", WORK_OFF], cwd=sites, env=environment, check=True)
