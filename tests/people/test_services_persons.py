import pytest

from common.errors import NotAllowed
from people.choices import StaffCategory, Track
from people.models import AuditEvent, Person, Posting
from people.services.persons import correct_pinyin, register_person, set_mobile, unmask_person
from tests.factories.people import ID_NUMBERS, SINCE, OrgUnitFactory, PersonFactory, UserFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


def register(by, **changes):
    fields = {
        "staff_no": "NY001099",
        "name": "王小明",
        "staff_category": StaffCategory.CIVIL_SERVANT,
        "unit": OrgUnitFactory(),
        "track": Track.STAFF,
        "started_on": SINCE,
    }
    return register_person(**{**fields, **changes}, by=by)


def test_a_person_is_registered_with_a_first_posting_and_an_audit_row(by):
    unit = OrgUnitFactory()

    person = register(by, unit=unit, posting={"post": "科长", "rank": "一级主任科员"})

    posting, event = person.postings.get(), AuditEvent.objects.get()
    assert (posting.unit, posting.post, posting.rank, posting.ended_on, event.action, event.data) == (
        unit,
        "科长",
        "一级主任科员",
        None,
        "people.register_person",
        {"unit": unit.code},
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"staff_no": "NY001099", "id_number": ID_NUMBERS[1]}, "staff_no"),
        ({"staff_no": "NY001098", "id_number": ID_NUMBERS[0]}, "id_number_index"),
    ],
)
def test_a_staff_number_and_an_id_number_belong_to_one_person(by, changes, field):
    register(by, id_number=ID_NUMBERS[0])

    with pytest.raises(NotAllowed) as refused:
        register(by, **changes)

    assert (refused.value.field, Person.objects.count(), Posting.objects.count()) == (field, 1, 1)


def test_people_without_an_id_number_do_not_clash(by):
    register(by)
    register(by, staff_no="NY001098")

    assert Person.objects.filter(id_number_index=None).count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": ""}, "name"), ({"track": "nobody"}, "track"), ({"staff_category": "x"}, "staff_category")],
)
def test_an_invalid_person_is_not_stored(by, changes, field):
    with pytest.raises(NotAllowed) as refused:
        register(by, **changes)

    assert (refused.value.field, Person.objects.count(), AuditEvent.objects.count()) == (field, 0, 0)


def test_a_person_is_found_by_equal_numbers_only(by):
    person = register(by, id_number=ID_NUMBERS[0], mobile="19900001234")

    found = [
        Person.objects.filter(id_number_index=Person.id_number.index(ID_NUMBERS[0])).first(),
        Person.objects.filter(mobile_index=Person.mobile.index("19900001234")).first(),
        Person.objects.filter(mobile_last4_index=Person.mobile.index("1234")).first(),
        Person.objects.filter(id_number_index=Person.mobile.index(ID_NUMBERS[0])).first(),
    ]
    assert found == [person, person, person, None]


def test_a_mobile_that_is_taken_away_leaves_no_digest():
    person = PersonFactory(mobile="19900001234")

    set_mobile(person, "")

    assert (person.mobile, person.mobile_sealed, person.mobile_index, person.mobile_last4_index) == ("", None, None, "")


@pytest.mark.parametrize(("field", "shown"), [("id_number", ID_NUMBERS[0]), ("mobile", "19900001234")])
def test_a_number_is_shown_to_who_says_why_and_the_audit_row_does_not_hold_it(by, field, shown):
    person = PersonFactory(id_number=ID_NUMBERS[0], mobile="19900001234")

    value = unmask_person(person=person, field=field, reason=" 核对档案 ", by=by)

    event = AuditEvent.objects.get()
    assert (value, event.actor, event.object_id, event.reason, event.data, shown in str(event.content())) == (
        shown,
        by,
        str(person.pk),
        "核对档案",
        {"field": field},
        False,
    )


@pytest.mark.parametrize(("field", "reason"), [("id_number", ""), ("id_number", "\n\t "), ("id_number_sealed", "x")])
def test_a_refused_look_leaves_no_audit_row(by, field, reason):
    refusal(unmask_person, person=PersonFactory(id_number=ID_NUMBERS[0]), field=field, reason=reason, by=by)

    assert AuditEvent.objects.count() == 0


def test_the_pinyin_of_a_name_is_corrected_with_an_audit_row(by):
    person = correct_pinyin(person=PersonFactory(name="单雪梅"), pinyin=" Dan Xue-mei", by=by)

    person.refresh_from_db()
    event = AuditEvent.objects.get()
    assert (person.pinyin, person.initials, person.corrected_pinyin, event.action, event.data) == (
        "dan xue mei",
        "dxm",
        "dan xue mei",
        "people.correct_pinyin",
        {"from": "shan xue mei", "to": "dan xue mei"},
    )


def test_correcting_twice_changes_nothing_and_an_empty_correction_takes_it_back(by):
    person = PersonFactory(name="单雪梅")
    for _turn in range(2):
        correct_pinyin(person=person, pinyin="dan xue mei", by=by)
    once = AuditEvent.objects.count()

    assert (once, correct_pinyin(person=person, pinyin=" ", by=by).pinyin) == (1, "shan xue mei")


@pytest.mark.parametrize("pinyin", ["dan", "dan xue mei mei", "单雪梅", "123"])
def test_a_correction_has_a_syllable_for_each_character(by, pinyin):
    person = PersonFactory(name="单雪梅")

    code = refusal(correct_pinyin, person=person, pinyin=pinyin, by=by)

    person.refresh_from_db()
    assert (code, person.pinyin, AuditEvent.objects.count()) == ("pinyin_syllables", "shan xue mei", 0)


def test_an_empty_correction_of_a_name_never_corrected_leaves_no_audit_row(by):
    correct_pinyin(person=PersonFactory(name="单雪梅"), pinyin="", by=by)

    assert AuditEvent.objects.count() == 0
