"""Surnames read otherwise than the character usually is, and surnames of two characters: `data/surnames.json`."""

import json
from pathlib import Path

_DATA = json.loads((Path(__file__).parent / "data" / "surnames.json").read_text(encoding="utf-8"))
SURNAME_READINGS: dict[str, str] = _DATA["readings"]
# Only those that are in use and hardly ever a surname of one character with a given name.
COMPOUND_SURNAMES: frozenset[str] = frozenset(_DATA["compound"])
