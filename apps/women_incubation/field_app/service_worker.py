"""Serves the service worker at the site's root: one under /assets could not control /incubation."""

from werkzeug.wrappers import Response

from women_incubation.field_app.build import folder

ROUTE = "incubation-sw.js"
SCOPE = "/incubation"
BUILT = "sw.js"


class ServiceWorkerPage:
    """A page renderer (hook `page_renderer`) for one address."""

    def __init__(self, path: str, http_status_code: int | None = None) -> None:
        self.path = path
        self.http_status_code = http_status_code

    def can_render(self) -> bool:
        """Whether this is the worker's address, and there is a built worker."""
        return self.path == ROUTE and (folder() / BUILT).is_file()

    def render(self) -> Response:
        """The script. Browsers ask for it again and again: it is how phones learn of a new version."""
        response = Response((folder() / BUILT).read_bytes(), mimetype="text/javascript")
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Service-Worker-Allowed"] = SCOPE
        return response
