"""`python -m benchmarks [words]`: run bench_*.py (those whose name holds a word) on a fresh site."""

import importlib
import os
import sys
import tempfile
import traceback
from pathlib import Path

import frappe

HERE = Path(__file__).parent


def main(names: list[str]) -> None:
    """Run the benchmarks whose names contain one of the words given; all without one."""
    from engine.site.template import fresh_site

    found = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [name for name in found if not names or any(word in name for word in names)]
    with tempfile.TemporaryDirectory(prefix="incubation-bench-") as folder:
        handle = fresh_site(Path(folder) / "site")
        try:
            os.environ["SITES_PATH"] = handle.sites_path
            frappe.init(site=handle.site, sites_path=handle.sites_path)
            frappe.connect()
            frappe.local.conf["throttle_user_limit"] = 1_000_000
            failed = [name for name in chosen if not went_through(name)]
        finally:
            frappe.destroy()
            handle.close()
    if failed:
        sys.exit(f"Did not go through: {', '.join(failed)}")


def went_through(name: str) -> bool:
    """Run one; a failure is printed, the others still run, and the whole ends as failed."""
    frappe.set_user("Administrator")
    try:
        importlib.import_module(f"benchmarks.{name}").run()
    except Exception:
        traceback.print_exc()
        frappe.db.rollback()
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
