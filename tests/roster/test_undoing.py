"""A list of people is undone as long as nobody has worked on what it brought."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.errors import NotAllowed
from intake.choices import ImportState
from intake.models import ListImport
from intake.services import undo_list
from people.choices import PersonStatus, Role, Track
from people.models import OrgUnit, Person, Posting
from people.services.persons import correct_pinyin, unmask_person
from people.services.postings import post_person, retire_person
from roster.services.transfers import agree_transfer, request_transfer
from tests.factories.people import user_with_role
from tests.factories.rosters import id_number, plain_list, small_city
from tests.roster.test_services import roster_now, taken_over
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return small_city()


def another_post(person, by):
    post_person(
        person=person,
        unit=person.postings.get().unit,
        day=timezone.localdate(),
        by=by,
        post="改后职务",
        track=Track.STAFF,
    )


def retired(person, by):
    retire_person(person=person, day=timezone.localdate(), reason="到龄退休", by=by)


def read_otherwise(person, by):
    correct_pinyin(person=person, pinyin="wang zhi yu", by=by)


def another_mobile(person, by):
    taken_over(plain_list({"name": person.name, "mobile": "13912345670"}), name="更正.xlsx")


def transferred(person, by):
    wish = {"person": person, "unit": OrgUnit.objects.get(short_name="市财政局"), "track": Track.STAFF, "post": "科员"}
    transfer = request_transfer(**wish, by=user_with_role(Role.LIAISON, wish["unit"]))
    agree_transfer(transfer=transfer, day=timezone.localdate(), by=by)


WORKED_ON = {
    another_post: "王志远（调整任职）",
    retired: "王志远（登记退休）",
    read_otherwise: "王志远（更正姓名拼音）",
    another_mobile: "王志远（修改人员信息，由第",
}


@pytest.mark.parametrize("work", WORKED_ON, ids=lambda work: work.__name__)
def test_who_was_worked_on_since_keeps_the_list_from_being_undone_and_is_named(city, work):
    roster = taken_over(plain_list({"name": "王志远"}, {"name": "李明霞"}))
    work(Person.objects.get(name="王志远"), user_with_role(Role.HR))
    before = roster_now()

    with pytest.raises(NotAllowed) as refused:
        undo_list(listing=roster, by=None)

    assert (refused.value.code, WORKED_ON[work] in str(refused.value)) == ("changed_since", True)
    assert ("李明霞" in str(refused.value), roster_now()) == (False, before)


@pytest.mark.parametrize("work", [another_post, transferred], ids=lambda work: work.__name__)
def test_an_updated_person_who_was_worked_on_since_keeps_the_list_from_being_undone(city, work):
    taken_over(plain_list({"name": "王志远", "remark": "旧"}))
    roster = taken_over(plain_list({"name": "王志远", "remark": "新"}))
    work(Person.objects.get(), user_with_role(Role.HR))
    before = roster_now()

    assert (refusal(undo_list, listing=roster, by=None), roster_now()) == ("changed_since", before)


def test_the_first_five_are_named(city):
    names = ["王志远", "李明霞", "张建军", "赵秀兰", "周海涛", "吴国强"]
    roster, by = taken_over(plain_list(*({"name": name} for name in names))), user_with_role(Role.HR)
    for person in Person.objects.filter(name__in=names).order_by("pk"):
        retired(person, by)

    with pytest.raises(NotAllowed) as refused:
        undo_list(listing=roster, by=None)

    assert [name in str(refused.value) for name in names] == [True] * 5 + [False]


def test_a_later_list_is_undone_first_and_then_the_earlier_one(city):
    before = roster_now()
    first = taken_over(plain_list({"name": "王志远", "mobile": "19900000001"}))
    second = taken_over(plain_list({"name": "王志远", "mobile": "13912345670", "post": "副科长"}), name="更正.xlsx")
    with pytest.raises(NotAllowed) as refused:
        undo_list(listing=first, by=None)
    assert f"请先撤销后来的导入：第{second.pk}号“更正.xlsx”" in str(refused.value)

    undo_list(listing=second, by=None)
    undo_list(listing=first, by=None)

    assert roster_now() == before


def test_a_number_somebody_looked_at_is_no_change(city):
    roster = taken_over(plain_list({"name": "王志远"}))
    unmask_person(person=Person.objects.get(), field="id_number", reason="核对", by=user_with_role(Role.HR))

    assert undo_list(listing=roster, by=None).state == ImportState.UNDONE


def test_what_is_touched_since_is_asked_in_the_same_statements_for_many(city):
    """Many are refused for one of them, whoever that is, as quickly as one alone."""

    def statements(names, first):
        roster = taken_over(plain_list(*({"name": name, "id": id_number(n)} for n, name in enumerate(names, first))))
        retired(Person.objects.get(name=names[-1]), by)
        with CaptureQueriesContext(connection) as asked:
            assert refusal(undo_list, listing=ListImport.objects.get(pk=roster.pk), by=None) == "changed_since"
        return len(asked)

    by = user_with_role(Role.HR)
    assert statements(["王志远"], 1) == statements(["李明霞", "张建军", "赵秀兰", "周海涛"], 11)
    assert Person.objects.filter(status=PersonStatus.RETIRED).count() == 2
    assert Posting.objects.current().count() == 3
