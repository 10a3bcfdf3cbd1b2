"""What an import says of a cell and of a row. Codes R01 … name the cases of docs/roster-import.md."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
FIXED, WARNING, ERROR = "fixed", "warning", "error"
OK, SKIPPED = "ok", "skipped"
WEIGHT = {OK: 0, SKIPPED: 0, FIXED: 1, WARNING: 2, ERROR: 3}


class Note(NamedTuple):
    """`fixed` was put right, `warning` is taken over once somebody has looked, `error` keeps the row out."""

    status: str
    code: str
    message: str
    field: str = ""


class Once(dict[Any, Any]):
    """What a reader makes of a text, made once for all cells that hold it."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, text: Any) -> Any:
        made = self[text] = self.read(text)
        return made


class Read(NamedTuple):
    """A cell as it is understood."""

    value: str
    notes: tuple[Note, ...] = ()


def fixed(code: str, message: str) -> Note:
    return Note(FIXED, code, message)


def warning(code: str, message: str) -> Note:
    return Note(WARNING, code, message)


def error(code: str, message: str) -> Note:
    return Note(ERROR, code, message)


@dataclass(slots=True)
class RowVerdict:
    """`status` and `code` are those of the gravest note; `values` are what would be stored."""

    sheet: str
    row: int
    status: str = OK
    code: str = ""
    message: str = ""
    values: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    # What the row means for the roster: new, changed, same; empty when it is kept out.
    outcome: str = ""
    target_id: int | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    # The unit as it was written, for who has to choose what it means.
    unit_text: str = ""

    def note(self, notes: Iterable[Note], name: str = "") -> None:
        for note in notes:
            self.notes.append(note._replace(field=note.field or name))
            if WEIGHT[note.status] > WEIGHT[self.status]:
                self.status, self.code, self.message = note.status, note.code, note.message

    def skip(self, code: str, message: str) -> "RowVerdict":
        self.status, self.code, self.message, self.values = SKIPPED, code, message, {}
        return self

    @property
    def key(self) -> str:
        """What the row is called where somebody ticks it."""
        return f"{self.sheet}!{self.row}"

    @property
    def lacks_unit(self) -> bool:
        """The unit is written and nobody is called so."""
        return bool(self.unit_text) and any(
            note.field == "unit" and note.code == "R39" and note.status == ERROR for note in self.notes
        )

    @property
    def is_error(self) -> bool:
        return self.status == ERROR

    def kept(self) -> dict[str, Any]:
        """What is stored of it. A kind of list may know more of a row while it judges and writes."""
        return {name: getattr(self, name) for name in KEPT}

    def as_json(self) -> dict[str, Any]:
        said = ("sheet", "row", "status", "code", "message")
        return {name: getattr(self, name) for name in said}


KEPT = tuple(one.name for one in fields(RowVerdict))


Row = TypeVar("Row")
Verdict = TypeVar("Verdict", bound=RowVerdict)


def or_unreadable(blank: Callable[[], Verdict], judge: Callable[[Row], Verdict], row: Row) -> Verdict:
    """The verdict of a judge on a row. One that breaks it gets its `blank` with a sentence, and the others go on."""
    try:
        return judge(row)
    except Exception as failure:  # noqa: BLE001 -- whatever an office typed: the file stays usable
        unread = blank()
        # The cells are personal data, so the log has the place alone.
        logger.error("A row of a list broke its judge: sheet %s, row %s, %s", unread.sheet, unread.row, type(failure))
        unread.note([error("unreadable", _("The row cannot be read. Look at its cells, or enter it by hand."))])
        return unread
