"""The demo city's examinations: one paper of its question bank, a sitting of the class under way that is
open today, and one of yesterday that three people have sat."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from admission.models import Enrolment
from exams.choices import ResultVisibility
from exams.models import Answer, AnswerSave, Attempt, Paper, Sitting
from exams.pool import total_of
from exams.services.drawing import draw_items
from exams.services.papers import PaperDraft, RuleDraft, create_paper
from people.choices import Role
from people.demo import OFFICE, City
from people.models import User
from questions.demo import BANK
from questions.kinds import kind_of
from questions.models import KnowledgePoint, QuestionBank
from training.models import Batch

# The three questions on one passage are all there are on their knowledge point, so that they are drawn together.
PASSAGES = "材料分析"
RULES = (
    ("single", 10, "4", None),
    ("multiple", 1, "8", None),
    ("multiple", 3, "8", PASSAGES),
    ("true_false", 4, "4", None),
    ("blank", 2, "6", None),
)
PAST_ATTEMPTS = 3


def load(city: City, by: User) -> None:
    paper = load_paper(city, by)
    batch = Batch.objects.running_on(city.day).order_by("code").first()
    if batch is None:
        return
    yesterday = city.day - timedelta(days=1)
    entrance = sitting_of(city, paper, batch, "训前摸底测验", yesterday, yesterday, ResultVisibility.ANSWERS)
    load_attempts(city, entrance)
    sitting_of(
        city, paper, batch, "结业考试", city.day, city.day + timedelta(days=1), ResultVisibility.SCORE, final=True
    )


def load_paper(city: City, by: User) -> Paper:
    points = {None: None, PASSAGES: KnowledgePoint.objects.get(name=PASSAGES)}
    rules = [RuleDraft(kind, count, Decimal(score), knowledge_point=points[on]) for kind, count, score, on in RULES]
    bank = QuestionBank.objects.get(name=BANK)
    draft = PaperDraft(title="电子政务基础知识试卷", unit=city.units[OFFICE], bank=bank, rules=rules)
    return create_paper(draft=draft, by=by)


def sitting_of(
    city: City, paper: Paper, batch: Batch, name: str, first: date, last: date, shown: str, *, final: bool = False
) -> Sitting:
    return Sitting.objects.create(
        paper=paper,
        title=f"{batch.title}{name}",
        unit=city.units[OFFICE],
        batch=batch,
        opens_at=at(first, time(0, 0)),
        closes_at=at(last, time(23, 59)),
        minutes=40,
        full_mark=total_of(paper.rules.all()),
        pass_mark=Decimal(60),
        show_result=shown,
        counts_for_completion=final,
    )


def load_attempts(city: City, sitting: Sitting) -> None:
    """Written as it would have happened; the services act now."""
    rng = random.Random(20060415)
    places = Enrolment.objects.active().filter(batch=sitting.batch).exclude(person=city.users[Role.TRAINEE].person)
    for place in rng.sample(list(places.select_related("person").in_roster_order()), PAST_ATTEMPTS):
        load_attempt(rng, sitting, place)


def load_attempt(rng: random.Random, sitting: Sitting, place: Enrolment) -> None:
    started = sitting.opens_at + timedelta(hours=15, minutes=rng.randrange(40))
    seed = rng.randrange(2**31)
    items = draw_items(sitting.paper, seed)
    kinds = [kind_of(item["kind"]) for item in items]
    payloads = [
        kind.right_payload(item) if rng.random() < 0.8 else guess(rng, item)
        for kind, item in zip(kinds, items, strict=True)
    ]
    marks = [kind.points(item, payload) for kind, item, payload in zip(kinds, items, payloads, strict=True)]
    attempt = Attempt.objects.create(
        sitting=sitting,
        person=place.person,
        number=1,
        seed=seed,
        items=items,
        unit_name=place.unit_name,
        started_at=started,
        deadline_at=started + timedelta(minutes=sitting.minutes),
        last_seq=len(items),
    )
    AnswerSave.objects.append_many(
        AnswerSave(attempt=attempt, item=i, seq=i + 1, payload=p, recorded_at=started + timedelta(minutes=i + 1))
        for i, p in enumerate(payloads)
    )
    Answer.objects.bulk_create(
        Answer(attempt=attempt, item=i, payload=p, seq=i + 1, mark=mark)
        for i, (p, mark) in enumerate(zip(payloads, marks, strict=True))
    )
    attempt.submitted_at = started + timedelta(minutes=rng.randrange(20, 38))
    attempt.score = sum(marks, Decimal("0.0"))
    attempt.save()


def guess(rng: random.Random, item: dict[str, Any]) -> list[Any]:
    if not item["options"]:
        return ["不清楚" for _field in item["key"]]
    return [rng.choice([option["id"] for option in item["options"]])]


def at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
