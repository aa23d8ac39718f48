"""A MariaDB of our own: found or fetched, a data directory made, the server started and stopped.

The order: the server named by MARIADB_URL, a `mariadbd` on the machine, Debian's packages unpacked
into the cache. Nothing is installed and nothing needs root.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from engine.parts import debian
from engine.parts.errors import PartError, disk_space_said_clearly
from engine.parts.process import last_lines, start_process, stop_process
from engine.parts.sockets import answers, free_port, socket_path

READY_SECONDS = 60.0
# Debian keeps the server outside an ordinary user's PATH.
MORE_PLACES = "/usr/sbin:/usr/local/sbin:/usr/libexec:/usr/local/opt/mariadb/bin:/opt/homebrew/bin"
DEBIAN_PACKAGES = ("mariadb-server-core", "mariadb-client-core", "mariadb-common")
# Only for its mariadb-dump; its dependencies are Perl modules for other programs.
DEBIAN_ALONE = ("mariadb-client",)
HELP = (
    "No MariaDB can be had here. Do one of these and start again: install MariaDB 10.6 or newer so that "
    "`mariadbd` is on the PATH (Debian: apt-get install mariadb-server-core mariadb-client-core), or name "
    "a server with MARIADB_URL=mysql://user:password@host:3306/ whose user may create databases."
)
# Text, so that the anonymous and the network accounts of a fresh directory never listen to anyone.
ONLY_LOCAL_ROOT = (
    "USE mysql;\n"
    "DELETE FROM global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');\n"
    "DELETE FROM db WHERE User = '';\n"
)


@dataclass(frozen=True)
class MariaDBProgram:
    """The server, its installer and client programs, the environment and the arguments they all need."""

    server: Path
    base: Path | None = None
    env: dict[str, str] = field(default_factory=dict)

    def tool(self, name: str) -> Path:
        """The program `name` (`mariadb`, `mariadb-dump`...) beside the server. Raises PartError if absent."""
        if self.base:
            return self.base / "bin" / name
        place = shutil.which(name, path=_places())
        if not place:
            raise PartError(f"{self.server} is here but {name} is not. Install MariaDB's client programs.")
        return Path(place)

    def location_settings(self) -> list[str]:
        """Where an unpacked server finds its messages, character sets and plugins."""
        if not self.base:
            return []
        share = self.base / "share" / "mysql"
        return [
            f"--basedir={self.base}",
            f"--lc-messages-dir={share}",
            f"--character-sets-dir={share / 'charsets'}",
            f"--plugin-dir={self.base / 'lib' / 'mysql' / 'plugin'}",
        ]


@dataclass(frozen=True)
class ServerAddress:
    """How to reach a MariaDB server as a user that may create databases."""

    user: str = "root"
    password: str = ""
    socket: Path | None = None
    host: str | None = None
    port: int | None = None


def named_server() -> ServerAddress | None:
    """The server named by MARIADB_URL (`mysql://user:password@host:port/` or `?socket=`), or None."""
    url = os.environ.get("MARIADB_URL")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("mysql", "mariadb") or not parts.hostname:
        raise PartError(
            "MARIADB_URL is not understood. Write it like MARIADB_URL=mysql://user:password@127.0.0.1:3306/"
        )
    return ServerAddress(
        user=unquote(parts.username or "root"),
        password=unquote(parts.password or ""),
        host=parts.hostname,
        port=parts.port or 3306,
    )


def find_mariadb() -> MariaDBProgram:
    """A MariaDB server program: the machine's, else Debian's. Raises PartError when there is none."""
    on_machine = shutil.which("mariadbd", path=_places())
    if on_machine:
        return MariaDBProgram(Path(on_machine))
    if not debian.can_use_debian():
        raise PartError(HELP)
    try:
        root = debian.unpacked("MariaDB", DEBIAN_PACKAGES, alone=DEBIAN_ALONE)
    except PartError as error:
        raise PartError(f"{error}\n{HELP}") from error
    base = root / "usr"
    return MariaDBProgram(base / "sbin" / "mariadbd", base, {"LD_LIBRARY_PATH": debian.library_path(root)})


class PrivateMariaDB:
    """A MariaDB server with its data in `data_dir`, reached over a Unix socket that only we may open.

    root has no password and exists for that socket only. `fast` is for tests: nothing waits for the disk,
    so a crash of the machine (not one of the server) may lose data. `tcp` listens on a free port of
    127.0.0.1 too, where root cannot log in. `settings` are further arguments (`--name=value`) of mariadbd.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        fast: bool = False,
        tcp: bool = False,
        run_dir: Path | None = None,
        settings: Sequence[str] = (),
    ) -> None:
        self.data_dir = data_dir.absolute()
        self.fast = fast
        self.port = free_port() if tcp else None
        self.more_settings = tuple(settings)
        self.socket = socket_path(run_dir or self.data_dir.parent / "run", "mariadb.sock")
        self.log = self.data_dir.with_name(self.data_dir.name + ".log")
        # A starting server removes what it takes for its own left-overs: never share this with another.
        self.temporary = self.data_dir.with_name(self.data_dir.name + ".tmp")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> ServerAddress:
        """How to reach it as root."""
        return ServerAddress(socket=self.socket)

    def start(self) -> PrivateMariaDB:
        """Make the data directory if there is none, start the server and wait until it answers.

        Raises PartError when one is already running there, or with the end of its log when it does not start.
        """
        if answers(self.socket):
            raise PartError(f"A MariaDB is already running for {self.data_dir}. Stop that one first.")
        program = find_mariadb()
        with disk_space_said_clearly(self.data_dir):
            if not (self.data_dir / "mysql").is_dir():
                self._make_data_dir(program)
            self.temporary.mkdir(mode=0o700, exist_ok=True)
            command = [program.server, *self._settings(program)]
            self.process = start_process(command, log=self.log, env=program.env)
        self._wait_until_ready(self.process)
        return self

    def stop(self) -> None:
        """Stop it; its data directory is then whole and may be copied."""
        if self.process:
            stop_process(self.process, patience=60)
            self.process = None
        self.socket.unlink(missing_ok=True)

    def __enter__(self) -> PrivateMariaDB:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _settings(self, program: MariaDBProgram) -> list[str]:
        network = [f"--port={self.port}", "--bind-address=127.0.0.1"] if self.port else ["--skip-networking"]
        return [
            *_base_settings(program, self.data_dir),
            f"--tmpdir={self.temporary}",
            f"--socket={self.socket}",
            f"--pid-file={self.socket.with_suffix('.pid')}",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--max-connections=300",
            "--max-allowed-packet=64M",
            "--local-infile=0",
            *network,
            *(_FAST if self.fast else _DURABLE),
            *self.more_settings,
        ]

    def _make_data_dir(self, program: MariaDBProgram) -> None:
        self.data_dir.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".database-", dir=self.data_dir.parent) as place:
            fresh = Path(place) / "data"
            fresh.mkdir(mode=0o700)
            _install(program, fresh)
            _run_sql(program, fresh, ONLY_LOCAL_ROOT)
            if self.data_dir.is_dir():
                self.data_dir.rmdir()  # only an empty directory may stand in the way
            fresh.rename(self.data_dir)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not _greets(self.socket):
            if process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise PartError(
                    f"MariaDB did not start in {self.data_dir}. Its log ends:\n{last_lines(self.log)}"
                )
            time.sleep(0.02)


