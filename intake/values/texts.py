from typing import Any

from common.characters import tidy


def read_text(cell: Any) -> str:
    """A cell as a text: a whole number without the `.0` a spreadsheet keeps, white space tidied, nothing for nothing."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell)) if cell is not None else ""
