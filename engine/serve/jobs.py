"""The worker process: runs queued jobs. The site is named by the environment."""

from __future__ import annotations

from frappe.utils.background_jobs import start_worker

from engine.parts.process import tie_forks

if __name__ == "__main__":
    tie_forks()
    start_worker(quiet=True)
