"""Start a program that dies with us and stop it politely."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Loaded once here: after fork() only async-signal-safe work may be done, so no import and no dlopen there.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def start_process(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, output appended to `log`, the descriptors `keep` open.

    Of its own session, so that Ctrl-C in a terminal reaches only us and we stop the parts in order.
    On Linux the kernel sends it SIGTERM when the thread that started it ends, however that happens:
    start long-lived parts from the main thread.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            pass_fds=tuple(keep),
            start_new_session=True,
            preexec_fn=dies_with_parent(),  # two system calls, see above
        )


def dies_with_parent() -> Callable[[], None] | None:
    """A `preexec_fn` that ties the child's life to ours; None where the system cannot (not Linux)."""
    if _libc is None:
        return None
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # we died between fork and prctl
            os._exit(1)

    return tie


def end_with_parent() -> None:
    """Let this process get SIGTERM when its parent ends, even when the parent is killed (on Linux)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def tie_forks() -> None:
    """Let what this process forks (a web worker, a running job) die with it, even when it is killed."""
    if _libc is not None:
        os.register_at_fork(after_in_child=end_with_parent)


def stop_process(process: subprocess.Popen[bytes], *, patience: float = 30.0) -> None:
    """Send SIGTERM, wait up to `patience` seconds, then SIGKILL. Does nothing when it has ended."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log file for an error message; empty when there is no such file."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    except FileNotFoundError:
        return ""
