"""Every English source string of the app that a reader of French or Arabic meets, read from the files.

Frappe's own extractors read each kind of file, without a site. `frappe.translate.get_messages_for_app` needs
one, and does not follow the links that the folders `fixtures` and `reports` of the app are in a checkout.
"""

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_python
from frappe.gettext.extractors import doctype, html_template, report, workspace
from frappe.translate import extract_messages_from_javascript_code

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "apps" / "women_incubation"
# The field app (`frontend`) keeps its own messages.
NOT_SOURCES = {"translations", "node_modules", "__pycache__", "dist", "frontend"}


class Source(NamedTuple):
    """A string as written in English, with the context that tells two uses of one word apart ("" mostly)."""

    text: str
    context: str = ""


def sources() -> dict[Source, set[str]]:
    """Every translatable string of the app -> the files it stands in (relative to the repository)."""
    found: dict[Source, set[str]] = defaultdict(set)
    for path in _files():
        for source in _strings_of(path):
            if source.text.strip():
                found[source].add(str(path.relative_to(ROOT)))
    return found


def _files() -> Iterator[Path]:
    """Every file of the app, `fixtures` and `reports` included, each once."""
    for folder in (APP, ROOT / "reports", ROOT / "fixtures"):
        for path in sorted(folder.rglob("*")):
            through_link = any(parent.is_symlink() for parent in path.parents if parent != folder)
            if path.is_file() and not through_link and not NOT_SOURCES & set(path.parts):
                yield path


def _strings_of(path: Path) -> Iterator[Source]:
    if path.parent == APP and path.name == "modules.txt":
        yield from (Source(line.strip()) for line in path.read_text().splitlines())
    elif path == APP / "hooks.py":
        yield from _title_of_app(path)
    elif path.suffix == ".py":
        yield from _python(path)
    elif path.suffix == ".js":
        yield from _javascript(path)
    elif path.suffix == ".html":
        yield from _template(path)
    elif path.suffix == ".json":
        yield from _json(path)


def _title_of_app(hooks: Path) -> Iterator[Source]:
    """The app's title: `app_title = "..."` in hooks.py."""
    for node in ast.parse(hooks.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "app_title":
            yield Source(ast.literal_eval(node.value))


def _python(path: Path) -> Iterator[Source]:
    """`_("text")` and `_lt("text")`, a second string being the context; `_(variable)` is read elsewhere."""
    with path.open("rb") as file:
        for _line, _name, arguments, _comments in extract_python(file, ["_", "_lt"], (), {}):
            texts = [arguments] if isinstance(arguments, str) else [part for part in arguments or () if part]
            if texts:
                yield Source(*texts[:2])


def _javascript(path: Path) -> Iterator[Source]:
    for _line, text, context in extract_messages_from_javascript_code(path.read_text()):
        if isinstance(text, str):
            yield Source(text, context or "")


def _template(path: Path) -> Iterator[Source]:
    with path.open("rb") as file:
        yield from map(_plain, html_template.extract(file, ["_", "__"], (), {}))


def _json(path: Path) -> Iterator[Source]:
    """A DocType, a report, a workspace or a fixture; any other JSON file holds nothing to translate."""
    content = json.loads(path.read_text())
    for document in content if isinstance(content, list) else [content]:
        reader = _READERS.get(document.get("doctype", "")) if isinstance(document, dict) else None
        if reader:
            yield from reader(path, document)


def _framework_reader(extract):
    def read(path: Path, document: dict) -> Iterator[Source]:
        with path.open(encoding="utf-8") as file:
            yield from map(_plain, extract(file))

    return read


def _plain(message: tuple) -> Source:
    """What Frappe's extractors give: (line, function, text or (text, context), comments)."""
    _line, function, text, _comments = message
    if isinstance(text, str):
        return Source(text)
    texts = [part for part in text if part]
    return Source(texts[1], texts[0]) if function == "pgettext" else Source(texts[0])


def _fields(*names: str):
    def read(path: Path, document: dict) -> Iterator[Source]:
        yield from (Source(document[name]) for name in names if document.get(name))

    return read


def _workflow(path: Path, document: dict) -> Iterator[Source]:
    """Its name, its states with the messages they show, and its actions."""
    yield Source(document["workflow_name"])
    for state in document["states"]:
        yield from (Source(state[key]) for key in ("state", "message") if state.get(key))
    yield from (Source(transition["action"]) for transition in document["transitions"])


def _sidebar(path: Path, document: dict) -> Iterator[Source]:
    """A sidebar of the Desk: its title and the labels of its items."""
    yield Source(document.get("title") or document["name"])
    yield from (Source(item["label"]) for item in document.get("items", []) if item.get("label"))


_READERS = {
    "DocType": _framework_reader(doctype.extract),
    "Report": _framework_reader(report.extract),
    "Workspace": _framework_reader(workspace.extract),
    "Workspace Sidebar": _sidebar,
    "Desktop Icon": _fields("label"),
    "Dashboard Chart": _fields("chart_name"),
    "Number Card": _fields("label"),
    "Page": _fields("title"),
    "Role": _fields("role_name"),
    "Workflow State": _fields("workflow_state_name"),
    "Workflow Action Master": _fields("workflow_action_name"),
    "Workflow": _workflow,
}
