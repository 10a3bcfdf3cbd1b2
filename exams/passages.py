"""The part of a stem that is read before the question itself (材料)."""

# A shorter beginning is read with the question; two columns would only tear it apart.
SHORTEST_PASSAGE = 60


def parts_of(stem: str) -> tuple[str, str]:
    """The passage and the question: the question is the last line. Most stems have no passage."""
    passage, _line_break, question = stem.strip().rpartition("\n")
    passage = passage.strip()
    return (passage, question.strip()) if len(passage) >= SHORTEST_PASSAGE else ("", stem)
