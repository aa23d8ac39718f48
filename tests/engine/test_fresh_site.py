"""Sites for tests: copies that know nothing of each other, and a site on a server that MARIADB_URL names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pymysql
import pytest

from engine.parts.mariadb import PrivateMariaDB
from engine.site.template import fresh_site

REPOSITORY = Path(__file__).resolve().parents[2]
PASSWORD = "p@ss/w:rd"  # stands in an address, so it has to be written there with care

ON_A_NAMED_SERVER = """
import json, sys
from pathlib import Path
import frappe
from engine.parts.mariadb import named_server
from engine.site import create
from engine.site.configuration import read_config
from engine.site.database import connected
from engine.site.template import fresh_site

def databases():
    with connected(named_server()) as cursor:
        cursor.execute("SHOW DATABASES LIKE 'incubation%'")
        return [row[0] for row in cursor.fetchall()]

handle = fresh_site(Path(sys.argv[1]))
frappe.init(site=handle.site, sites_path=handle.sites_path)
frappe.connect()
said = {"during": databases(), "name": frappe.conf.db_name, "apps": frappe.get_installed_apps()}
said["host"] = frappe.conf.db_host
frappe.destroy()
handle.close()
said["after"] = databases()
print(json.dumps(said))
"""


def test_two_fresh_sites_are_two(tmp_path: Path) -> None:
    first, second = fresh_site(tmp_path / "one"), fresh_site(tmp_path / "two")
    try:
        write, read = (
            "frappe.db.set_global('mark', 'first'); frappe.db.commit()",
            "print(frappe.db.get_global('mark'))",
        )
        assert (ask(first.sites_path, write), ask(first.sites_path, read)) == ("", "first")
        assert ask(second.sites_path, read) == "None"
    finally:
        first.close()
        second.close()
    first.close()  # a second time does nothing
    assert first.database.process is None


def test_a_site_that_was_stopped_starts_again(tmp_path: Path) -> None:
    from engine.site.template import start_site

    handle = fresh_site(tmp_path / "site")
    ask(handle.sites_path, "frappe.db.set_global('mark', 'kept'); frappe.db.commit()")
    handle.close()
    again = start_site(handle.layout)
    try:
        assert ask(again.sites_path, "print(frappe.db.get_global('mark'))") == "kept"
    finally:
        again.close()


def test_the_app_is_on_a_fresh_site(tmp_path: Path) -> None:
    handle = fresh_site(tmp_path / "site")
    try:
        assert ask(handle.sites_path, "print(*frappe.get_installed_apps())") == "frappe women_incubation"
        assert int(ask(handle.sites_path, "print(frappe.db.count('Territorial Unit'))")) > 80
    finally:
        handle.close()


def test_a_server_that_mariadb_url_names_gets_a_database_and_loses_it_again(tmp_path: Path) -> None:
    with PrivateMariaDB(tmp_path / "server", fast=True, tcp=True, run_dir=tmp_path / "run") as server:
        root = pymysql.connect(user="root", unix_socket=str(server.socket))
        with root.cursor() as cursor:
            cursor.execute("CREATE USER maker@'%%' IDENTIFIED BY %s", [PASSWORD])
            cursor.execute("GRANT ALL PRIVILEGES ON *.* TO maker@'%' WITH GRANT OPTION")
        root.close()
        url = f"mysql://maker:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}/"
        said = json.loads(run(ON_A_NAMED_SERVER, str(tmp_path / "site"), MARIADB_URL=url).splitlines()[-1])
    assert said["during"] == [said["name"]]
    assert said["apps"] == ["frappe", "women_incubation"]
    assert said["host"] == "127.0.0.1"
    assert said["after"] == []


def test_what_an_interrupted_attempt_left_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its keys and its database's name: nothing is left behind on the server."""
    from engine.site import create
    from engine.site.configuration import read_config
    from engine.site.database import connected
    from engine.site.layout import SiteLayout, site_exists

    layout = SiteLayout(tmp_path / "site")

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(create, "_install_frappe", broken)
    kept = []
    with PrivateMariaDB(layout.database, fast=True, run_dir=layout.run) as server:
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                create.create_site(layout, server.address, redis_cache="redis://x", redis_queue="redis://x")
            config = read_config(layout.site_config)
            kept.append((config["encryption_key"], config["db_name"], config["admin_password"]))
        with connected(server.address) as cursor:
            cursor.execute("SHOW DATABASES LIKE 'incubation%'")
            assert [row[0] for row in cursor.fetchall()] == [kept[0][1]]
    assert kept[0] == kept[1]
    assert not site_exists(layout)


def ask(sites_path: str, code: str) -> str:
    """What `code` prints, connected to the site, in a process of its own."""
    prologue = "import frappe; frappe.init(site='incubation.localhost'); frappe.connect()\n"
    return run(prologue + code, SITES_PATH=sites_path).strip()


def run(code: str, *words: str, **env: str) -> str:
    """What `code` prints in a new process."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path]), **env}
    command = [sys.executable, "-W", "ignore", "-c", code, *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
