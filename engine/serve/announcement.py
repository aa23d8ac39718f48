"""What a person reads when the site can be opened."""

from __future__ import annotations

from collections.abc import Sequence


def announcement(addresses: Sequence[str], logins: Sequence[dict[str, str]]) -> str:
    """The addresses and a table of the log-ins (dicts with role, user, password)."""
    lines = ["", "The site is ready. Open:", *(f"  {address}" for address in addresses)]
    lines += ["The field app (trainers, women, funders) is at /incubation, everyone else's at /desk."]
    if addresses and addresses[0].startswith("https"):
        lines += ["The certificate is this machine's own: a browser asks once whether to trust it."]
    if logins:
        lines += ["", *_table([("Role", "Log-in", "Password"), *map(_row, logins)])]
    return "\n".join([*lines, "", "Stop it with Ctrl-C.", ""])


def _row(login: dict[str, str]) -> tuple[str, str, str]:
    return login["role"], login["user"], login["password"]


def _table(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return [
        f"  {line.rstrip()}" for line in (lines[0], "  ".join("-" * width for width in widths), *lines[1:])
    ]