# The log must have one size wherever a data directory is copied; 10 MB is enough for tests.
_FAST = [
    "--innodb-flush-log-at-trx-commit=2",
    "--skip-innodb-doublewrite",
    "--loose-innodb-flush-method=nosync",
    "--innodb-buffer-pool-size=128M",
    "--innodb-log-file-size=10M",
    "--innodb-fast-shutdown=1",
]
_DURABLE = [
    "--innodb-flush-log-at-trx-commit=1",
    "--innodb-buffer-pool-size=512M",
    "--innodb-log-file-size=96M",
]


def _places() -> str:
    return os.environ.get("PATH", os.defpath) + ":" + MORE_PLACES


def _base_settings(program: MariaDBProgram, data_dir: Path) -> list[str]:
    # The server refuses to run as root unless it is told so.
    as_root = ["--user=root"] if os.getuid() == 0 else []
    return ["--no-defaults", *program.location_settings(), f"--datadir={data_dir}", *as_root]


def _install(program: MariaDBProgram, data_dir: Path) -> None:
    base = [f"--basedir={program.base}"] if program.base else []
    as_root = ["--user=root"] if os.getuid() == 0 else []
    command = [str(program.tool("mariadb-install-db")), "--no-defaults", *base, f"--datadir={data_dir}"]
    command += ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve", *as_root]
    _run(command, program, "")


def _run_sql(program: MariaDBProgram, data_dir: Path, sql: str) -> None:
    command = [str(program.server), *_base_settings(program, data_dir), "--bootstrap", "--skip-networking"]
    _run(command, program, sql)


def _run(command: list[str], program: MariaDBProgram, text: str) -> None:
    env = {**os.environ, **program.env}
    done = subprocess.run(command, env=env, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise PartError(f"MariaDB could not make its data directory:\n{said}")


def _greets(path: Path) -> bool:
    """Whether the server on the socket `path` sends its greeting, which it does only when it is ready."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(path))
            return len(connection.recv(5)) == 5  # 4 bytes of header, then the protocol number
        except OSError:
            return False
