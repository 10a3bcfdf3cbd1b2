"""What the steps need beside the demo city: a crowd with accounts, one class of all of them, an examination of
five questions. Written in bulk: the services would take minutes, and they are not what is measured here."""

import secrets
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from admission.choices import EnrolmentSource
from admission.models import Enrolment
from exams.models import Attempt, Paper, PaperRule, Sitting
from exams.services.attempts import start_attempt
from people.choices import StaffCategory, Track
from people.models import OrgUnit, Person, Posting, User
from people.services.persons import set_name
from questions.exports import question_workbook
from questions.models import QuestionBank
from questions.services import import_questions
from training.choices import BatchState, Slot
from training.models import Batch, ClassMeeting, PlanItem, Room, TrainingPlan, TrainingSession

NAME = "性能测试"
SCORE = Decimal(20)
QUESTIONS = 5


@dataclass(frozen=True)
class Crowd:
    users: list[User]
    password: str
    batch: Batch
    sitting: Sitting

    def begin(self, user: User) -> Attempt:
        """The user's attempt of the five questions."""
        return start_attempt(sitting=self.sitting, person=user.person, by=user)


def load_crowd(size: int) -> Crowd:
    unit = OrgUnit.add_root(code="BENCH", name=NAME, short_name=NAME, kind="area")
    password = secrets.token_urlsafe()
    users = load_people(unit, size, make_password(password))
    batch = load_class(unit, users)
    return Crowd(users, password, batch, load_sitting(unit, batch, users[0]))


def load_people(unit: OrgUnit, size: int, password: str) -> list[User]:
    people = [Person(staff_no=f"BENCH{i:05d}", staff_category=StaffCategory.CIVIL_SERVANT) for i in range(size)]
    for i, person in enumerate(people):
        set_name(person, f"学员{i}")
    Person.objects.bulk_create(people)
    since = timezone.localdate() - timedelta(days=365)
    Posting.objects.bulk_create(
        Posting(person=person, unit=unit, post="科员", track=Track.STAFF, started_on=since) for person in people
    )
    users = [User(username=p.staff_no, person=p, display_name=p.name, password=password) for p in people]
    return User.objects.bulk_create(users)


def load_class(unit: OrgUnit, users: list[User]) -> Batch:
    """A class of everybody that meets today from midnight to midnight, three times over."""
    today = timezone.localdate()
    plan, _new = TrainingPlan.objects.get_or_create(year=today.year)
    item = PlanItem.objects.create(plan=plan, title=NAME)
    batch = Batch.objects.create(
        training_session=TrainingSession.objects.create(item=item, number=1),
        code="BENCH-01",
        title=NAME,
        tracks=[Track.STAFF],
        organiser=unit,
        place=NAME,
        starts_on=today,
        ends_on=today,
        capacity=len(users),
        seats_taken=len(users),
        state=BatchState.NOTIFIED,
    )
    Enrolment.objects.bulk_create(
        Enrolment(
            batch=batch,
            person=user.person,
            source=EnrolmentSource.WALK_IN,
            unit=unit,
            unit_name=NAME,
            unit_path=unit.path,
            name_key=user.person.pinyin_key,
            post="科员",
            track=Track.STAFF,
        )
        for user in users
    )
    room = Room.objects.create(name=NAME)
    ClassMeeting.objects.bulk_create(
        ClassMeeting(batch=batch, title=NAME, date=today, slot=slot, starts_at=time.min, ends_at=time.max, room=room)
        for slot in Slot
    )
    return batch


def load_sitting(unit: OrgUnit, batch: Batch, by: User) -> Sitting:
    rows = [
        {"题型": "单选", "题干": f"{NAME}第{i}题：下列说法正确的是哪一项？", "正确答案": "A", "分值": "1"}
        | {f"选项{letter}": f"第{letter}种说法" for letter in "ABCD"}
        for i in range(QUESTIONS)
    ]
    import_questions(data=question_workbook(rows), bank=NAME, commit=True, by=by)
    paper = Paper.objects.create(title=NAME, unit=unit, bank=QuestionBank.objects.get(name=NAME))
    PaperRule.objects.create(paper=paper, kind="single", count=QUESTIONS, score=SCORE)
    now = timezone.now()
    return Sitting.objects.create(
        paper=paper,
        title=NAME,
        unit=unit,
        batch=batch,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=12),
        minutes=600,
        full_mark=QUESTIONS * SCORE,
        pass_mark=Decimal(60),
    )


def session_of(user: User) -> str:
    """Signs the user in, past the password."""
    client = Client()
    client.force_login(user, "accounts.backends.AccountBackend")
    return client.cookies["sessionid"].value
