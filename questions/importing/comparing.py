"""How the rows of a file stand to each other, and to what a bank holds."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from intake.verdicts import OK, error, fixed, warning
from questions.choices import Difficulty
from questions.importing.rows import LABELS, ParsedQuestion, QuestionRow
from questions.kinds import kind_of
from questions.models import QuestionVersion

NEW, CHANGED, SAME = "new", "changed", "same"
CHANGED_CODE, TAKEN_CODE, ANSWER_CODE = "question_changed", "question_renewed", "answer_changed"
CONTENT = ("kind", "stem", "options", "key", "score", "difficulty", "knowledge_point_id", "explanation", "source")
# What a row may leave unsaid, by its heading.
OPTIONAL = {name: name for name in ("score", "difficulty", "explanation", "source")} | {"knowledge_point_id": "point"}
SHORT = 40


# Rows and rows


def compare_rows(rows: Iterable[QuestionRow]) -> None:
    """Which of two that contradict each other is meant nobody here can know, so both stay out."""
    rows = list(rows)
    for group in _groups(rows, lambda question: question.number):
        if len({_whole(row.asked) for row in group}) > 1:
            message = _("The number %(number)s stands at different questions: rows %(rows)s. Give each its own.")
            _refuse(group, "number_twice", message % {"number": group[0].asked.number, "rows": _numbers(group)})
    for group in _groups(rows, lambda question: question.content_key):
        if len({row.asked.answer for row in group}) > 1:
            message = _("The same question with different answers: rows %(rows)s. Keep the right one.")
            _refuse(group, "answers_contradict", message % {"rows": _numbers(group)})
        else:
            message = _("The same question stands in row %(row)s already.") % {"row": group[0].row}
            _refuse(group[1:], "duplicate_question", message)
    for group in _groups(rows, lambda question: question.stem_key):
        message = _("Row %(row)s has the same stem with other options; both are taken for questions of their own.")
        for row in group[1:]:
            row.note([warning("same_stem", message % {"row": group[0].row})])


def _groups(rows: list[QuestionRow], key: Callable[[ParsedQuestion], Hashable]) -> list[list[QuestionRow]]:
    """Rows that may still be taken, those of one key together, where there are several."""
    groups: dict[Hashable, list[QuestionRow]] = defaultdict(list)
    for row in rows:
        if row.question and not row.is_error and (found := key(row.question)):
            groups[found].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _whole(question: ParsedQuestion) -> Hashable:
    return (question.content_key, question.answer)


def _numbers(group: list[QuestionRow]) -> str:
    return "、".join(str(row.row) for row in group)


def _refuse(rows: Iterable[QuestionRow], code: str, message: str) -> None:
    for row in rows:
        row.note([error(code, message)])


# Rows and the bank


class Held:
    """The current questions of a bank, by what they are known by."""

    def __init__(self, versions: Iterable[QuestionVersion]) -> None:
        versions = list(versions)
        self.by_number = {version.question.code.upper(): version for version in versions}
        self.by_content = {version.question.content_key: version for version in versions}
        self.by_stem = {version.question.stem_key: version for version in versions}

    def of(self, question: ParsedQuestion) -> QuestionVersion | None:
        return self.by_number.get(question.number) or self.by_content.get(question.content_key)


def compare_with_bank(rows: Iterable[QuestionRow], held: Held, points: dict[str, int]) -> None:
    """What each row would do. A row that says something else than the bank has a warning, whatever it changes."""
    meant: dict[int, QuestionRow] = {}
    names = {pk: name for name, pk in points.items()}
    for row in rows:
        if row.question is None or row.is_error:
            continue
        _read_point(row, points)
        version = held.of(row.question)
        if version is None:
            _is_new(row, held, points)
            continue
        first = meant.setdefault(version.pk, row)
        other = held.by_content.get(row.question.content_key, version)
        if first is not row:
            message = _("Row %(row)s means the same question of the bank (%(code)s).")
            _refuse([row], "duplicate_question", message % {"row": first.row, "code": version.question.code})
        elif other is not version:
            message = _("The bank has this very question under the number %(code)s.") % {"code": other.question.code}
            _refuse([row], "same_as_other", message)
        else:
            _is_known(row, version, points, names)


def _read_point(row: QuestionRow, points: dict[str, int]) -> None:
    if row.asked.point and row.asked.point not in points:
        message = _("The knowledge point “%(point)s” is unknown and was left out.") % {"point": row.asked.point}
        row.note([warning("knowledge_point_unknown", message)])


def _is_new(row: QuestionRow, held: Held, points: dict[str, int]) -> None:
    row.outcome, row.content = NEW, _content(row.asked, points)
    if near := held.by_stem.get(row.asked.stem_key):
        message = _(
            "The bank has a question with this stem and other options (%(code)s); this one is taken for a new one."
        )
        row.note([warning("same_stem", message % {"code": near.question.code})])


def _content(question: ParsedQuestion, points: dict[str, int]) -> dict[str, Any]:
    own = {name: getattr(question, name) for name in CONTENT if name != "knowledge_point_id"}
    return {**own, "knowledge_point_id": points.get(question.point)}


def _is_known(row: QuestionRow, version: QuestionVersion, points: dict[str, int], names: dict[int, str]) -> None:
    said = _content(row.asked, points)
    unsaid = {name for name, heading in OPTIONAL.items() if heading not in row.asked.said}
    if said["knowledge_point_id"] is None:
        unsaid.add("knowledge_point_id")
    row.content = {name: getattr(version, name) if name in unsaid else said[name] for name in CONTENT}
    before = {name: getattr(version, name) for name in CONTENT}
    different = {name for name in CONTENT if before[name] != row.content[name]}
    row.alters_answer = _answer(before) != _answer(row.content)
    is_reordered = "options" in different and sorted(before["options"]) == sorted(row.content["options"])
    if not row.alters_answer and is_reordered:
        # Every attempt shuffles them anyway.
        row.content |= {"options": before["options"], "key": before["key"]}
        different -= {"options", "key"}
        row.note([fixed("options_reordered", _("The options stand in another order, which changes nothing."))])
    elif not row.alters_answer:
        different.discard("key")
    row.changes = {
        name: (_shown(name, before, names), _shown(name, row.content, names)) for name in CONTENT if name in different
    }
    if row.asked.number and row.asked.number != version.question.code.upper():
        row.changes = {"code": (version.question.code, row.asked.number), **row.changes}
    row.outcome, row.target_id = (CHANGED, version.pk) if row.changes else (SAME, version.pk)
    if row.changes:
        _warn_of_change(row)


def _warn_of_change(row: QuestionRow) -> None:
    """Before whatever else is doubtful about the row: it decides whether the row is written."""
    message = _("The bank says something else: %(changes)s.") % {"changes": _in_short(row)}
    row.note([warning(CHANGED_CODE, message)])
    if row.alters_answer:
        row.note([warning(ANSWER_CODE, _("The right answer changes"))])
    row.code, row.message = CHANGED_CODE, message


def _answer(content: dict[str, Any]) -> Any:
    return kind_of(content["kind"]).answer(content["options"], content["key"])


def _shown(name: str, content: dict[str, Any], names: dict[int, str]) -> str:
    """A field of a version in words."""
    value = content[name]
    if name == "options":
        return "；".join(value)
    if name == "key":
        return kind_of(content["kind"]).key_in_words(content["options"], value)
    if name == "kind":
        return str(kind_of(value).label)
    if name == "difficulty":
        return str(Difficulty(value).label)
    if name == "knowledge_point_id":
        return names.get(value, "")
    return str(value)


def _in_short(row: QuestionRow) -> str:
    lines = [(LABELS[name], old, new) for name, (old, new) in row.changes.items()]
    return "；".join(f"{label} {_cut(old)} → {_cut(new)}" for label, old, new in lines)


def _cut(text: str) -> str:
    return "—" if not text else text if len(text) <= SHORT else f"{text[:SHORT]}…"


def take_changes(rows: Iterable[QuestionRow]) -> list[QuestionRow]:
    """The changed rows that may be taken; they are warned of no longer."""
    taken = [row for row in rows if row.outcome == CHANGED and not row.is_error]
    for row in taken:
        others = [note for note in row.notes if note.code not in (CHANGED_CODE, ANSWER_CODE)]
        row.status, row.code, row.notes = OK, TAKEN_CODE, []
        row.note(others)
    return taken
