"""A character's place in the order of strokes: its place in `data/stroke_order.txt`."""

from functools import lru_cache
from pathlib import Path

STROKE_ORDER = Path(__file__).parent / "data" / "stroke_order.txt"


@lru_cache(maxsize=1)
def stroke_order() -> str:
    lines = STROKE_ORDER.read_text(encoding="utf-8").splitlines()
    return "".join(line.partition("\t")[2] for line in lines)


@lru_cache(maxsize=8192)
def stroke_place(character: str) -> str:
    """Five digits; characters without data come last, in the order of their code points."""
    place = stroke_order().find(character)
    return f"{place:05d}" if place >= 0 else f"9{ord(character):07d}"
