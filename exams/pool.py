"""How many questions of a bank each rule of a paper can draw from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from exams.models import PaperRule
from questions.models import QuestionBank, QuestionVersion


class Pool:
    """The current questions of a bank by what rules ask for; one statement."""

    def __init__(self, bank: QuestionBank) -> None:
        current = QuestionVersion.objects.current().filter(question__bank=bank).order_by("question__code")
        self.rows = list(current.values_list("pk", "kind", "difficulty", "knowledge_point__path"))

    def matching(self, rule: PaperRule) -> list[int]:
        """Versions the rule may draw, in the order of their codes; a knowledge point includes those below it."""
        path = rule.knowledge_point.path if rule.knowledge_point else ""
        return [
            pk
            for pk, kind, difficulty, place in self.rows
            if kind == rule.kind and rule.difficulty in ("", difficulty) and (place or "").startswith(path)
        ]


def draw_order(rules: Sequence[PaperRule]) -> list[int]:
    """The narrowest rule first: a wide one must not take what only a narrow one can draw."""

    def width(i: int) -> tuple[int, bool, int]:
        point = rules[i].knowledge_point
        return -(point.depth if point else 0), not rules[i].difficulty, i

    return sorted(range(len(rules)), key=width)


@dataclass(frozen=True)
class Supply:
    """What a rule finds in the bank, and what is left of it however the rules drawn before have chosen."""

    rule: PaperRule
    found: int
    left: int

    @property
    def is_enough(self) -> bool:
        return self.left >= self.rule.count


def supplies(bank: QuestionBank, rules: Sequence[PaperRule]) -> list[Supply]:
    """In the order of the rules."""
    pool = Pool(bank)
    found = [set(pool.matching(rule)) for rule in rules]
    left: dict[int, int] = {}
    for i in draw_order(rules):
        # `left` holds the rules drawn before this one.
        taken = sum(min(rules[j].count, len(found[i] & found[j])) for j in left)
        left[i] = max(len(found[i]) - taken, 0)
    return [Supply(rule, len(found[i]), left[i]) for i, rule in enumerate(rules)]


def total_of(rules: Sequence[PaperRule]) -> Decimal:
    return sum((rule.count * rule.score for rule in rules), Decimal(0))
