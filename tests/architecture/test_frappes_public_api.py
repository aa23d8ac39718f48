"""The app uses what Frappe offers to apps: no private names, and hooks that lead somewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import frappe
import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "apps" / "women_incubation"

# Public in spite of their underscore: translation (extractors look for both names), Frappe's dict, and the
# methods of named tuples.
PUBLIC = {"_", "_lt", "_dict", "_asdict", "_replace", "_fields", "_make"}


def app_files() -> list[Path]:
    """Every Python file of the app."""
    return sorted(APP.rglob("*.py"))


def private(name: str) -> bool:
    """Whether a name says that it is not for others."""
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def private_names(path: Path) -> Iterator[str]:
    """Uses of names that another module keeps to itself."""
    tree = ast.parse(path.read_text())
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.lineno} imports {a.name}" for a in node.names if private(a.name))
        elif isinstance(node, ast.Attribute) and private(node.attr) and node.attr not in own:
            yield from [] if is_self(node.value) else [f"{node.lineno} uses {ast.unparse(node)}"]


def is_self(node: ast.expr) -> bool:
    """Whether an expression is the object or class itself."""
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def test_no_private_name_of_frappe_is_used():
    wrong = [f"{path.relative_to(ROOT)}:{use}" for path in app_files() for use in private_names(path)]
    assert not wrong, "\n".join(wrong)


def dotted_paths(value: object) -> Iterator[str]:
    """Every path of our own that a hook names, at any depth."""
    if isinstance(value, str) and value.startswith("women_incubation."):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from dotted_paths(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from dotted_paths(inner)


def test_every_hook_leads_to_something(site):
    from women_incubation import hooks

    values = {name: value for name, value in vars(hooks).items() if not name.startswith("_")}
    paths = set(dotted_paths({name: value for name, value in values.items() if name != "app_include_js"}))
    bundles = {path for path in paths if path.endswith((".js", ".css"))}
    assert len(paths - bundles) > 20
    for path in sorted(paths - bundles):
        assert callable(frappe.get_attr(path)), path


def whitelisted() -> Iterator[tuple[str, ast.FunctionDef, ast.expr]]:
    """(place, function, decorator) of every function that clients may call."""
    for path in app_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if "whitelist" in ast.unparse(decorator):
                        yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node, decorator


def test_every_function_that_clients_call_says_by_which_methods():
    found = list(whitelisted())
    assert len(found) > 10
    silent = [place for place, _node, decorator in found if "methods=" not in ast.unparse(decorator)]
    assert not silent, "\n".join(silent)


def test_every_argument_that_clients_send_has_a_type():
    wrong = [
        f"{place}: {argument.arg}"
        for place, node, _decorator in whitelisted()
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if argument.annotation is None and argument.arg not in ("self", "cls")
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", app_files(), ids=lambda path: str(path.relative_to(APP)))
def test_what_others_may_use_says_what_it_does(path):
    module = ast.parse(path.read_text())
    kinds = (ast.FunctionDef, ast.ClassDef)
    public = [node for node in module.body if isinstance(node, kinds) and not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
