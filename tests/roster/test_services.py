"""A roster file from its arrival to its undoing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.choices import ImportState
from intake.models import KnownHeading, ListImport
from intake.options import Options
from intake.services import commit_list, judge_list, put_right, receive_list, undo_list
from intake.services.receiving import verdicts_of
from people.choices import PersonStatus, Role
from people.models import AuditEvent, OrgUnit, Person, Posting
from roster.people_list.kind import PeopleList
from tests.factories.admission import EnrolmentFactory
from tests.factories.people import PersonFactory, UserFactory, user_with_role
from tests.factories.rosters import Page, id_number, list_rows, plain_list, small_city, workbook
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return small_city()


def arrived(data, *, by=None, unit=None, name="名册.xlsx"):
    unit = unit or OrgUnit.objects.get_queryset().first()
    return judge_list(listing=receive_list(kind=PeopleList(), file_name=name, data=data, unit=unit, by=by))


def taken_over(data, **more):
    roster = arrived(data, **more)
    return commit_list(listing=roster, accepted=None, by=more.get("by"))


def counts(roster):
    return tuple(roster.summary[name] for name in ("created", "updated", "unchanged", "errors", "warnings"))


def roster_now():
    """Everything an import may touch, to compare."""
    people = Person.objects.order_by("staff_no").values_list(
        "staff_no",
        "name",
        "sex",
        "birth_month",
        "remark",
        "status",
        "id_number_index",
        "mobile_index",
        "mobile_last4_index",
    )
    postings = Posting.objects.order_by("person__staff_no", "id").values_list(
        "person__staff_no", "unit__code", "dept", "post", "rank", "track", "ended_on"
    )
    return list(people), list(postings)


def test_checking_writes_nothing_and_taking_over_writes_all(city):
    roster = arrived(plain_list({"name": "王志远", "mobile": "19900000001"}, {"name": "李明霞"}))
    assert (counts(roster), Person.objects.count(), roster.state) == ((2, 0, 0, 0, 0), 0, ImportState.JUDGED)

    commit_list(listing=roster, accepted=None, by=None)

    person = Person.objects.get(name="王志远")
    assert (person.staff_no, person.mobile, person.id_number) == ("NY001001", "19900000001", id_number(1))
    posting = person.postings.get()
    assert (posting.unit, posting.post, posting.rank) == (city["市教育局"], "科员", "一级科员")


def test_the_same_file_again_changes_nothing(city):
    data = plain_list({"name": "王志远"}, {"name": "李明霞", "mobile": "19900000002"}, {"birth": "1984.01"})
    taken_over(data)
    before = roster_now()

    again = taken_over(data)

    assert (counts(again), again.summary["written"], roster_now()) == (
        (0, 0, 3, 0, 0),
        {"created": 0, "updated": 0},
        before,
    )


def test_taking_over_twice_is_taking_over_once(city):
    roster = arrived(plain_list({}, {}))
    for _turn in range(2):
        commit_list(listing=roster, accepted=None, by=None)

    assert (Person.objects.count(), AuditEvent.objects.filter(action="intake.commit_list").count()) == (2, 1)


def test_undoing_restores_what_was_there(city):
    taken_over(plain_list({"name": "王志远", "mobile": "19900000001", "remark": "旧"}, {"name": "李明霞"}))
    before = roster_now()
    roster = taken_over(
        plain_list(
            {"name": "王志远", "mobile": "19900000009", "remark": "新", "post": "副科长", "rank": "四级主任科员"},
            {"name": "李明霞", "unit": "市财政局"},
            {"name": "新来的人"},
        )
    )
    assert roster.summary["written"] == {"created": 1, "updated": 2}
    assert roster_now() != before

    for _turn in range(2):
        undone = undo_list(listing=roster, by=None)

    assert (undone.state, roster_now()) == (ImportState.UNDONE, before)


def test_an_empty_cell_erases_nothing(city):
    taken_over(plain_list({"name": "王志远", "mobile": "19900000001", "remark": "旧"}))

    roster = taken_over(plain_list({"name": "王志远", "mobile": "", "remark": "", "post": ""}))

    assert (counts(roster)[:3], Person.objects.get().remark) == ((0, 0, 1), "旧")


def test_a_transfer_ends_one_posting_and_opens_another(city):
    taken_over(plain_list({"name": "王志远"}))
    taken_over(plain_list({"name": "王志远", "unit": "市财政局"}))

    units = list(Posting.objects.order_by("id").values_list("unit__short_name", "ended_on"))
    assert ([unit for unit, _end in units], units[0][1] is not None, units[1][1]) == (
        ["市教育局", "市财政局"],
        True,
        None,
    )


def test_rows_with_a_warning_come_in_when_they_are_ticked(city):
    roster = arrived(plain_list({"name": "王志远", "birth": "1984.01"}, {"name": "李明霞", "birth": "1984.02"}))
    first = verdicts_of(roster)[0].key

    commit_list(listing=roster, accepted={first}, by=None)

    assert list(Person.objects.values_list("name", flat=True)) == ["王志远"]


def test_rows_with_an_error_stay_out_and_the_others_come_in(city):
    roster = taken_over(plain_list({"id": 410000198503150012}, {"unit": "市气候局"}, {"name": "李明霞"}))

    assert (counts(roster), [p.name for p in Person.objects.all()]) == ((1, 0, 0, 2, 0), ["李明霞"])


def test_a_roster_that_changed_since_the_check_is_not_taken_over(city):
    roster = arrived(plain_list({"name": "王志远"}))
    PersonFactory(name="王志远", unit=city["市教育局"], id_number=id_number(1))

    assert (refusal(commit_list, listing=roster, accepted=None, by=None), Person.objects.count()) == ("stale", 1)


def test_somebody_who_has_been_trained_since_keeps_an_import_from_being_undone(city):
    roster = taken_over(plain_list({"name": "王志远"}, {"name": "李明霞"}))
    EnrolmentFactory(person=Person.objects.get(name="李明霞"), unit=city["市教育局"])

    assert (refusal(undo_list, listing=roster, by=None), Person.objects.count()) == ("changed_since", 2)


def test_what_was_changed_by_hand_since_keeps_an_import_from_being_undone(city):
    taken_over(plain_list({"name": "王志远", "remark": "旧"}))
    roster = taken_over(plain_list({"name": "王志远", "remark": "新"}))
    Person.objects.update(remark="更新")

    assert refusal(undo_list, listing=roster, by=None) == "changed_since"


def test_a_liaison_imports_for_the_units_below_their_own_alone(city):
    liaison = user_with_role(Role.LIAISON, city["市教育局"])
    roster = arrived(plain_list({}, {"unit": "市财政局"}), by=liaison, unit=city["市教育局"])

    assert [(v.status, v.code) for v in verdicts_of(roster)] == [("ok", ""), ("error", "R44")]
    assert (
        refusal(receive_list, kind=PeopleList(), file_name="x", data=b"x", unit=city["市财政局"], by=liaison)
        == "other_unit"
    )


def test_a_liaison_does_not_fetch_another_units_person(city):
    PersonFactory(name="王志远", unit=city["市财政局"], id_number=id_number(1))
    liaison = user_with_role(Role.LIAISON, city["市教育局"])
    roster = arrived(plain_list({"name": "王志远"}), by=liaison, unit=city["市教育局"])

    [verdict] = verdicts_of(roster)
    assert (verdict.status, verdict.code, "市财政局" in verdict.message) == ("error", "R44", False)


def test_somebody_retired_comes_back_through_hr_alone(city):
    person = PersonFactory(name="王志远", unit=city["市教育局"], id_number=id_number(1), status=PersonStatus.RETIRED)
    for role, status in ((Role.LIAISON, "error"), (Role.HR, "warning")):
        user = user_with_role(role, city["市教育局"])
        [verdict] = verdicts_of(arrived(plain_list({"name": "王志远"}), by=user, unit=city["市教育局"]))
        assert (verdict.status, verdict.code) == (status, "R44")

    commit_list(listing=ListImport.objects.first(), accepted=None, by=user)
    person.refresh_from_db()
    assert person.status == PersonStatus.ACTIVE


def test_headings_and_units_put_right_hold_for_this_list_and_the_next(city):
    rows = list_rows({"unit": "教体系统"})
    rows[0][rows[0].index("姓名")] = "人员"
    data = workbook(Page(rows))
    hr = user_with_role(Role.HR)
    roster = arrived(data, by=hr)
    assert roster.state == ImportState.FAILED

    options = Options(headings={"人员": "name"}, unit_names={"教体系统": "NY001"})
    roster = judge_list(listing=put_right(listing=roster, options=options, by=hr))
    assert (roster.state, counts(roster)) == (ImportState.JUDGED, (1, 0, 0, 0, 0))

    assert (counts(arrived(data, by=hr))[0], KnownHeading.objects.get().field) == (1, "name")


def test_what_is_taken_over_is_not_put_right_any_more(city):
    hr = user_with_role(Role.HR)
    roster = taken_over(plain_list({}), by=hr)

    assert refusal(put_right, listing=roster, options=Options(), by=hr) == "committed"


def test_neither_the_file_nor_what_was_read_lies_open(city):
    number = id_number(1)
    roster = taken_over(plain_list({"id": number, "name": "王志远"}))
    stored = b"".join(bytes(getattr(roster, f"{part}_sealed")) for part in ("file", "rows", "undo"))
    audit = str(list(AuditEvent.objects.values_list("data", "object_label", "reason")))

    assert (number.encode() in stored, number in audit, number in str(roster.summary)) == (False, False, False)


def test_others_do_not_see_an_import_but_hr_of_the_unit_does(city):
    liaison = user_with_role(Role.LIAISON, city["市教育局"])
    roster = arrived(plain_list({}), by=liaison, unit=city["市教育局"])
    users = [user_with_role(Role.HR), user_with_role(Role.LIAISON, city["市教育局"]), UserFactory()]

    assert [ListImport.objects.visible_to(user).filter(pk=roster.pk).exists() for user in users] == [
        True,
        False,
        False,
    ]


def test_moving_many_takes_as_many_statements_as_moving_few(city):
    """On either engine, up to the rows that go into one statement."""

    def statements(names):
        taken_over(plain_list(*({"name": name} for name in names)))
        moved = arrived(plain_list(*({"name": name, "unit": "市财政局", "rank": "二级科员"} for name in names)))
        with CaptureQueriesContext(connection) as asked:
            commit_list(listing=moved, accepted=None, by=None)
        assert Posting.objects.current().filter(unit=city["市财政局"], rank="二级科员").count() == len(names)
        undo_list(listing=ListImport.objects.get(pk=moved.pk), by=None)
        assert not Posting.objects.filter(unit=city["市财政局"]).exists()
        return len(asked)

    assert statements(["王志远"]) == statements(["王志远", "李明霞", "张建军", "赵秀兰", "周海涛"])
