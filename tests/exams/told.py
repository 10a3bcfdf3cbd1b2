"""Who hears of the verbs on examinations."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from exams.models import SittingStaff
from exams.services.attempts import finish_overdue
from exams.services.sittings import SittingDraft, cancel_sitting, change_sitting, schedule_sitting
from people.choices import Role
from records.services.waivers import set_exam_waiver
from tests.factories.admission import EnrolmentFactory, class_today
from tests.factories.exams import exam_of, final_examination, paper_with, sat
from tests.factories.people import PersonFactory, UserFactory, city_root, user_with_role
from tests.support.told import Told, told


def draft_for(batch, **fields):
    now = timezone.now()
    values = {
        "title": "结业考试",
        "paper": paper_with("single", score=Decimal(100)),
        "unit": city_root(),
        "opens_at": now + timedelta(days=1),
        "closes_at": now + timedelta(days=1, hours=2),
        "minutes": 40,
        "pass_mark": Decimal(60),
        "batch": batch,
    }
    return SittingDraft(**{**values, **fields})


@told("exams.schedule_sitting")
def for_a_class():
    today, by, proctor = class_today(2), user_with_role(Role.TRAINING_OFFICER), user_with_role(Role.PROCTOR)
    trainee, made = UserFactory(person=today.people[0]), []
    UserFactory(person=PersonFactory())

    def act():
        # Posted again it would be another examination.
        if not made:
            made.append(schedule_sitting(draft=draft_for(today.batch, proctors=[proctor]), by=by))

    return Told(act, {trainee: "exams.sitting", proctor: "exams.duty"})


@told("exams.schedule_sitting")
def for_an_audience_of_the_city():
    by = user_with_role(Role.TRAINING_OFFICER)
    leader, made = UserFactory(person=PersonFactory(track="leader")), []
    UserFactory(person=PersonFactory(track="staff"))

    def act():
        if not made:
            made.append(schedule_sitting(draft=draft_for(None, track="leader"), by=by))

    return Told(act, {leader: "exams.sitting"})


def scheduled(**fields):
    today, by = class_today(1), user_with_role(Role.TRAINING_OFFICER)
    draft = draft_for(today.batch, **fields)
    return UserFactory(person=today.people[0]), draft, schedule_sitting(draft=draft, by=by), by


@told("exams.change_sitting")
def at_another_time():
    proctor = user_with_role(Role.PROCTOR)
    trainee, draft, sitting, by = scheduled(proctors=[proctor])
    later = replace(draft, closes_at=draft.closes_at + timedelta(hours=1))
    return Told(
        lambda: change_sitting(sitting=sitting, draft=later, by=by),
        {trainee: "exams.sitting_changed", proctor: "exams.duty"},
    )


@told("exams.change_sitting")
def for_another_class_and_by_others():
    before, after = user_with_role(Role.PROCTOR), user_with_role(Role.GRADER)
    trainee, draft, sitting, by = scheduled(proctors=[before])
    other = class_today(1)
    newly = UserFactory(person=other.people[0])
    changed = replace(draft, batch=other.batch, proctors=[], graders=[after])
    return Told(
        lambda: change_sitting(sitting=sitting, draft=changed, by=by),
        {
            trainee: "exams.sitting_cancelled",
            newly: "exams.sitting",
            before: "exams.duty_ended",
            after: "exams.duty",
        },
    )


@told("exams.change_sitting")
def what_no_candidate_goes_by():
    _trainee, draft, sitting, by = scheduled()
    return Told(
        lambda: change_sitting(sitting=sitting, draft=replace(draft, pass_mark=Decimal(50)), by=by),
        {},
    )


def class_with_a_final():
    """Of four trainees the first passed the final examination, the second failed it, the third did not sit it, and the
    last is exempt from it. With the draft of a resit."""
    today, by = class_today(4), user_with_role(Role.TRAINING_OFFICER)
    final = final_examination(today.batch)
    users = [UserFactory(person=person) for person in today.people]
    sat(final, today.places[0], passes=True)
    sat(final, today.places[1], passes=False)
    set_exam_waiver(enrolment=today.places[3], granted=True, reason="因公出差", by=by)
    return users, draft_for(today.batch, counts_for_completion=True, repeats=final), by


@told("exams.schedule_sitting")
def a_resit_calls_who_has_neither_passed_nor_is_exempt():
    (_passed, failed, absent, _exempt), draft, by = class_with_a_final()
    made = []

    def act():
        if not made:
            made.append(schedule_sitting(draft=draft, by=by))

    return Told(act, dict.fromkeys([failed, absent], "exams.sitting"))


@told("exams.change_sitting")
def a_resit_at_another_time():
    (_passed, failed, absent, _exempt), draft, by = class_with_a_final()
    sitting = schedule_sitting(draft=draft, by=by)
    later = replace(draft, closes_at=draft.closes_at + timedelta(hours=1))
    return Told(
        lambda: change_sitting(sitting=sitting, draft=later, by=by),
        dict.fromkeys([failed, absent], "exams.sitting_changed"),
    )


@told("exams.change_sitting")
def an_examination_that_becomes_a_resit():
    (passed, _failed, _absent, exempt), draft, by = class_with_a_final()
    sitting = schedule_sitting(draft=replace(draft, repeats=None), by=by)
    return Told(
        lambda: change_sitting(sitting=sitting, draft=draft, by=by),
        dict.fromkeys([passed, exempt], "exams.sitting_cancelled"),
    )


@told("exams.cancel_sitting")
def a_resit_that_is_not_held():
    (_passed, failed, absent, _exempt), draft, by = class_with_a_final()
    sitting = schedule_sitting(draft=draft, by=by)
    return Told(
        lambda: cancel_sitting(sitting=sitting, reason="停电", by=by),
        dict.fromkeys([failed, absent], "exams.sitting_cancelled"),
    )


@told("exams.cancel_sitting")
def cancel():
    proctor = user_with_role(Role.PROCTOR)
    trainee, _draft, sitting, by = scheduled(proctors=[proctor])
    return Told(
        lambda: cancel_sitting(sitting=sitting, reason="停电", by=by),
        dict.fromkeys([trainee, proctor], "exams.sitting_cancelled"),
    )


@told("exams.submit")
def the_clock_hands_a_paper_in():
    exam = exam_of("single")
    exam.start()
    EnrolmentFactory(batch=exam.sitting.batch)
    assert not SittingStaff.objects.exists()
    later = timezone.now() + timedelta(hours=1)
    return Told(lambda: finish_overdue(now=later), {exam.user: "exams.time_ran_out"})
