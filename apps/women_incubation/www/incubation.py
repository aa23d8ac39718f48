"""The page of the field app: the same for everybody, whoever asks and whatever they may do."""

import frappe

from women_incubation.field_app.build import page_files

no_cache = 1
sitemap = 0


def get_context(context: frappe._dict) -> frappe._dict:
    """The built files that the page loads."""
    context.update(page_files()._asdict())
    if not context.script:
        context.http_status_code = 503
    return context
