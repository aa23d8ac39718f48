"""The private MariaDB: ours alone, whole after a stop, gone when we are."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymysql
import pytest

from engine.parts import mariadb
from engine.parts.errors import PartError
from engine.parts.mariadb import PrivateMariaDB, find_mariadb, named_server
from engine.parts.sockets import LONGEST_PATH

STARTS_SERVER = """
import time
from pathlib import Path
from engine.parts.mariadb import PrivateMariaDB
PrivateMariaDB(Path({directory!r}) / "database", fast=True).start()
print("ready", flush=True)
time.sleep(100)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PrivateMariaDB]:
    with PrivateMariaDB(tmp_path / "database", fast=True) as running:
        yield running


def ask(server: PrivateMariaDB, sql: str, **login: Any) -> list[tuple]:
    login = login or {"unix_socket": str(server.socket), "user": "root"}
    connection = pymysql.connect(autocommit=True, **login)
    with connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_nobody_but_root_has_an_account(server: PrivateMariaDB) -> None:
    accounts = ask(server, "SELECT User, Host FROM mysql.user ORDER BY User")

    assert accounts == [("mariadb.sys", "localhost"), ("root", "localhost")]


def test_it_listens_on_a_socket_that_others_cannot_reach(server: PrivateMariaDB) -> None:
    assert ask(server, "SELECT @@skip_networking, @@port") == [(1, 0)]
    for directory in (server.socket.parent, server.data_dir):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_text_is_utf8mb4(server: PrivateMariaDB) -> None:
    ask(server, "CREATE DATABASE words")
    ask(server, "CREATE TABLE words.word (word VARCHAR(20))")
    ask(server, "INSERT INTO words.word VALUES ('العيون 🌊')")

    assert ask(server, "SELECT word FROM words.word") == [("العيون 🌊",)]
    assert ask(server, "SELECT @@character_set_server, @@local_infile") == [("utf8mb4", 0)]


def test_what_was_written_is_there_after_a_stop_and_after_a_kill(server: PrivateMariaDB) -> None:
    ask(server, "CREATE DATABASE kept")
    server.stop()
    server.start()
    assert ("kept",) in ask(server, "SHOW DATABASES")

    ask(server, "CREATE DATABASE kept_too")
    server.process.kill()
    server.process.wait()
    server.start()
    assert ("kept_too",) in ask(server, "SHOW DATABASES")


def test_a_second_server_for_the_same_data_is_refused(server: PrivateMariaDB) -> None:
    with pytest.raises(PartError, match="already running"):
        PrivateMariaDB(server.data_dir, fast=True).start()


def test_over_tcp_root_cannot_log_in(tmp_path: Path) -> None:
    with PrivateMariaDB(tmp_path / "database", fast=True, tcp=True) as server:
        with pytest.raises(pymysql.err.OperationalError, match=r"not allowed|denied"):
            ask(server, "SELECT 1", host="127.0.0.1", port=server.port, user="root")
        ask(server, "CREATE USER site@'127.0.0.1' IDENTIFIED BY 'secret'")
        login = {"host": "127.0.0.1", "port": server.port, "user": "site", "password": "secret"}
        assert ask(server, "SELECT 1", **login) == [(1,)]


def test_a_long_path_gets_a_short_private_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("a-very-long-name-" * 6) / "database"
    server = PrivateMariaDB(deep, fast=True)

    assert len(str(server.socket)) <= LONGEST_PATH
    assert server.socket == PrivateMariaDB(deep, fast=True).socket
    with server:
        assert ask(server, "SELECT 1") == [(1,)]
        assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700
    assert not server.socket.exists()


def test_the_demo_waits_for_the_disk_and_the_tests_do_not(tmp_path: Path, server: PrivateMariaDB) -> None:
    question = "SELECT @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite"
    with PrivateMariaDB(tmp_path / "other" / "database") as durable:
        assert ask(durable, question) == [(1, 1)]
    assert ask(server, question) == [(2, 0)]


def test_further_settings_are_passed_on(tmp_path: Path) -> None:
    with PrivateMariaDB(tmp_path / "database", fast=True, settings=["--max-connections=77"]) as server:
        assert ask(server, "SELECT @@max_connections") == [(77,)]


def test_it_ends_when_its_owner_is_killed(
    script: Callable, alive_in: Callable, wait_until: Callable, tmp_path: Path
) -> None:
    owner = script(STARTS_SERVER.format(directory=str(tmp_path)))
    assert owner.stdout.readline() == "ready\n"
    assert len(alive_in(tmp_path / "database")) == 1

    owner.kill()

    wait_until(lambda: alive_in(tmp_path / "database") == [], 20)


def test_a_setting_that_does_not_work_shows_the_log(tmp_path: Path) -> None:
    server = PrivateMariaDB(tmp_path / "database", fast=True, settings=["--no-such-setting=1"])

    with pytest.raises(PartError, match=r"(?s)did not start.*no-such-setting"):
        server.start()


def test_it_brings_the_client_programs(server: PrivateMariaDB) -> None:
    program = find_mariadb()

    for name in ("mariadb", "mariadb-dump", "mariadb-install-db"):
        assert program.tool(name).is_file()


def test_where_none_can_be_had_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(mariadb, "MORE_PLACES", str(tmp_path))

    with pytest.raises(PartError, match=r"install MariaDB.*MARIADB_URL=mysql://"):
        find_mariadb()


def test_a_named_server_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    assert named_server() is None
    monkeypatch.setenv("MARIADB_URL", "mysql://tester:s%40crit@db.example:3307/")

    server = named_server()

    assert (server.user, server.password, server.host, server.port) == (
        "tester",
        "s@crit",
        "db.example",
        3307,
    )


@pytest.mark.parametrize("url", ["db.example", "postgres://x@y/", "mysql:///nowhere"])
def test_a_name_that_is_no_server_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARIADB_URL", url)

    with pytest.raises(PartError, match="MARIADB_URL is not understood"):
        named_server()
