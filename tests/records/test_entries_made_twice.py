"""The record of somebody who was entered twice is read as one, and what was written stays as it was."""

import pytest
from django.utils import timezone

from admission.models import Enrolment
from attendance.selectors import classes_of_person
from people.choices import Role
from records.models import Certificate, CreditEntry
from records.selectors import hours_in, transcript_of
from records.services.closing import close_batch
from records.verification import find_problems
from reports.selectors.figures import YearSpan, training_figures
from roster.services.twice import merge_persons, unmerge_persons
from tests.factories.admission import EnrolmentFactory, NominationFactory
from tests.factories.people import PersonFactory, UserFactory, user_with_role
from tests.factories.records import held_class
from tests.factories.training import BatchFactory
from tests.support.refusals import refusal
from tests.support.rights import BACKEND
from training.choices import BatchState

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr():
    return user_with_role(Role.HR)


@pytest.fixture
def twice(hr):
    """Two entries, each with a closed class, hours and a certificate."""
    held = [held_class(1) for _n in range(2)]
    for one in held:
        one.enter()
        close_batch(batch=one.batch, by=one.officer)
    keep, away = (one.places[0].person for one in held)
    away.name = keep.name
    away.save()
    merge = merge_persons(keep=keep, away=away, reason="同一身份证", by=hr)
    return keep, away, merge


def test_hours_certificates_and_classes_are_read_together(twice):
    keep, away, _merge = twice
    transcript, year = transcript_of(keep), timezone.localdate().year

    assert (len(transcript.entries), len(transcript.certificates), classes_of_person(keep.pk).count()) == (2, 2, 2)
    assert sum(total.hours for total in transcript.years) == sum(e.hours for e in CreditEntry.objects.all())
    assert hours_in(keep.pk, year) >= hours_in(away.pk, year)


def test_the_account_that_is_kept_opens_what_the_other_entry_earned(twice, client):
    keep, away, _merge = twice
    user = UserFactory(person=keep)

    assert Certificate.objects.visible_to(user).count() == CreditEntry.objects.visible_to(user).count() == 2
    assert Enrolment.objects.visible_to(user).count() == 2
    client.force_login(user, backend=BACKEND)
    assert client.get(away.enrolments.get().batch.get_absolute_url()).status_code == 200
    assert len(client.get("/records/").context["transcript"].entries) == 2


def test_the_persons_page_shows_both_to_hr(twice, client, hr):
    keep, away, _merge = twice
    client.force_login(hr, backend=BACKEND)

    page = client.get(keep.get_absolute_url()).content.decode()

    assert all(text in page for text in (away.staff_no, *(c.number for c in Certificate.objects.all())))
    assert client.get(away.get_absolute_url()).status_code == 404


def test_the_record_on_the_page_is_for_hr_and_officer_and_oneself(twice, client):
    keep, *_rest = twice
    unit = keep.postings.current().get().unit
    users = [user_with_role(Role.LIAISON, unit), user_with_role(Role.TRAINING_OFFICER, unit), UserFactory(person=keep)]
    shown = []
    for user in users:
        client.force_login(user, backend=BACKEND)
        panels = client.get(keep.get_absolute_url()).context["panels"]
        shown.append(any("stats" in panel for panel in panels))

    assert shown == [False, True, True]


def test_nobody_corrects_the_hours_of_their_other_entry(twice, hr):
    keep, away, _merge = twice
    own = user_with_role(Role.TRAINING_OFFICER, person=keep)
    entry, other = (CreditEntry.objects.get(person=person) for person in (away, keep))

    assert [own.has_perm("records.correct_hours", one) for one in (entry, other)] == [False, False]


def test_nothing_is_rewritten_and_undoing_parts_them_again(twice, hr):
    keep, away, merge = twice
    facts = list(CreditEntry.objects.values())

    unmerge_persons(merge=merge, reason="两个人", by=hr)

    assert (list(CreditEntry.objects.values()), list(find_problems())) == (facts, [])
    assert [len(transcript_of(person).entries) for person in (keep, away)] == [1, 1]


def test_reports_count_one_head(twice):
    year = timezone.localdate().year
    figures = training_figures(YearSpan(year - 1, year), user=user_with_role(Role.TRAINING_OFFICER))

    assert (figures.person_times, figures.headcount) == (2, 1)


def test_two_who_sat_in_one_class_are_two_people(hr):
    held = held_class(2)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    keep, away = (place.person for place in held.places)
    away.name = keep.name
    away.save()

    assert refusal(merge_persons, keep=keep, away=away, reason="x", by=hr) == "in_the_way"


@pytest.mark.parametrize("make", [EnrolmentFactory, NominationFactory])
@pytest.mark.parametrize(("state", "free"), [(BatchState.NOTIFIED, False), (BatchState.CANCELLED, True)])
def test_a_place_in_a_class_that_goes_on_stays_with_its_entry(hr, make, state, free):
    away = make(batch=BatchFactory(state=state)).person

    if free:
        assert merge_persons(keep=PersonFactory(name=away.name), away=away, reason="x", by=hr)
    else:
        keep = PersonFactory(name=away.name)
        assert refusal(merge_persons, keep=keep, away=away, reason="x", by=hr) == "in_the_way"


def test_the_entry_that_is_kept_may_be_in_a_class(hr):
    keep = EnrolmentFactory().person

    assert merge_persons(keep=keep, away=PersonFactory(name=keep.name), reason="x", by=hr)
