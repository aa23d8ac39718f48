"""`python -m benchmarks [words]`: run bench_*.py (those whose name holds a word) on a fresh site."""

import importlib
import os
import sys
import tempfile
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
            for name in chosen:
                frappe.set_user("Administrator")
                importlib.import_module(f"benchmarks.{name}").run()
        finally:
            frappe.destroy()
            handle.close()


if __name__ == "__main__":
    main(sys.argv[1:])
