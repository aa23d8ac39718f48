"""Where it listens: this machine only, unless the local network is asked for; a taken port is said."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from engine.parts.errors import PartError
from engine.parts.sockets import free_port
from engine.serve.listen import Listener, listen, local_network_addresses


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def close(listener: Listener) -> None:
    listener.socket.close()


def test_a_taken_port_is_said_with_a_free_one_to_use(taken_port: int) -> None:
    with pytest.raises(PartError, match=rf"Port {taken_port} is taken .*make demo PORT=\d+") as refusal:
        listen(taken_port, https=False)

    close(listen(int(str(refusal.value).split("PORT=")[1]), https=False))


def test_a_taken_port_is_said_for_the_network_too(taken_port: int) -> None:
    with pytest.raises(PartError, match=f"Port {taken_port} is taken"):
        listen(taken_port, https=True)


def test_plain_http_is_for_this_machine_only() -> None:
    listener = listen(free_port(), https=False)

    assert listener.socket.getsockname()[0] == "127.0.0.1"
    assert listener.addresses() == [f"http://localhost:{listener.port}"]
    close(listener)


def test_https_is_for_the_local_network() -> None:
    listener = listen(free_port(), https=True)

    assert listener.socket.getsockname()[0] == "0.0.0.0"  # noqa: S104
    expected = ["localhost", *local_network_addresses()]
    assert listener.addresses() == [f"https://{host}:{listener.port}" for host in expected]
    close(listener)


def test_the_port_is_held_while_things_are_built() -> None:
    listener = listen(free_port(), https=False)

    with pytest.raises(PartError, match="is taken"):
        listen(listener.port, https=False)
    close(listener)


def test_loopback_is_no_address_of_the_network() -> None:
    assert not [address for address in local_network_addresses() if address.startswith("127.")]


def test_a_port_that_does_not_exist_is_refused() -> None:
    with pytest.raises(PartError, match="Port 70000 cannot be used"):
        listen(70000, https=False)


def test_stopped_servers_leave_the_port_free_at_once() -> None:
    port = free_port()
    listener = listen(port, https=False)
    client = socket.create_connection(("127.0.0.1", port))
    served, _ = listener.socket.accept()
    served.close()
    os.read(client.fileno(), 1)
    close(listener)

    close(listen(port, https=False))
    client.close()
