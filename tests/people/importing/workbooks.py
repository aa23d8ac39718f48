"""Lists as workbooks."""

import io

from openpyxl import Workbook


def workbook(rows: list[list]) -> bytes:
    """These rows in the one sheet of a workbook."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
