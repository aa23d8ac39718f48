"""The configuration files of a site, as a bench writes them, and the secrets in them."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.site.layout import APP, SiteLayout

DEFAULTS: Mapping[str, Any] = {
    "developer_mode": 0,
    "maintenance_mode": 0,
    "disable_website_cache": 0,
    "skip_setup_wizard": 1,
    # In force until the settings exist: what is made before them has a time too.
    "default_time_zone": "Africa/Casablanca",
    # There is no realtime server, and the Desk shall not look for one.
    "disable_async": 1,
    # Frappe lets 60 users an hour be created; a province registers its women in one afternoon.
    "throttle_user_limit": 10_000,
}


def write_common_config(layout: SiteLayout, *, redis_cache: str, redis_queue: str) -> None:
    """Write what all sites share, keeping keys that someone added. The Redis addresses are URLs."""
    update_config(
        layout.common_config,
        {
            **{key: value for key, value in DEFAULTS.items() if key not in read_config(layout.common_config)},
            "default_site": layout.name,
            "redis_cache": redis_cache,
            "redis_queue": redis_queue,
            "redis_socketio": redis_cache,
        },
    )


def write_apps(layout: SiteLayout) -> None:
    """Write apps.txt, the list of apps that may be installed."""
    layout.sites.mkdir(parents=True, exist_ok=True)
    (layout.sites / "apps.txt").write_text(f"frappe\n{APP}\n")


def new_encryption_key() -> str:
    """A key for Fernet: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def read_config(path: Path) -> dict[str, Any]:
    """The content of a configuration file, {} if there is none."""
    return json.loads(path.read_text()) if path.exists() else {}


def update_config(path: Path, changes: Mapping[str, Any]) -> None:
    """Lay `changes` over a configuration file, replaced at once and readable by its owner only."""
    content = json.dumps({**read_config(path), **changes}, indent=1, sort_keys=True)
    write_secret_file(path, content + "\n")


def write_secret_file(path: Path, content: str) -> None:
    """Replace a file at once; nobody but its owner can read it, not for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123
        file.write(content)
    unfinished.replace(path)
