"""Final examinations: what is said when they are set, until when it changes, and what somebody's come to."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from exams.choices import ExamResult
from exams.completion import FinalExams
from exams.models import Sitting
from exams.services.finals import set_final
from exams.services.sittings import cancel_sitting, change_sitting, schedule_sitting
from people.choices import Role
from people.models import AuditEvent
from tests.exams.forms import sitting_page
from tests.exams.test_services_setup import HOUR, sitting_draft
from tests.factories.admission import EnrolmentFactory
from tests.factories.exams import AttemptFactory, SittingFactory, paper_with
from tests.factories.people import user_with_role
from tests.factories.training import BatchFactory
from tests.support.refusals import refusal
from tests.support.visits import signed_in
from training.choices import BatchState
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


@pytest.fixture
def batch():
    return BatchFactory()


def draft(batch, **fields):
    return sitting_draft(paper_with("single"), batch=batch, **{"counts_for_completion": True, **fields})


def final(batch, **fields):
    """A final examination that is over."""
    now = timezone.now()
    window = {"opens_at": now - 3 * HOUR, "closes_at": now - HOUR}
    return SittingFactory(batch=batch, counts_for_completion=True, **window | fields)


def sat(sitting, place, score):
    moment = sitting.opens_at + timedelta(minutes=30)
    return AttemptFactory(
        sitting=sitting, person=place.person, started_at=sitting.opens_at, submitted_at=moment, score=Decimal(score)
    )


def close(batch):
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.CLOSED, closed_at=timezone.now())
    batch.refresh_from_db()


# Setting them.


def test_an_examination_of_a_class_says_whether_it_is_final(officer, batch):
    client = signed_in(officer)
    paper = paper_with("single")
    unsaid = client.post("/exams/desk/sittings/new/", sitting_page(paper, batch=batch.code, counts_for_completion=""))
    said = client.post("/exams/desk/sittings/new/", sitting_page(paper, batch=batch.code, counts_for_completion="1"))

    assert (unsaid.status_code, "请选择" in unsaid.text, said.status_code) == (422, True, 302)
    assert Sitting.objects.get().counts_for_completion is True


def test_an_examination_without_a_class_need_not_say_it(officer):
    page = sitting_page(paper_with("single"), counts_for_completion="")

    assert signed_in(officer).post("/exams/desk/sittings/new/", page).status_code == 302
    assert Sitting.objects.get().counts_for_completion is False


def test_a_final_examination_is_of_a_class(officer):
    assert refusal(schedule_sitting, draft=draft(None), by=officer) == "final_without_class"
    with pytest.raises(IntegrityError, match="final_examination_is_of_a_class"):
        SittingFactory(batch=None, counts_for_completion=True)


def test_a_further_sitting_counts_too(officer, batch):
    first = final(batch)
    wish = draft(batch, repeats=first, counts_for_completion=False)

    assert refusal(schedule_sitting, draft=wish, by=officer) == "further_sitting_is_final_too"
    with pytest.raises(IntegrityError, match="further_sitting_is_final_too"):
        SittingFactory(batch=batch, repeats=first)


def test_a_further_sitting_is_of_a_first_one_of_the_class_for_the_same_audience(officer, batch):
    first, elsewhere, test = final(batch), final(BatchFactory()), SittingFactory(batch=batch)
    of_leaders = final(batch, track="leader")
    further = schedule_sitting(draft=draft(batch, repeats=first), by=officer)

    codes = [
        refusal(schedule_sitting, draft=draft(batch, repeats=one), by=officer)
        for one in (elsewhere, test, further, of_leaders)
    ]
    assert codes == ["not_repeatable", "not_repeatable", "not_repeatable", "other_audience"]


def test_in_a_closed_class_only_a_further_sitting_is_set(officer, batch):
    first = final(batch)
    close(batch)

    assert refusal(schedule_sitting, draft=draft(batch), by=officer) == "class_closed"
    assert schedule_sitting(draft=draft(batch, repeats=first), by=officer).repeats == first


def test_what_a_closed_class_needed_is_not_cancelled_but_a_further_sitting_is(officer, batch):
    first = final(batch)
    further = final(batch, repeats=first)
    close(batch)

    assert refusal(cancel_sitting, sitting=first, reason="题目有误", by=officer) == "class_closed"
    assert cancel_sitting(sitting=further, reason="无人补考", by=officer).cancelled_at


# Changing it.


def open_sitting(batch, **fields):
    return SittingFactory(batch=batch, **fields)


def test_it_is_changed_until_there_are_results_and_the_trail_says_from_what(officer, batch):
    sitting = open_sitting(batch)
    AttemptFactory(sitting=sitting, person=EnrolmentFactory(batch=batch).person)

    set_final(sitting=sitting, counts=True, by=officer)
    set_final(sitting=sitting, counts=True, by=officer)

    event = AuditEvent.objects.get(action="exams.set_final")
    assert (event.data, Sitting.objects.get().counts_for_completion) == ({"final": True, "before": False}, True)


@pytest.mark.parametrize("how", ["over", "results", "closed", "cancelled", "no class", "further"])
def test_it_is_not_changed_any_more(officer, batch, how):
    sitting = final(batch) if how == "over" else open_sitting(batch, counts_for_completion=how == "further")
    if how == "results":
        sat(sitting, EnrolmentFactory(batch=batch), 3)
    elif how == "closed":
        close(batch)
    elif how == "cancelled":
        cancel_sitting(sitting=sitting, reason="题目有误", by=officer)
    elif how == "no class":
        Sitting.objects.update(batch=None)
    elif how == "further":
        final(batch, repeats=sitting)

    codes = {"over": "has_results", "results": "has_results", "closed": "class_closed", "further": "has_further"}
    codes |= {"cancelled": "cancelled", "no class": "final_without_class"}
    wish = not sitting.counts_for_completion
    assert refusal(set_final, sitting=sitting, counts=wish, by=officer) == codes[how]


def test_a_first_sitting_with_a_further_one_stays_final(officer, batch):
    first = schedule_sitting(draft=draft(batch), by=officer)
    schedule_sitting(draft=draft(batch, repeats=first), by=officer)
    other = draft(batch, counts_for_completion=False)

    assert refusal(change_sitting, sitting=first, draft=other, by=officer) == "has_further"
    assert change_sitting(sitting=first, draft=replace(other, counts_for_completion=True), by=officer)


def test_the_page_changes_it_and_the_results_show_it(officer, batch):
    sitting = open_sitting(batch)
    client, page = signed_in(officer), f"/exams/desk/sittings/{sitting.pk}/final/"
    assert page in client.get(sitting.get_absolute_url()).text

    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"counts": "1"}).status_code == 302
    assert Sitting.objects.get().counts_for_completion is True


# What they come to.


def result(batch, place):
    return FinalExams(batch).result_of(place)


def test_a_class_without_one_asks_nothing(batch):
    SittingFactory(batch=batch)
    place = EnrolmentFactory(batch=batch)

    assert (bool(FinalExams(batch)), result(batch, place)) == (False, ExamResult.NOT_ASKED)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((), "absent"), ((4,), "failed"), ((5,), "passed"), ((4, 6), "passed"), ((6, 4), "passed")],
)
def test_the_best_attempt_counts(batch, scores, expected):
    sitting, place = final(batch, attempts_allowed=2), EnrolmentFactory(batch=batch)
    for n, score in enumerate(scores, start=1):
        attempt = sat(sitting, place, score) if n == 1 else None
        if attempt is None:
            AttemptFactory(
                sitting=sitting,
                person=place.person,
                number=n,
                started_at=sitting.opens_at,
                submitted_at=sitting.closes_at,
                score=Decimal(score),
            )

    assert result(batch, place) == expected


def test_passing_a_further_sitting_is_passing(batch):
    first = final(batch)
    further = final(batch, repeats=first)
    place, absent = EnrolmentFactory(batch=batch), EnrolmentFactory(batch=batch)
    sat(first, place, 1)
    sat(further, place, 5)
    sat(further, absent, 5)

    assert [result(batch, one) for one in (place, absent)] == ["passed", "passed"]


def test_of_two_examinations_both_are_passed(batch):
    theory, practice = final(batch), final(batch)
    places = EnrolmentFactory.create_batch(3, batch=batch)
    for place in places:
        sat(theory, place, 6)
    sat(practice, places[0], 6)
    sat(practice, places[1], 1)

    assert [result(batch, place) for place in places] == ["passed", "failed", "absent"]


def test_an_examination_of_an_audience_asks_only_its_people(batch):
    final(batch, track="leader")
    leader, clerk = EnrolmentFactory(batch=batch, track="leader"), EnrolmentFactory(batch=batch, track="staff")

    assert [result(batch, place) for place in (leader, clerk)] == ["absent", "not_asked"]


def test_a_cancelled_sitting_asks_nothing(officer, batch):
    cancel_sitting(sitting=final(batch), reason="改为考查", by=officer)

    assert result(batch, EnrolmentFactory(batch=batch)) == ExamResult.NOT_ASKED


def test_a_moment_knows_only_what_was_handed_in_by_then(batch):
    sitting, place = final(batch), EnrolmentFactory(batch=batch)
    attempt = sat(sitting, place, 6)

    moments = [attempt.submitted_at - timedelta(seconds=1), attempt.submitted_at]
    assert [FinalExams(batch, at).result_of(place) for at in moments] == ["absent", "passed"]


@pytest.mark.parametrize(("n", "statements"), [(1, 2), (3, 2)])
def test_reading_them_takes_two_statements(batch, n, statements, django_assert_num_queries):
    for _i in range(n):
        sat(final(batch), EnrolmentFactory(batch=batch), 5)
    places = list(batch.enrolments.all())

    with django_assert_num_queries(statements):
        exams = FinalExams(batch)
        assert len([exams.result_of(place) for place in places]) == n
