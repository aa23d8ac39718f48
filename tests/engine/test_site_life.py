"""A site from its making to its migration: install, fixtures, jobs, scheduler, files, secrets, languages."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from engine.site.create import install_app
from engine.site.migrate import migrate

if TYPE_CHECKING:
    from conftest import Browser

    from engine.site.template import SiteHandle

Elsewhere = Callable[..., str]


def test_the_app_is_installed_beside_frappe(site: ModuleType) -> None:
    assert site.get_installed_apps() == ["frappe", "engine_probe"]
    assert site.db.get_global("probe_installed") == "yes"
    assert site.db.get_value("Module Def", "Engine Probe", "app_name") == "engine_probe"
    assert site.get_app_path("engine_probe", "hooks.py").endswith("engine_probe/hooks.py")
    assert site.get_hooks("app_title", app_name="engine_probe") == ["Engine Probe"]
    assert "Engine Probe" in site.get_hooks("app_title")


def test_installing_again_changes_nothing(probe_site: SiteHandle, site: ModuleType) -> None:
    before = site.db.count("DocType"), site.db.count("Patch Log")
    site.destroy()
    install_app(probe_site.layout, "engine_probe")
    site.init()
    site.connect()
    assert (site.db.count("DocType"), site.db.count("Patch Log")) == before
    assert site.get_installed_apps() == ["frappe", "engine_probe"]


def test_an_app_that_is_not_listed_is_refused(probe_site: SiteHandle) -> None:
    with pytest.raises(Exception, match=r"not in apps\.txt"):
        install_app(probe_site.layout, "never_heard_of")


def test_fixtures_are_imported(site: ModuleType) -> None:
    assert site.db.exists("Role", "Probe User")
    workflow = site.get_doc("Workflow", "Probe Path")
    assert [row.state for row in workflow.states] == ["Probe Draft", "Probe Done"]


def test_fixtures_are_exported_where_they_came_from(site: ModuleType) -> None:
    from frappe.utils.fixtures import export_fixtures

    folder = Path(site.get_app_path("engine_probe", "fixtures"))
    before = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    export_fixtures("engine_probe")
    after = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    assert after.keys() == before.keys()
    assert sorted(role["name"] for role in after["1_role.json"]) == ["Probe Chief", "Probe User"]


def test_migrating_twice_runs_a_patch_once_and_after_migrate_each_time(
    probe_site: SiteHandle, site: ModuleType
) -> None:
    patches = Path(site.get_app_path("engine_probe", "patches.txt"))
    patches.write_text(patches.read_text().replace("count_once", "count_once #2"))
    documents = site.db.count("DocType")
    site.destroy()
    for _ in range(2):
        migrate(probe_site.layout, quiet=True)
    site.init()
    site.connect()
    assert site.db.get_global("probe_patch_runs") == "1"
    assert site.db.get_global("probe_migrations") == "2"
    assert site.db.count("DocType") == documents  # none was taken for an orphan
    assert site.db.exists("DocType", "Google Calendar")


def test_migrating_brings_a_new_field_and_takes_an_edited_role_back(
    probe_site: SiteHandle, site: ModuleType
) -> None:
    definition = Path(site.get_app_path("engine_probe", "engine_probe/doctype/probe_row/probe_row.json"))
    changed = json.loads(definition.read_text())
    changed["fields"].append({"fieldname": "remark", "fieldtype": "Data", "label": "Remark"})
    changed["field_order"].append("remark")
    changed["modified"] = "2026-02-01 00:00:00.000000"
    definition.write_text(json.dumps(changed))
    site.db.set_value("Role", "Probe User", "desk_access", 0)
    site.db.commit()
    site.destroy()
    migrate(probe_site.layout, quiet=True)
    site.init()
    site.connect()
    assert site.db.has_column("Probe Row", "remark")
    assert site.db.get_value("Role", "Probe User", "desk_access") == 1


def test_the_setup_is_complete(site: ModuleType, admin: Browser) -> None:
    site.init()
    site.connect()
    assert site.is_setup_complete()
    assert site.db.get_single_value("System Settings", "time_zone") == "Africa/Casablanca"
    assert site.db.get_value("Currency", "MAD", "enabled") == 1


def test_a_stored_password_is_read_by_another_process(site: ModuleType, elsewhere: Elsewhere) -> None:
    document = site.get_doc({"doctype": "Probe Document", "title": "P", "unit": "A", "secret": "كلمة السر"})
    document.insert()
    site.db.commit()
    read = f"print(frappe.get_doc('Probe Document', '{document.name}').get_password('secret'))"
    assert elsewhere(read, PYTHONIOENCODING="utf-8").strip() == "كلمة السر"
    assert "كلمة" not in str(site.db.sql("select * from `__Auth` where name = %s", document.name))
    assert site.db.get_value("Probe Document", document.name, "secret") == "*" * len("كلمة السر")


def test_configuration_is_the_owners_only_and_stays_so(probe_site: SiteHandle, site: ModuleType) -> None:
    from frappe.installer import update_site_config

    key = site.conf.encryption_key
    update_site_config("probe_setting", "kept")
    layout = probe_site.layout
    for path in (layout.site_config, layout.common_config):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(layout.root.stat().st_mode) == 0o700
    assert len(key) == 44
    site.destroy()
    site.init()
    assert (site.conf.probe_setting, site.conf.encryption_key) == ("kept", key)


def test_a_site_of_another_name_is_told_clearly(site: ModuleType) -> None:
    with pytest.raises(site.IncorrectSitePath, match=r"nobody\.localhost does not exist"):
        site.init(site="nobody.localhost", force=True)


def test_a_job_runs_in_a_worker_as_the_user_who_enqueued_it(site: ModuleType, elsewhere: Elsewhere) -> None:
    site.set_user("user-a@probe.test")
    site.enqueue("engine_probe.jobs.note", word="done", enqueue_after_commit=True)
    site.db.rollback()
    site.enqueue("engine_probe.jobs.note", word="kept", enqueue_after_commit=True)
    site.db.commit()
    work(elsewhere)
    site.db.rollback()
    assert site.db.get_global("probe_job") == "kept by user-a@probe.test"


def test_a_job_that_fails_is_rolled_back_and_logged(site: ModuleType, elsewhere: Elsewhere) -> None:
    site.enqueue("engine_probe.jobs.fail")
    work(elsewhere)
    site.db.rollback()
    assert site.db.get_global("probe_failed_job") is None
    assert site.db.exists("Error Log", {"method": "engine_probe.jobs.fail"})


def test_the_scheduler_enqueues_what_is_due(site: ModuleType, elsewhere: Elsewhere) -> None:
    daily, each_minute = {"method": "engine_probe.jobs.note_day"}, {"method": "engine_probe.jobs.note_tick"}
    assert site.db.get_value("Scheduled Job Type", daily, "frequency") == "Daily"
    site.db.set_value("Scheduled Job Type", each_minute, "creation", "2026-01-01")
    site.db.commit()
    elsewhere("frappe.destroy(); from frappe.utils.scheduler import enqueue_events_for_all_sites as go; go()")
    work(elsewhere)
    site.db.rollback()
    assert site.db.get_global("probe_tick") == "ticked"


def work(elsewhere: Elsewhere) -> None:
    """A worker that ends when the queues are empty."""
    elsewhere(
        "from frappe.utils.background_jobs import start_worker; frappe.destroy(); start_worker(burst=True)"
    )


def test_a_private_file_is_for_those_who_may_read_its_document(browser: Browser, site: ModuleType) -> None:
    document = site.get_doc({"doctype": "Probe Document", "title": "F", "unit": "B"}).insert()
    file = site.get_doc(
        {
            "doctype": "File",
            "file_name": "paper.txt",
            "content": "private words",
            "is_private": 1,
            "attached_to_doctype": "Probe Document",
            "attached_to_name": document.name,
        }
    ).insert()
    site.db.commit()
    url = file.file_url
    assert Path(file.get_full_path()).is_relative_to(Path(site.get_site_path("private", "files")))
    site.destroy()
    assert browser.get(url).status_code == 403
    assert browser.log_in("user-a@probe.test").get(url).status_code == 403
    assert browser.log_in("user-b@probe.test").get(url).get_data(as_text=True) == "private words"


def test_a_file_path_does_not_leave_its_folder(admin: Browser) -> None:
    for path in ("../site_config.json", "..%2f..%2fsite_config.json", "../../common_site_config.json"):
        answer = admin.client.get(f"/private/files/{path}")
        assert answer.status_code in (403, 404)
        assert "encryption_key" not in answer.get_data(as_text=True)


def test_an_app_is_translated(site: ModuleType) -> None:
    assert site._("Probe word", "fr") == "Mot de sonde"
    assert site._("Probe word", "ar") == "كلمة المسبار"
    assert site._("Probe word", "en") == "Probe word"


def test_templates_of_an_app_have_its_methods(site: ModuleType) -> None:
    assert site.render_template("{{ shout('x') }} {{ frappe.utils.cint('3') }}") == "X 3"


def test_logs_lie_with_the_site(probe_site: SiteHandle, site: ModuleType, elsewhere: Elsewhere) -> None:
    elsewhere("frappe.logger('probe').error('noted')")
    layout = probe_site.layout
    for folder in (layout.logs, layout.site / "logs"):
        assert "noted" in (folder / "probe.log").read_text()


def test_an_error_is_logged_and_events_are_saved_without_optional_packages(site: ModuleType) -> None:
    site.log_error("title", "what happened")
    site.get_doc({"doctype": "Event", "subject": "Visit", "starts_on": "2026-01-01 10:00:00"}).insert()


def test_a_redis_that_is_another_one_is_not_mixed_up(probe_site: SiteHandle, elsewhere: Elsewhere) -> None:
    url = json.loads(probe_site.layout.common_config.read_text())["redis_cache"]
    assert elsewhere("print(frappe.conf.redis_cache)").strip() == url
