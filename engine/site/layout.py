"""Where everything of a site lies. The `sites` folder is as on a bench, so the same code runs there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SITE_NAME = "incubation.localhost"
APP = "women_incubation"


@dataclass(frozen=True)
class SiteLayout:
    """The folder of one running system (`SITE`): a bench's `sites` folder, its database, Redis and logs."""

    root: Path
    name: str = SITE_NAME

    @property
    def sites(self) -> Path:
        """The folder that `frappe.init(sites_path=...)` takes."""
        return self.root / "sites"

    @property
    def site(self) -> Path:
        """The folder of the site itself: its configuration and its files."""
        return self.sites / self.name

    @property
    def site_config(self) -> Path:
        """The site's own configuration: passwords and the encryption key. Only its owner may read it."""
        return self.site / "site_config.json"

    @property
    def common_config(self) -> Path:
        """What all sites of the folder share: Redis, the default site."""
        return self.sites / "common_site_config.json"

    @property
    def assets(self) -> Path:
        """What the web server gives out under `/assets`."""
        return self.sites / "assets"

    @property
    def database(self) -> Path:
        """MariaDB's data directory, if the server is our own."""
        return self.root / "database"

    @property
    def redis(self) -> Path:
        """Redis' data directory."""
        return self.root / "redis"

    @property
    def run(self) -> Path:
        """Sockets and process ids."""
        return self.root / "run"

    @property
    def logs(self) -> Path:
        """Logs of the processes."""
        return self.root / "logs"


def site_exists(layout: SiteLayout) -> bool:
    """Whether the site was made, completely: its marker is written last."""
    return marker(layout).exists()


def marker(layout: SiteLayout) -> Path:
    """The file that says that the site is complete."""
    return layout.site / ".complete"
