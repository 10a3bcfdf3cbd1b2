"""The sign-in sheet of a class."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from admission.selectors import numbered_list
from common.printing.pdf import render_pdf
from training.models import Batch
from training.selectors import timetable_of

TEMPLATES = Path(__file__).parent / "typst"


MEETINGS_PER_SHEET = 6


def sign_in_sheet(batch: Batch, *, is_demo: bool) -> bytes:
    """The sheet as PDF, numbered as the list of the class is, with a signature cell for each half-day that is held."""
    meetings = [m for m in timetable_of(batch) if not m.cancelled_at][:MEETINGS_PER_SHEET]
    now = timezone.localtime()
    data: dict[str, Any] = {
        "title": batch.title,
        "place": batch.place,
        "demo": is_demo,
        "printed": f"名单截至 {now:%Y-%m-%d %H:%M}　第 {batch.version} 版　{batch.code}",
        "meetings": [{"day": f"{m.date.month}月{m.date.day}日", "slot": str(m.get_slot_display())} for m in meetings],
        "rows": [
            {"no": e.number, "name": padded(e.person.name), "unit": e.unit_name, "post": e.post}
            for e in numbered_list(batch)
        ],
    }
    return render_pdf(TEMPLATES / "sign_in_sheet.typ", data)


def padded(name: str) -> str:
    """Two-character names are set with an em space between, as printed lists do."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name
