"""The address at which the site is served."""

from __future__ import annotations

import errno
import ipaddress
import socket
import subprocess
from dataclasses import dataclass

from engine.parts.errors import PartError

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only with HTTPS=1, which is asked for
TRIED_PORTS = 50


@dataclass(frozen=True)
class Listener:
    """A port of ours: bound and listening, so that nobody else can take it while things are built."""

    socket: socket.socket
    https: bool

    @property
    def port(self) -> int:
        """The TCP port."""
        return int(self.socket.getsockname()[1])

    def addresses(self) -> list[str]:
        """The addresses to type into a browser, the one of this machine first."""
        if not self.https:
            return [f"http://localhost:{self.port}"]
        return [f"https://{host}:{self.port}" for host in ("localhost", *local_network_addresses())]


def listen(port: int, *, https: bool) -> Listener:
    """Bind `port`: on this machine only, or on all networks with `https`. Raises PartError if taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((EVERYWHERE if https else LOOPBACK, port))
        listener.listen(512)
    except (OSError, OverflowError) as error:
        listener.close()
        raise PartError(_explain(port, error)) from error
    return Listener(listener, https)


def local_network_addresses() -> list[str]:
    """This machine's IPv4 addresses on its networks, without the loopback ones."""
    found = dict.fromkeys([*_addresses_of_interfaces(), *_address_of_default_route()])
    return [address for address in found if not ipaddress.ip_address(address).is_loopback]


def _addresses_of_interfaces() -> list[str]:
    try:
        said = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):  # not Linux
        return []
    return [word for word in said.split() if ":" not in word]


def _address_of_default_route() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address; connecting UDP sends nothing
        except OSError:
            return []
        return [probe.getsockname()[0]]


def _explain(port: int, error: OSError | OverflowError) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        reason = "is taken by another program (another demo, perhaps)"
    elif number == errno.EACCES:
        reason = "may only be used by root"
    else:
        reason = f"cannot be used ({error})"
    return f"Port {port} {reason}. Choose another one, for example: make demo PORT={_free_port_after(port)}"


def _free_port_after(port: int) -> int:
    start = port + 1 if 1024 <= port < 65000 else 8001
    for candidate in range(start, start + TRIED_PORTS):
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, candidate)):
                return candidate
    return start
