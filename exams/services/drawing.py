"""A paper drawn for one attempt: the same seed gives the same questions and the same order of options."""

import random
from typing import Any

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from exams.models import Paper, PaperRule
from exams.pool import Pool, draw_order
from questions.kinds import kind_of
from questions.models import QuestionVersion


def draw_items(paper: Paper, seed: int) -> list[dict[str, Any]]:
    """The items of an attempt, in the order of the rules; refuses a rule the bank cannot meet."""
    rng = random.Random(seed)
    rules = list(paper.rules.select_related("knowledge_point"))
    if not rules:
        raise NotAllowed(_("The paper has no rules to draw questions by."), code="paper_empty")
    pool = Pool(paper.bank)
    drawn: dict[int, list[int]] = {}
    taken: set[int] = set()
    for i in draw_order(rules):
        candidates = [version for version in pool.matching(rules[i]) if version not in taken]
        if len(candidates) < rules[i].count:
            message = _("The bank cannot meet the rule “%(rule)s”: it has %(n)s such questions left.")
            raise NotAllowed(message % {"rule": rules[i], "n": len(candidates)}, code="rule_infeasible")
        drawn[i] = rng.sample(candidates, rules[i].count)
        taken.update(drawn[i])
    versions = QuestionVersion.objects.in_bulk(taken)
    return [_frozen(versions[pk], rule, rng) for i, rule in enumerate(rules) for pk in drawn[i]]


def _frozen(version: QuestionVersion, rule: PaperRule, rng: random.Random) -> dict[str, Any]:
    kind = kind_of(version.kind)
    return {
        "version": version.pk,
        "kind": version.kind,
        "stem": version.stem,
        "options": [{"id": i, "text": version.options[i]} for i in kind.order(version.options, rng)],
        "key": version.key,
        "score": str(rule.score),
        "policy": str(kind.policy),
        "explanation": version.explanation,
    }
