"""Real connections of a racing process, each with the server's setting that a race is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from frappe.database.mariadb.database import MariaDBDatabase

SNAPSHOT = "innodb_snapshot_isolation"


def settings_of_the_server() -> list[int]:
    """Both values of innodb_snapshot_isolation; a server without it takes neither, see `every_connection`."""
    return [0, 1]


@contextmanager
def every_connection(value: int) -> Iterator[None]:
    """Every connection that this process opens has innodb_snapshot_isolation at this value, where known."""
    plain = MariaDBDatabase.create_connection

    def create(database: MariaDBDatabase) -> object:
        connection = plain(database)
        with connection.cursor() as cursor:
            if cursor.execute("show variables like %s", (SNAPSHOT,)):
                cursor.execute(f"set session {SNAPSHOT} = {int(value)}")
        return connection

    MariaDBDatabase.create_connection = create
    try:
        yield
    finally:
        MariaDBDatabase.create_connection = plain
