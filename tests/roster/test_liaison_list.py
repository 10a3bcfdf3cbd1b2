"""83 units' liaisons in one list: made for it, or the list of units with a column more."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.tables import read_book
from intake.models import ListImport
from intake.services import undo_list
from intake.services.at_once import look_at_list, take_list
from people.choices import Role
from people.models import RoleAssignment
from people.services.liaisons import name_liaison
from roster.liaison_list.kind import LiaisonList
from tests.factories.people import OrgUnitFactory, PersonFactory, city_root, user_with_role
from tests.factories.rosters import Page, workbook
from tests.support.refusals import refusal
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
HEAD = ["单位", "联络员", "工号", "AB角"]
WITH_MOBILE = ["单位", "联络员", "工号", "手机", "AB角"]
NAME_ALONE = ("warning", "R20", "name")
UNKNOWN_NUMBER = ("warning", "staff_no_unknown", "staff_no")
OTHER_MOBILE = ("warning", "mobile_differs", "mobile")


@pytest.fixture
def education():
    return OrgUnitFactory(name="南阳市教育局", short_name="教育局")


@pytest.fixture
def finance():
    return OrgUnitFactory(name="南阳市财政局", short_name="财政局")


@pytest.fixture
def by():
    return user_with_role(Role.SECADMIN)


def list_of(*rows, head=HEAD):
    return workbook(Page([head, *map(list, rows)]))


def judged(*rows, by=None, **more):
    grids = read_book(list_of(*rows, **more), "联络员.xlsx")
    return look_at_list(kind=LiaisonList(), grids=grids, unit=city_root(), by=by).verdicts


def taken(*rows, by, accepted=None, **more):
    data, kind = list_of(*rows, **more), LiaisonList()
    answer = take_list(kind=kind, file_name="联络员.xlsx", data=data, unit=city_root(), by=by, accepted=accepted)
    return answer.listing


def liaisons():
    held = RoleAssignment.objects.filter(role=Role.LIAISON, ended_on=None).order_by("unit__path", "is_backup")
    return [(row.unit.short_name, row.user.person.name, row.is_backup) for row in held]


def test_every_unit_has_its_liaisons_after_one_list(education, finance, by):
    for unit, name in [(education, "王小明"), (education, "李红"), (finance, "赵强")]:
        PersonFactory(unit=unit, name=name)

    taken(("市教育局", "王小明", "", "A角"), ("教育局", "李红", "", "B角"), ("南阳市财政局", "赵强", "", ""), by=by)

    assert liaisons() == [("教育局", "王小明", False), ("教育局", "李红", True), ("财政局", "赵强", False)]


def test_the_list_of_units_with_a_column_more_does_as_well(education, by):
    PersonFactory(unit=education, name="王小明")

    taken(
        ("NY1", "南阳市教育局", "王小明"), ("NY2", "南阳市水利局", ""), by=by, head=["单位代码", "单位全称", "联络员"]
    )

    assert liaisons() == [("教育局", "王小明", False)]


def test_who_is_not_posted_to_the_unit_is_refused_in_the_same_words_as_a_stranger(education, finance):
    PersonFactory(unit=finance, name="赵强")

    rows = judged(("教育局", "赵强", "", ""), ("教育局", "无此人", "", ""), ("没有的局", "赵强", "", ""))

    assert [row.code for row in rows] == ["not_posted_here", "not_posted_here", "R39"]
    assert rows[0].message == rows[1].message


def test_two_of_one_name_are_told_apart_by_their_number(education, by):
    PersonFactory(unit=education, name="王小明")
    meant = PersonFactory(unit=education, name="王小明")

    assert [row.code for row in judged(("教育局", "王小明", "", ""))] == ["R20"]
    taken(("教育局", "王小明", meant.staff_no.lower(), ""), by=by)
    assert RoleAssignment.objects.get(role=Role.LIAISON).user.person == meant


def test_a_row_twice_is_an_error_and_a_liaison_there_is_no_news(education, by):
    person = PersonFactory(unit=education, name="王小明")
    name_liaison(person=person, unit=education, is_backup=False, by=by)

    rows = judged(("教育局", "王小明", "", ""), ("教育局", "王小明", "", "B角"))

    assert [(row.status, row.outcome) for row in rows] == [("ok", "same"), ("error", "")]


def codes(row):
    return [(note.status, note.code, note.field) for note in row.notes]


def test_name_and_unit_alone_are_a_suggestion_and_taken_over_when_ticked(education, by):
    PersonFactory(unit=education, name="王小明")
    [row] = judged(("教育局", "王小明", "", ""))

    taken(("教育局", "王小明", "", ""), by=by, accepted=())
    assert ((row.status, row.outcome), codes(row), liaisons()) == (("warning", "new"), [NAME_ALONE], [])
    taken(("教育局", "王小明", "", ""), by=by, accepted=(f"{row.sheet}!{row.row}",))
    assert liaisons() == [("教育局", "王小明", False)]


def test_a_number_that_fits_leaves_nothing_to_be_looked_at(education):
    person = PersonFactory(unit=education, name="王小明", mobile="19900001234")
    person.spare_mobile = "19900005678"
    person.save()

    rows = [
        ("教育局", "王小明", person.staff_no, "", ""),
        ("教育局", "王小明", "", "199-0000-1234", ""),
        ("教育局", "王小明", "", "19900005678", ""),
    ]
    assert [codes(judged(row, head=WITH_MOBILE)[0]) for row in rows] == [[], [], []]


def test_a_staff_number_nobody_has_is_left_out_with_a_warning(education, finance):
    person = PersonFactory(unit=education, name="王小明", mobile="19900001234")
    gone = PersonFactory(unit=finance, status="retired")

    rows = judged(
        ("教育局", "王小明", "NOPE", "", ""),
        ("教育局", person.name, gone.staff_no, "19900001234", ""),
        ("教育局", "查无此人", "NOPE", "", ""),
        head=WITH_MOBILE,
    )

    assert codes(rows[0]) == [UNKNOWN_NUMBER, NAME_ALONE]
    assert codes(rows[1])[0] == UNKNOWN_NUMBER
    assert codes(rows[2]) == [UNKNOWN_NUMBER, ("error", "not_posted_here", "name")]
    assert "NOPE" in rows[0].message


def test_a_mobile_that_is_not_the_rosters_is_told_and_neither_number_is_shown(education):
    person = PersonFactory(unit=education, name="王小明", mobile="19900001234")

    rows = [
        judged(("教育局", "王小明", staff_no, "19900005678", ""), head=WITH_MOBILE)[0]
        for staff_no in (person.staff_no, "")
    ]

    assert [codes(row) for row in rows] == [[OTHER_MOBILE], [OTHER_MOBILE, NAME_ALONE]]
    shown = " ".join(note.message for row in rows for note in row.notes)
    assert ("199****5678" in shown, "19900005678" in shown, "1234" in shown) == (True, False, False)


def test_a_mobile_says_nothing_against_somebody_without_one_in_the_roster(education):
    PersonFactory(unit=education, name="王小明")

    [row] = judged(("教育局", "王小明", "", "19900005678", ""), head=WITH_MOBILE)

    assert codes(row) == [NAME_ALONE]


def test_of_the_liaison_there_is_somebody_has_looked_but_other_numbers_are_told(education, by):
    person = PersonFactory(unit=education, name="王小明", mobile="19900001234")
    name_liaison(person=person, unit=education, is_backup=False, by=by)

    rows = [
        judged(("教育局", "王小明", *numbers, ""), head=WITH_MOBILE)[0]
        for numbers in (("", ""), ("NOPE", "19900005678"))
    ]

    assert [(row.outcome, codes(row)) for row in rows] == [("same", []), ("same", [UNKNOWN_NUMBER, OTHER_MOBILE])]


def test_what_is_no_telephone_number_is_left_out_with_a_warning(education):
    person = PersonFactory(unit=education, name="王小明")

    [row] = judged(("教育局", "王小明", person.staff_no, "见通讯录", ""), head=WITH_MOBILE)

    assert codes(row) == [("warning", "R37", "mobile")]


def test_a_list_is_undone_as_a_whole(education, finance, by):
    backup = PersonFactory(unit=education, name="李红")
    name_liaison(person=backup, unit=education, is_backup=True, by=by)
    PersonFactory(unit=finance, name="赵强")
    listing = taken(("教育局", "李红", "", "A角"), ("财政局", "赵强", "", ""), by=by)
    assert liaisons() == [("教育局", "李红", False), ("财政局", "赵强", False)]

    undo_list(listing=listing, by=by)

    assert liaisons() == [("教育局", "李红", True)]


def test_nobody_names_themselves(education, by):
    own = PersonFactory(unit=education, name="王小明")
    by.person = own
    by.save()

    assert refusal(lambda: taken(("教育局", "王小明", "", ""), by=by)) == "own_role"


def test_the_security_administrator_brings_it_in_on_the_page_and_hr_does_not(client, education, by):
    PersonFactory(unit=education, name="王小明")
    address = reverse("intake:import_create", kwargs={"kind": "liaisons"})
    client.force_login(user_with_role(Role.HR), backend=BACKEND)
    assert client.get(address).status_code == 403

    client.force_login(by, backend=BACKEND)
    file = SimpleUploadedFile("联络员.xlsx", list_of(("教育局", "王小明", "", "B角")))
    client.post(address, {"file": file, "unit": city_root().code})
    listing = ListImport.objects.get()
    page = client.get(listing.get_absolute_url()).content.decode()
    client.post(reverse("intake:import_commit", kwargs={"uuid": listing.uuid}), {"accept_all": "1"})

    assert ("B角" in page, liaisons()) == (True, [("教育局", "王小明", True)])
    assert reverse("intake:import_list", kwargs={"kind": "liaisons"}) in client.get("/people/units/").content.decode()


def test_a_list_of_many_units_is_judged_in_the_same_statements(django_assert_num_queries, by):
    units = [OrgUnitFactory(name=f"南阳市第{n}局", short_name=f"第{n}局") for n in range(3)]
    for unit in units:
        PersonFactory(unit=unit, name="王小明")
    city = city_root()
    for count in (1, 3):
        grids = read_book(list_of(*[(unit.name, "王小明", "", "") for unit in units[:count]]), "联络员.xlsx")
        with django_assert_num_queries(7):
            look_at_list(kind=LiaisonList(), grids=grids, unit=city, by=by)


@pytest.mark.parametrize(("word", "is_backup"), [("B", True), ("B角", True), ("副", True), ("A角", False), ("", False)])
def test_the_b_role_is_read_however_it_is_written(education, word, is_backup):
    PersonFactory(unit=education, name="王小明")

    [row] = judged(("教育局", "王小明", "", word))

    assert row.values["is_backup"] == ("1" if is_backup else "")


def test_a_remark_says_nothing_of_the_role_and_columns_of_units_are_looked_past(education):
    PersonFactory(unit=education, name="王小明")
    head = ["单位全称", "单位简称", "单位类型", "上级单位代码", "联络员", "备注"]
    grids = read_book(list_of(("教育局", "教育局", "政府部门", "NY", "王小明", "副主任兼"), head=head), "单位.xlsx")

    answer = look_at_list(kind=LiaisonList(), grids=grids, unit=city_root(), by=None)

    assert (answer.verdicts[0].values["is_backup"], answer.summary["unused"]) == ("", {})


def test_a_list_of_which_nothing_can_be_taken_stays_to_be_mended(client, education, by):
    client.force_login(by, backend=BACKEND)
    file = SimpleUploadedFile("联络员.xlsx", list_of(("教育局", "查无此人", "", "")))
    client.post(reverse("intake:import_create", kwargs={"kind": "liaisons"}), {"file": file, "unit": city_root().code})
    listing = ListImport.objects.get()

    answer = client.post(reverse("intake:import_commit", kwargs={"uuid": listing.uuid}), follow=True)

    listing.refresh_from_db()
    assert (listing.state, "没有可导入的行" in answer.content.decode()) == ("judged", True)


def test_a_role_changed_by_hand_since_keeps_the_list_from_being_undone(education, by):
    person = PersonFactory(unit=education, name="李红")
    name_liaison(person=person, unit=education, is_backup=True, by=by)
    listing = taken(("教育局", "李红", "", "A角"), by=by)
    name_liaison(person=person, unit=education, is_backup=True, by=by)

    assert (refusal(undo_list, listing=listing, by=by), liaisons()) == ("changed_since", [("教育局", "李红", True)])


def test_a_role_the_list_gave_and_somebody_changed_keeps_the_list_from_being_undone(education, by):
    person = PersonFactory(unit=education, name="李红")
    listing = taken(("教育局", "李红", "", "A角"), by=by)
    name_liaison(person=person, unit=education, is_backup=True, by=by)

    assert (refusal(undo_list, listing=listing, by=by), liaisons()) == ("changed_since", [("教育局", "李红", True)])


def test_a_list_that_a_later_list_changed_is_undone_after_that_one(education, by):
    PersonFactory(unit=education, name="李红")
    first, second = taken(("教育局", "李红", "", "A角"), by=by), taken(("教育局", "李红", "", "B角"), by=by)
    assert (refusal(undo_list, listing=first, by=by), liaisons()) == ("changed_since", [("教育局", "李红", True)])

    undo_list(listing=second, by=by)
    undo_list(listing=first, by=by)

    assert liaisons() == []


def test_a_page_that_was_read_anew_elsewhere_takes_nothing_over(client, education, by):
    PersonFactory(unit=education, name="王小明")
    client.force_login(by, backend=BACKEND)
    file = SimpleUploadedFile("联络员.xlsx", list_of(("教育局", "王小明", "", "")))
    client.post(reverse("intake:import_create", kwargs={"kind": "liaisons"}), {"file": file, "unit": city_root().code})
    listing = ListImport.objects.get()
    page = client.get(listing.get_absolute_url()).content.decode()
    commit = reverse("intake:import_commit", kwargs={"uuid": listing.uuid})

    client.post(commit, {"seen": "what another page showed", "accept_all": "1"})
    assert liaisons() == []

    assert f'name="seen" value="{listing.summary["digest"]}"' in page
    client.post(commit, {"seen": listing.summary["digest"], "accept_all": "1"})
    assert liaisons() == [("教育局", "王小明", False)]
