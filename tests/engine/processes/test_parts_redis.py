"""The private Redis: a socket of ours, jobs kept over a stop when asked, gone when we are."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from engine.parts.errors import PartError
from engine.parts.redis import PrivateRedis

STARTS_SERVER = """
import time
from pathlib import Path
from engine.parts.redis import PrivateRedis
PrivateRedis(Path({directory!r}) / "redis").start()
print("ready", flush=True)
time.sleep(100)
"""


def test_its_databases_are_reached_over_a_private_socket(tmp_path: Path) -> None:
    with PrivateRedis(tmp_path / "redis") as server:
        first, second = (redis.Redis.from_url(server.url(number)) for number in (0, 1))
        first.set("word", "كلمة")

        assert first.get("word").decode() == "كلمة"
        assert second.get("word") is None
        assert first.config_get("port") == {"port": "0"}
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(("durable", "kept"), [(True, b"job"), (False, None)])
def test_only_a_durable_one_keeps_its_data(durable: bool, kept: bytes | None, tmp_path: Path) -> None:
    for value in (b"job", None):
        with PrivateRedis(tmp_path / "redis", durable=durable) as server:
            client = redis.Redis.from_url(server.url())
            if value:
                client.set("queued", value)
            else:
                assert client.get("queued") == kept


def test_a_second_server_for_the_same_data_is_refused(tmp_path: Path) -> None:
    with PrivateRedis(tmp_path / "redis"), pytest.raises(PartError, match="already running"):
        PrivateRedis(tmp_path / "redis").start()


def test_it_ends_when_its_owner_is_killed(
    script: Callable, alive_in: Callable, wait_until: Callable, tmp_path: Path
) -> None:
    owner = script(STARTS_SERVER.format(directory=str(tmp_path)))
    assert owner.stdout.readline() == "ready\n"
    assert len(alive_in(tmp_path / "redis")) == 1

    owner.kill()

    wait_until(lambda: alive_in(tmp_path / "redis") == [], 20)
