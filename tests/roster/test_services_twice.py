"""One person entered twice: read together, undone wholly, and no fact rewritten."""

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from people.choices import PersonStatus, Role, Track
from people.models import Person, one_person
from people.services.postings import post_person
from people.services.units import close_unit
from roster.models import PersonMerge
from roster.services.twice import merge_persons, unmerge_persons
from tests.factories.people import (
    ID_NUMBERS,
    OrgUnitFactory,
    PersonFactory,
    TransferRequestFactory,
    UserFactory,
    user_with_role,
)
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
NAME = "王小明"


@pytest.fixture
def hr():
    return user_with_role(Role.HR)


@pytest.fixture
def keep():
    return PersonFactory(id_number=ID_NUMBERS[0], name=NAME)


@pytest.fixture
def away():
    person = PersonFactory(name=NAME)
    UserFactory(person=person)
    return person


def merge(keep, away, hr, reason="同一身份证"):
    return merge_persons(keep=keep, away=away, reason=reason, by=hr)


def state(person):
    """Everything a merger touches."""
    person = Person.objects.get(pk=person.pk)
    postings = [model_to_dict(posting) for posting in person.postings.all()]
    return model_to_dict(person), person.merged_into_id, postings, person.user.is_active


def test_the_other_entry_leaves_lists_and_cannot_sign_in(keep, away, hr):
    merge(keep, away, hr)
    merge(keep, away, hr)

    away.refresh_from_db()
    assert (away.status, away.merged_into, away.user.is_active) == (PersonStatus.MERGED, keep, False)
    assert list(Person.objects.visible_to(hr).in_post()) == [keep]
    assert list(Person.objects.left_from(hr)) == []
    assert set(Person.objects.filter(one_person(keep.pk, "pk"))) == {keep, away}
    assert PersonMerge.objects.count() == 1


def test_undoing_brings_everything_back(keep, away, hr):
    before = state(away)
    made = merge(keep, away, hr)

    unmerge_persons(merge=made, reason="两个人", by=hr)
    unmerge_persons(merge=made, reason="两个人", by=hr)

    made.refresh_from_db()
    assert (state(away), made.undone_by, made.undone_reason) == (before, hr, "两个人")
    assert merge(keep, away, hr) != made


def test_an_account_disabled_before_stays_so_after_undoing(keep, away, hr):
    away.user.is_active = False
    away.user.save()

    unmerge_persons(merge=merge(keep, away, hr), reason="两个人", by=hr)

    assert state(away)[-1] is False


def test_what_speaks_for_two_people_is_refused(keep, away, hr):
    other = PersonFactory(id_number=ID_NUMBERS[1])

    assert refusal(merge_persons, keep=keep, away=other, reason="x", by=hr) == "different_people"
    assert refusal(merge_persons, keep=keep, away=keep, reason="x", by=hr) == "same_entry"
    assert refusal(merge_persons, keep=keep, away=away, reason=" ", by=hr) == "reason_missing"


@pytest.mark.parametrize(
    "held",
    [
        {"name": "李红", "mobile": "19900001234"},
        {"name": "李红", "spare": "19900001234"},
        {"name": "王小萌", "birth_month": "1980-01"},
        {"name": NAME, "birth_month": "1990-01", "sex": "2"},
    ],
)
def test_a_number_the_name_or_a_misspelled_name_with_the_birth_is_something_in_common(hr, held):
    keep = PersonFactory(name=NAME, birth_month="1980-01", mobile="19900001234", sex="1")
    spare = held.pop("spare", "")
    away = PersonFactory(**held)
    away.spare_mobile = spare
    away.save()

    assert merge(keep, away, hr)


@pytest.mark.parametrize(
    "held",
    [
        {"name": "李红", "birth_month": "1990-01", "sex": "2"},
        {"name": "李红", "birth_month": "1980-01", "id_number": ID_NUMBERS[0]},
        {"name": "王小萌", "birth_month": "1990-01"},
        {"name": "王小萌"},
    ],
)
def test_two_entries_with_nothing_in_common_are_not_merged_whatever_the_reason(hr, held):
    keep, away = PersonFactory(name=NAME, birth_month="1980-01", sex="1"), PersonFactory(**held)

    assert refusal(merge_persons, keep=keep, away=away, reason="同一人", by=hr) == "nothing_in_common"
    away.refresh_from_db()
    assert (away.status, away.merged_into) == (PersonStatus.ACTIVE, None)


def test_two_misspelled_names_without_a_birth_have_nothing_in_common(hr):
    keep, away = PersonFactory(name=NAME), PersonFactory(name="王小萌")

    assert refusal(merge_persons, keep=keep, away=away, reason="同一人", by=hr) == "nothing_in_common"


def test_mergers_are_one_step_deep(keep, away, hr):
    third = PersonFactory()
    merge(keep, away, hr)

    for pair in ((away, third), (third, away), (third, keep)):
        assert refusal(merge_persons, keep=pair[0], away=pair[1], reason="x", by=hr) == "merged_already"


def test_a_second_entry_can_go_to_the_same_one(keep, away, hr):
    merge(keep, away, hr)

    merge(keep, PersonFactory(name=NAME), hr)

    assert Person.objects.filter(one_person(keep.pk, "pk")).count() == 3


def test_only_somebody_in_post_is_kept(away, hr):
    gone = PersonFactory(status=PersonStatus.LEFT)

    assert refusal(merge_persons, keep=gone, away=away, reason="x", by=hr) == "keep_not_in_post"


def test_business_of_the_other_entry_stands_in_the_way(keep, away, hr):
    user_with_role(Role.LIAISON, person=PersonFactory())
    holder = PersonFactory(name=NAME)
    user_with_role(Role.LIAISON, person=holder)
    asked_for = TransferRequestFactory(person__name=NAME).person

    for person in (holder, asked_for):
        assert refusal(merge_persons, keep=keep, away=person, reason="x", by=hr) == "in_the_way"


def test_undoing_does_not_bring_somebody_back_to_a_closed_unit(keep, hr):
    unit = OrgUnitFactory()
    made = merge(keep, PersonFactory(unit=unit, name=NAME), hr)
    close_unit(unit=unit, day=timezone.localdate(), reason="撤销", by=hr)

    assert refusal(unmerge_persons, merge=made, reason="两个人", by=hr) == "unit_closed"


def test_undoing_says_why(keep, away, hr):
    assert refusal(unmerge_persons, merge=merge(keep, away, hr), reason="", by=hr) == "reason_missing"


def test_an_entry_that_went_away_is_not_posted(keep, away, hr):
    merge(keep, away, hr)

    wish = {"unit": OrgUnitFactory(), "day": timezone.localdate(), "track": Track.STAFF, "by": hr}
    assert refusal(post_person, person=away, **wish) == "not_in_post"


def test_nobody_is_not_everybody_who_was_never_merged():
    PersonFactory()

    assert not Person.objects.filter(one_person(None, "pk")).exists()


def test_nobody_merges_or_parts_their_own_entry():
    own, other = PersonFactory(), PersonFactory()
    user = UserFactory(person=own)

    assert refusal(merge_persons, keep=own, away=other, reason="同一人", by=user) == "own_entry"
    assert refusal(merge_persons, keep=other, away=own, reason="同一人", by=user) == "own_entry"
