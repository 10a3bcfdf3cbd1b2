"""Papers are set up, changed until a sitting of theirs opens, and copied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row, refuse_changed
from exams.models import Paper, PaperRule
from exams.pool import supplies, total_of
from exams.services.oneself import refuse_own_paper
from people.models import OrgUnit, User
from people.trail import audit
from questions.models import KnowledgePoint, QuestionBank

LONGEST_TITLE = 100


@dataclass(frozen=True)
class RuleDraft:
    """One line of a paper as it is typed."""

    kind: str
    count: int
    score: Decimal
    difficulty: str = ""
    knowledge_point: KnowledgePoint | None = None

    def row(self) -> PaperRule:
        """The rule, not stored and without its paper."""
        return PaperRule(**vars(self))


@dataclass(frozen=True)
class PaperDraft:
    title: str
    unit: OrgUnit
    bank: QuestionBank
    rules: list[RuleDraft] = field(default_factory=list)


@transaction.atomic
def create_paper(*, draft: PaperDraft, by: User) -> Paper:
    """Make a paper whose rules the bank can meet in every draw."""
    paper = Paper(title=draft.title, unit=draft.unit, bank=draft.bank)
    check(paper)
    rules = rules_of(draft)
    refuse_infeasible(draft.bank, rules)
    paper.save()
    _write_rules(paper, rules)
    audit.record(paper, "exams.create_paper", by=by, data=_facts(rules))
    return paper


@transaction.atomic
def change_paper(*, paper: Paper, draft: PaperDraft, by: User, seen: str = "") -> Paper:
    """Put a draft in place of what the paper says; refused once a sitting of it has opened, and where the paper no longer
    says what the page had `seen`."""
    Paper.objects.select_for_update().get(pk=paper.pk)
    sittings = list(paper.sittings.select_for_update().filter(cancelled_at=None))
    paper = Paper.objects.get(pk=paper.pk)
    refuse_own_paper(by, paper)
    if Paper.objects.with_use().filter(pk=paper.pk, is_used=True).exists():
        text = _(
            "An examination with this paper has opened, so it can no longer be changed. Copy it and change the copy."
        )
        raise NotAllowed(text, code="paper_used")
    stands = particulars(paper, paper.rules.all())
    paper.title, paper.unit, paper.bank = draft.title, draft.unit, draft.bank
    check(paper)
    rules = rules_of(draft)
    refuse_changed(seen, stands, particulars(paper, rules))
    refuse_infeasible(draft.bank, rules)
    for sitting in sittings:
        refuse_out_of_reach(sitting.pass_mark, total_of(rules), sitting.title)
    paper.save()
    paper.rules.all().delete()
    _write_rules(paper, rules)
    paper.sittings.filter(cancelled_at=None).update(full_mark=total_of(rules))
    audit.record(paper, "exams.change_paper", by=by, data=_facts(rules))
    return paper


def particulars(paper: Paper, rules: Iterable[PaperRule]) -> dict[str, Any]:
    """What a paper says."""
    lines = [(rule.kind, rule.difficulty, rule.knowledge_point_id, rule.count, rule.score) for rule in rules]
    return {"title": paper.title, "unit": paper.unit_id, "bank": paper.bank_id, "rules": lines}


@transaction.atomic
def copy_paper(*, paper: Paper, by: User) -> Paper:
    """The same rules under a name of their own, free to be changed."""
    refuse_own_paper(by, paper)
    title = _("%(title)s (copy)") % {"title": paper.title[: LONGEST_TITLE - 20]}
    copy = Paper.objects.create(title=title, unit=paper.unit, bank=paper.bank)
    rules = list(paper.rules.all())
    for rule in rules:
        rule.pk = None
        rule._state.adding = True
    _write_rules(copy, rules)
    audit.record(copy, "exams.copy_paper", by=by, data={"from": paper.pk, **_facts(rules)})
    return copy


def check(row: Model, exclude: Sequence[str] = ()) -> None:
    check_row(row, exclude=exclude)


def rules_of(draft: PaperDraft) -> list[PaperRule]:
    rules = [line.row() for line in draft.rules]
    if not rules:
        raise NotAllowed(_("A paper needs one rule at least."), code="paper_empty")
    for rule in rules:
        check(rule, exclude=["paper"])
    return rules


def refuse_infeasible(bank: QuestionBank, rules: Sequence[PaperRule]) -> None:
    """Name every rule that asks for more than the bank surely has when its turn comes."""
    message = _("The rule “%(rule)s” asks for %(n)s questions, but only %(left)s are there for it.")
    short = [supply for supply in supplies(bank, rules) if not supply.is_enough]
    if short:
        texts = [message % {"rule": one.rule, "n": one.rule.count, "left": one.left} for one in short]
        raise NotAllowed(" ".join(texts), code="rule_infeasible")


def refuse_out_of_reach(pass_mark: Decimal, full_mark: Decimal, title: str) -> None:
    if pass_mark > full_mark:
        text = _("The paper is worth %(total)s points, less than the pass mark %(mark)s of “%(title)s”.")
        values = {"total": plain(full_mark), "mark": plain(pass_mark), "title": title}
        raise NotAllowed(text % values, code="pass_mark_out_of_reach")


def plain(points: Decimal) -> str:
    return f"{points.normalize():f}"


def _write_rules(paper: Paper, rules: Sequence[PaperRule]) -> None:
    for rule in rules:
        rule.paper = paper
    PaperRule.objects.bulk_create(rules)


def _facts(rules: Sequence[PaperRule]) -> dict[str, object]:
    return {"rules": [str(rule) for rule in rules], "total": str(total_of(rules))}
