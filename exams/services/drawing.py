"""A paper drawn for one attempt: the same seed gives the same questions and the same order of options."""

import random
from typing import Any

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from courses.models import KnowledgePoint
from exams.choices import SHUFFLED_KINDS
from exams.models import Paper, PaperRule, QuestionVersion
from exams.services.scoring import policy_for

# “All of the above” makes sense at the end only.
PINNED_BEGINNINGS = ("以上", "上述")


def draw_items(paper: Paper, seed: int) -> list[dict[str, Any]]:
    """The items of an attempt, in the order of the rules; refuses a rule the bank cannot meet."""
    rng = random.Random(seed)
    rules = list(paper.rules.select_related("knowledge_point"))
    if not rules:
        raise NotAllowed(_("The paper has no rules to draw questions by."), code="paper_empty")
    drawn: dict[int, list[QuestionVersion]] = {}
    taken: set[int] = set()
    # The narrowest rule first: a wide one must not take what only it can draw.
    for rule in sorted(rules, key=lambda rule: (not rule.knowledge_point_id, not rule.difficulty, rule.pk)):
        candidates = [version for version in _candidates(paper, rule) if version.pk not in taken]
        if len(candidates) < rule.count:
            message = _("The bank cannot meet the rule “%(rule)s”: it has %(n)s such questions left.")
            raise NotAllowed(message % {"rule": rule, "n": len(candidates)}, code="rule_infeasible")
        drawn[rule.pk] = rng.sample(candidates, rule.count)
        taken.update(version.pk for version in drawn[rule.pk])
    return [_frozen(version, rule, rng) for rule in rules for version in drawn[rule.pk]]


def _candidates(paper: Paper, rule: PaperRule) -> list[QuestionVersion]:
    versions = QuestionVersion.objects.current().filter(question__bank=paper.bank_id, kind=rule.kind)
    if rule.difficulty:
        versions = versions.filter(difficulty=rule.difficulty)
    if rule.knowledge_point is not None:
        points = KnowledgePoint.objects.get_queryset().subtree(rule.knowledge_point)
        versions = versions.filter(knowledge_point__in=points)
    return list(versions.order_by("question__code"))


def _frozen(version: QuestionVersion, rule: PaperRule, rng: random.Random) -> dict[str, Any]:
    order = list(range(len(version.options)))
    if version.kind in SHUFFLED_KINDS:
        rng.shuffle(order)
        order.sort(key=lambda i: version.options[i].startswith(PINNED_BEGINNINGS))
    return {
        "version": version.pk,
        "kind": version.kind,
        "stem": version.stem,
        "options": [{"id": i, "text": version.options[i]} for i in order],
        "key": version.key,
        "score": str(rule.score),
        "policy": str(policy_for(version.kind)),
        "explanation": version.explanation,
    }
