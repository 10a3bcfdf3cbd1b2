"""Turns a stroke table into characters in order of their strokes: count, then shapes 横竖撇点折.

Reads rows of character, tab, one letter a stroke. A character written differently in the mainland has a second
row in the table's second part, which begins with 〇; that one counts. Writes one line a stroke count.
"""

import itertools
import sys

SHAPES = str.maketrans("hspnz", "12345")
SECOND_PART = "〇"


def read_table(lines):
    mainland_began = False
    strokes = {}
    for line in lines:
        character, tab, shapes = line.rstrip("\n").partition("\t")
        if not tab or len(character) != 1 or set(shapes) - set("hspnz"):
            continue
        mainland_began = mainland_began or character == SECOND_PART
        if mainland_began or character not in strokes:
            strokes[character] = shapes.translate(SHAPES)
    if not mainland_began:
        raise SystemExit(f"The table's second part, which begins with {SECOND_PART}, was not found.")
    return strokes


def in_order(strokes):
    return sorted(strokes, key=lambda character: (len(strokes[character]), strokes[character], character))


if __name__ == "__main__":
    table = read_table(sys.stdin)
    for count, characters in itertools.groupby(in_order(table), key=lambda character: len(table[character])):
        print(count, "".join(characters), sep="\t")
