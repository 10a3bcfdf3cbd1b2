"""The smallest valid rows of the app `exams`, and whole sittings to sit."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import factory
import time_machine
from django.utils import timezone
from factory.django import DjangoModelFactory

from admission.models import Enrolment
from exams.models import Attempt, Paper, PaperRule, Sitting
from exams.services.attempts import start_attempt, submit_attempt
from exams.services.saving import Save, save_answers
from people.models import User
from questions.kinds import KINDS
from tests.factories.admission import EnrolmentFactory
from tests.factories.people import UserFactory, city_root
from tests.factories.questions import QuestionBankFactory, QuestionVersionFactory
from tests.factories.training import BatchFactory


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = Paper

    title = factory.Sequence(lambda n: f"试卷{n}")
    unit = factory.LazyFunction(lambda: city_root())
    bank = factory.SubFactory(QuestionBankFactory)


class PaperRuleFactory(DjangoModelFactory):
    class Meta:
        model = PaperRule

    paper = factory.SubFactory(PaperFactory)
    kind = "single"
    count = 1
    score = Decimal(2)


class SittingFactory(DjangoModelFactory):
    """Opened an hour ago, closes in two; for a class of its own."""

    class Meta:
        model = Sitting

    paper = factory.SubFactory(PaperFactory)
    title = factory.Sequence(lambda n: f"考试{n}")
    unit = factory.LazyFunction(lambda: city_root())
    batch = factory.SubFactory(BatchFactory)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=2))
    minutes = 40
    full_mark = Decimal(100)
    pass_mark = Decimal(5)


class AttemptFactory(DjangoModelFactory):
    """An open attempt without items."""

    class Meta:
        model = Attempt

    sitting = factory.SubFactory(SittingFactory)
    number = 1
    seed = 1
    items = factory.LazyFunction(list)
    started_at = factory.LazyFunction(timezone.now)
    deadline_at = factory.LazyAttribute(lambda o: o.started_at + timedelta(minutes=40))


def paper_with(*kinds: str, score: Decimal = Decimal(2)) -> Paper:
    """A paper that asks one question of each kind, in this order."""
    paper = PaperFactory()
    for kind in kinds:
        QuestionVersionFactory(bank=paper.bank, kind=kind)
        PaperRuleFactory(paper=paper, kind=kind, score=score)
    return paper


@dataclass
class Exam:
    """Somebody about to sit, or sitting, an examination."""

    sitting: Sitting
    user: User

    @property
    def person(self):
        return self.user.person

    def start(self) -> Attempt:
        return start_attempt(sitting=self.sitting, person=self.person, by=self.user)


def exam_of(*kinds: str, **sitting) -> Exam:
    """A sitting of a class with one trainee; one question of each kind (all four without any)."""
    sitting = SittingFactory(paper=paper_with(*(kinds or KINDS)), **sitting)
    place = EnrolmentFactory(batch=sitting.batch)
    return Exam(sitting, UserFactory(person=place.person))


def candidate(sitting: Sitting) -> Exam:
    """One more trainee of the class."""
    return Exam(sitting, UserFactory(person=EnrolmentFactory(batch=sitting.batch).person))


def final_examination(batch, **fields) -> Sitting:
    """A final examination of the class that opened three hours ago and is over; six points, five to pass."""
    now = timezone.now()
    window = {"opens_at": now - timedelta(hours=3), "closes_at": now - timedelta(hours=1)}
    paper = paper_with("single", score=Decimal(6))
    return SittingFactory(batch=batch, paper=paper, counts_for_completion=True, **window | fields)


def sat(sitting: Sitting, place: Enrolment, *, passes: bool) -> Attempt:
    """The person of the place has sat it, ten minutes after it opened."""
    user = User.objects.filter(person=place.person).first() or UserFactory(person=place.person)
    with time_machine.travel(sitting.opens_at + timedelta(minutes=10), tick=False):
        attempt = start_attempt(sitting=sitting, person=place.person, by=user)
        if passes:
            save_answers(attempt=attempt, saves=[Save(0, attempt.items[0]["key"], 0)], seen=0, by=user)
        return submit_attempt(attempt=attempt, by=user)
