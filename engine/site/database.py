"""The database of a site, made on a server by a user that may create databases."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pymysql

from engine.parts.mariadb import ServerAddress


@contextmanager
def connected(server: ServerAddress) -> Iterator[pymysql.cursors.Cursor]:
    """A cursor on the server, outside any database."""
    connection = pymysql.connect(
        user=server.user,
        password=server.password,
        unix_socket=str(server.socket) if server.socket else None,
        host=server.host or "localhost",
        port=server.port or 3306,
        charset="utf8mb4",
        autocommit=True,
    )
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def make_database(server: ServerAddress, name: str) -> dict[str, Any]:
    """Make the database `name` and a user of the same name that owns it; return Frappe's settings for it.

    Raises pymysql.err.ProgrammingError if the database exists already.
    """
    _check_name(name)
    password = secrets.token_urlsafe(24)
    host = "localhost" if server.socket else "%"
    with connected(server) as cursor:
        cursor.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
        cursor.execute("CREATE OR REPLACE USER %s@%s IDENTIFIED BY %s", [name, host, password])
        # In a grant the name is a pattern, where _ is any letter.
        pattern = name.replace("_", r"\_")
        cursor.execute(f"GRANT ALL PRIVILEGES ON `{pattern}`.* TO %s@%s", [name, host])
    return {"db_type": "mariadb", "db_name": name, "db_user": name, "db_password": password, **place(server)}


def place(server: ServerAddress) -> dict[str, Any]:
    """Frappe's settings for where the server is."""
    if server.socket:
        return {"db_socket": str(server.socket)}
    return {"db_host": server.host, "db_port": server.port}


def drop_database(server: ServerAddress, name: str) -> None:
    """Remove the database `name` and its user, if they are there."""
    _check_name(name)
    host = "localhost" if server.socket else "%"
    with connected(server) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS `{name}`")
        cursor.execute("DROP USER IF EXISTS %s@%s", [name, host])


def _check_name(name: str) -> None:
    """A name stands in statements as it is: identifiers cannot be parameters."""
    if not re.fullmatch(r"[a-z0-9_]{1,60}", name):
        raise ValueError(f"{name!r} is no name for a database: small letters, digits and _ only")
