"""The parts need no root: fetched into an empty cache and run by an ordinary user."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
RUNS_ALL = """
import os, subprocess
from pathlib import Path
from engine.parts.mariadb import PrivateMariaDB, find_mariadb
from engine.parts.redis import PrivateRedis
assert os.getuid() != 0
home = Path(os.environ["HOME"])
with PrivateMariaDB(home / "site" / "database") as database, PrivateRedis(home / "site" / "redis"):
    program = find_mariadb()
    command = [program.tool("mariadb"), "--no-defaults", f"--socket={database.socket}", "--user=root", "-Ne"]
    env = {**os.environ, **program.env}
    print(subprocess.run([*command, "SELECT USER()"], env=env, capture_output=True, text=True).stdout.strip())
"""


@pytest.fixture
def home() -> Path:
    """An empty home of a user who is not root; somewhere that user can reach."""
    place = Path(tempfile.mkdtemp(prefix="incubation-user-"))
    if os.getuid() == 0:
        os.chown(place, ordinary()["user"], ordinary()["group"])
    yield place
    shutil.rmtree(place)


def ordinary() -> dict[str, int]:
    """For subprocess: become `nobody` if we are root; otherwise we are an ordinary user already."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def python_for_everyone(home: Path) -> str:
    """A Python that this user may run (root's own may lie in a directory that is closed to others)."""
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        try:
            done = subprocess.run([python, "-c", "import pip"], cwd=home, check=False, **ordinary())
        except OSError:
            continue
        if done.returncode == 0:
            return python
    pytest.fail("There is no Python with pip that an ordinary user may run.")


def test_an_ordinary_user_with_an_empty_cache_gets_and_runs_the_servers(home: Path) -> None:
    copy = home / "engine"
    shutil.copytree(CHECKOUT / "engine" / "parts", copy / "parts")
    (copy / "__init__.py").touch()
    kept = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    env = {**kept, "HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(home)}

    done = subprocess.run(
        [python_for_everyone(home), "-c", RUNS_ALL],
        env=env,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        **ordinary(),
    )

    assert done.stdout == "root@localhost\n", done.stderr
    assert (home / ".cache" / "women-incubation").is_dir()
