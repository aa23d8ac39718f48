"""A site's database and Redis for as long as a command needs them; one process at a time owns them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from engine.parts.errors import PartError
from engine.parts.mariadb import PrivateMariaDB
from engine.parts.redis import PrivateRedis
from engine.parts.sockets import answers
from engine.site.configuration import update_config, write_common_config
from engine.site.database import place
from engine.site.layout import SiteLayout, site_exists


def database_of(layout: SiteLayout) -> PrivateMariaDB:
    """The site's database server, durable, not started."""
    return PrivateMariaDB(layout.database, run_dir=layout.run)


def redis_of(layout: SiteLayout) -> PrivateRedis:
    """The site's Redis, which keeps queued jobs when it stops; not started."""
    return PrivateRedis(layout.redis, run_dir=layout.run, durable=True)


def is_running(layout: SiteLayout) -> bool:
    """Whether the site's database and Redis are running."""
    return answers(database_of(layout).socket) and answers(redis_of(layout).socket)


@contextmanager
def only_one(layout: SiteLayout) -> Iterator[None]:
    """Hold the site for this process. Raises PartError when another one works on it or serves it."""
    layout.root.mkdir(parents=True, exist_ok=True)
    layout.root.chmod(0o700)  # passwords, files and the database are below: nobody else may look
    layout.run.mkdir(mode=0o700, exist_ok=True)
    with (layout.run / "owner.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise PartError(
                f"The site in {layout.root} is in use by process {file.read().strip() or 'unknown'}. Stop "
                "that one first, or name another directory, for example: make demo SITE=.demo-2 PORT=8001"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def running(layout: SiteLayout) -> Iterator[None]:
    """The site's database and Redis run while the block does: those being served, else started for it.

    Raises PartError when they cannot be started.
    """
    if is_running(layout):
        yield
        return
    with only_one(layout), servers(layout):
        yield


@contextmanager
def servers(layout: SiteLayout) -> Iterator[None]:
    """Start the site's database and Redis for the block. The site must be held by `only_one`."""
    with database_of(layout), redis_of(layout):
        point_at_servers(layout)
        yield


def point_at_servers(layout: SiteLayout) -> None:
    """Write in a site's configuration where its servers are: its directory may have been moved."""
    if site_exists(layout):
        redis = redis_of(layout)
        update_config(layout.site_config, place(database_of(layout).address))
        write_common_config(layout, redis_cache=redis.url(0), redis_queue=redis.url(1))
