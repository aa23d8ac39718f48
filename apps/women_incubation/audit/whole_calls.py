"""A call of our own functions without what they need is refused in words (hook `auth_hooks`).

Frappe calls a function with what the request holds; what Python then complains of is a server error.
"""

import inspect
import re
from collections.abc import Callable

import frappe
from frappe import _

from women_incubation.audit.errors import CallIncomplete

APP = "women_incubation."
METHOD_PATH = re.compile(r"/api/(?:v\d/)?method/([\w.]+)/?")


def refuse_incomplete() -> None:
    """Raise CallIncomplete naming every argument that the request lacks. Runs before the call."""
    function = function_asked()
    if not function:
        return
    lacking = [name for name in needed(function) if name not in frappe.local.form_dict]
    if lacking:
        frappe.throw(_("The request lacks: {0}.").format(", ".join(lacking)), CallIncomplete)


def function_asked() -> Callable | None:
    """Our function that the request calls, under its own name or in place of one of Frappe's."""
    path = METHOD_PATH.fullmatch(frappe.request.path)
    asked = path[1] if path else str(frappe.local.form_dict.get("cmd") or "")
    name = (frappe.get_hooks("override_whitelisted_methods", {}).get(asked) or [asked])[-1]
    if not name.startswith(APP):
        return None
    try:
        function = frappe.get_attr(name)
    except (ImportError, AttributeError, frappe.ValidationError):
        return None  # Frappe says so itself
    return function if inspect.isfunction(function) else None


def needed(function: Callable) -> list[str]:
    """The arguments without a default."""
    parameters = inspect.signature(function).parameters.values()
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [each.name for each in parameters if each.kind in named and each.default is each.empty]
