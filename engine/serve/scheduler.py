"""The scheduler process: queues the jobs that are due. The site is named by the environment."""

from __future__ import annotations

from frappe.utils.scheduler import start_scheduler

if __name__ == "__main__":
    start_scheduler()
