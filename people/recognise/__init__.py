"""Whom, and which unit, a line of a list means. Every list that comes in, and every name typed by hand, asks here.

An answer names what was found, why (`reason`) and how sure that is (`score`, 0 to 1). Nothing here writes, and nothing
is put into words: what a list makes of an answer is its own affair. People are looked up for all lines at once, in the
same number of statements however many there are.
"""

from people.recognise.persons import Line, PersonMatch, PersonReason, Recogniser, recognise_people, recognise_person
from people.recognise.typed import people_named, people_typed, units_named
from people.recognise.units import UnitDirectory, UnitMatch, UnitReason

__all__ = [
    "Line",
    "PersonMatch",
    "PersonReason",
    "Recogniser",
    "UnitDirectory",
    "UnitMatch",
    "UnitReason",
    "people_named",
    "people_typed",
    "recognise_people",
    "recognise_person",
    "units_named",
]
