"""The repairs: each a patch with the reason at its top, applied in the order of their names.

A patch is an ordinary unified diff against the renamed source. It is applied strictly: what it takes away
and the lines around it must be there, word for word, in one place only. So a repair whose target has
changed or gone stops the build instead of doing half of it.
"""

from __future__ import annotations

from pathlib import Path

from engine.frappe_package.repairs.patch import apply_patch

FOLDER = Path(__file__).parent


def all_repairs() -> list[Path]:
    """The patch files in the order in which they apply."""
    return sorted(FOLDER.glob("*.patch"))


def apply_repairs(tree: Path) -> None:
    """Apply every repair to the renamed source in `tree`. Raises RepairError, naming repair and place."""
    for path in all_repairs():
        apply_patch(path, tree)
