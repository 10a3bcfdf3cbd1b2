"""Earlier years' hours come in as opening entries, and go out again as a whole."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from common.errors import NotAllowed
from common.tables import read_book
from intake.models import ListImport
from intake.options import Options
from intake.services import commit_list, judge_list, receive_list, undo_list
from people.choices import Role
from people.models import UnitAlias
from people.services.postings import retire_person
from records.history.kind import HistoryList
from records.models import CreditEntry, OpeningEntry
from records.selectors import hours_in
from records.services.ledger import SAME_IN_CORRECTION
from records.verification import find_problems
from tests.factories.people import (
    PASSWORD,
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    city_root,
    second_person,
    user_with_role,
)
from tests.factories.rosters import Page, id_number, workbook
from tests.support.rights import BACKEND
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db
KIND = HistoryList()
HEAD = [
    "序号",
    "姓名",
    "工号",
    "身份证号",
    "单位",
    "年度",
    "培训班名称",
    "培训时间",
    "主办单位",
    "学时",
    "考核结果",
    "证书编号",
]


@pytest.fixture
def person():
    return PersonFactory(name="王志远", id_number=id_number(1), unit=OrgUnitFactory(short_name="市教育局"))


def history(*rows):
    sound = {"姓名": "王志远", "身份证号": id_number(1), "单位": "市教育局", "培训班名称": "电子公文培训班"}
    sound |= {"培训时间": "2023.03.06-2023.03.08", "学时": 24, "考核结果": "合格"}
    cells = [[{**sound, "序号": n, **row}.get(heading, "") for heading in HEAD] for n, row in enumerate(rows, start=1)]
    return workbook(Page([["2023年度培训情况汇总"], HEAD, *cells]))


def read(*rows):
    return KIND.judge(read_book(history(*rows), "往年.xlsx"), by=None, unit=city_root(), options=Options())


def brought(*rows, by=None):
    """The list on its way in, judged."""
    return judge_list(
        listing=receive_list(kind=KIND, file_name="往年.xlsx", data=history(*rows), unit=city_root(), by=by)
    )


def taken(*rows):
    return commit_list(listing=brought(*rows), accepted=None, by=None)


def verdict(**cells):
    row = read(cells).verdicts[0]
    return row.status, row.code


def created(cells):
    return read(cells).summary["created"]


def test_hours_of_earlier_years_stand_in_the_ledger_as_opening_entries(person):
    taken({"主办单位": "市人社局", "证书编号": "宛培2023001"})

    entry = CreditEntry.objects.get()
    assert (entry.person, entry.hours, entry.days, entry.year, entry.batch) == (person, 24, 3, 2023, None)
    opening = entry.opening
    assert (opening.starts_on, opening.ends_on, opening.organiser) == (date(2023, 3, 6), date(2023, 3, 8), "市人社局")
    assert (opening.certificate_no, hours_in(person.pk, 2023), list(find_problems())) == ("宛培2023001", 24, [])


def test_a_dry_run_posts_nothing(person):
    assert (read({}).summary["created"], CreditEntry.objects.count()) == (1, 0)


def test_the_same_list_again_posts_nothing(person):
    taken({}, {"培训班名称": "网络安全班"})
    again = taken({}, {"培训班名称": "网络安全班"}, {})

    assert (again.summary["written"]["created"], again.summary["unchanged"], CreditEntry.objects.count()) == (0, 3, 2)


def test_undoing_takes_everything_back_and_the_entries_stay_readable(person):
    done = taken({}, {"培训班名称": "网络安全班"})

    for _turn in range(2):
        undo_list(listing=done, by=None)

    assert (hours_in(person.pk, 2023), CreditEntry.objects.count(), list(find_problems())) == (0, 4, [])
    assert taken({}).summary["written"]["created"] == 1


def test_entries_corrected_since_keep_the_import_from_being_undone_and_whose_they_are_is_named(person):
    PersonFactory(name="李明霞", id_number=id_number(2), unit=OrgUnitFactory(short_name="市财政局"))
    done = taken({}, {"姓名": "李明霞", "身份证号": id_number(2), "单位": "市财政局"})
    for entry in CreditEntry.objects.order_by("pk"):
        same = {name: getattr(entry, name) for name in SAME_IN_CORRECTION}
        CreditEntry(corrects=entry, hours=Decimal(-4), days=Decimal("-0.5"), reason="核减", **same).save()

    with pytest.raises(NotAllowed) as refused:
        undo_list(listing=done, by=None)

    assert (refused.value.code, "王志远、李明霞" in str(refused.value)) == ("changed_since", True)


@pytest.mark.parametrize(
    ("cells", "status", "code"),
    [
        ({"学时": "8学时"}, "fixed", "R38"),
        ({"学时": "四十"}, "fixed", "R38"),
        ({"学时": "40 "}, "ok", ""),
        ({"学时": "3天"}, "warning", "R38"),
        ({"学时": "1O0"}, "error", "R38"),
        ({"学时": "优秀"}, "error", "R38"),
        ({"学时": ""}, "error", "R38"),
        ({"考核结果": "不合格"}, "skipped", "not_completed"),
        ({"考核结果": "缺考"}, "skipped", "not_completed"),
        ({"培训时间": "2023-03-08至2023-03-06"}, "error", "R36"),
        ({"培训时间": "2023.13"}, "error", "R36"),
        ({"培训时间": ""}, "error", "year_missing"),
        ({"培训班名称": ""}, "error", "title_missing"),
        ({"培训班名称": "长" * 201}, "warning", "cut"),
        ({"姓名": "没有这人", "身份证号": ""}, "error", "person_unknown"),
        ({"身份证号": id_number(9)}, "error", "person_unknown"),
        ({"身份证号": 410000198503150012}, "error", "R22"),
        ({"姓名": "合计", "培训班名称": "", "学时": ""}, "skipped", "R06"),
    ],
)
def test_a_row_says_what_is_wrong_with_it(person, cells, status, code):
    assert verdict(**cells) == (status, code)


@pytest.mark.parametrize(
    "period",
    [
        "2023-03-06至2023-03-08",
        "2023.3.6—3.8",
        "2023.3.6-3.8",
        "2023年3月6日至8日",
        "2023年3月6日～2023年3月8日",
        "2023.03.06-2023.03.08",
        "2023.3.6、7、8",
    ],
)
def test_a_period_is_read_as_offices_write_it(person, period):
    row = read({"培训时间": period}).verdicts[0]

    assert [row.values[name] for name in ("starts_on", "ends_on", "year")] == ["2023-03-06", "2023-03-08", "2023"]


def test_a_year_that_is_not_that_of_the_period_is_a_warning_that_names_both(person):
    row = read({"年度": "2019", "培训时间": "2022.12.30-2023.01.02"}).verdicts[0]

    assert (row.status, "2019" in row.message, "2022-12-30" in row.message, "2023-01-02" in row.message) == (
        *("warning", True, True, True),
    )


def test_a_unit_is_known_by_its_earlier_name(person):
    unit = person.postings.get().unit
    UnitAlias.objects.create(unit=unit, name="市教育体育局")

    assert created({"身份证号": "", "单位": "市教育体育局"}) == 1


def test_a_staff_number_is_known_in_lower_case(person):
    number = person.staff_no.lower()

    assert (number != person.staff_no, created({"身份证号": "", "单位": "", "工号": number})) == (True, 1)


def test_whoever_retired_keeps_their_history(person):
    retire_person(person=person, day=date(2024, 1, 1), reason="退休", by=None)

    taken({"身份证号": ""}, {"培训班名称": "网络安全班"})
    assert [entry.person for entry in CreditEntry.objects.all()] == [person, person]


def test_two_of_one_name_need_a_number(person):
    PersonFactory(name="王志远", unit=person.postings.get().unit)

    assert verdict(身份证号="") == ("error", "R20")


def test_the_transcript_marks_opening_entries(person):
    taken({})
    client = Client()
    client.force_login(UserFactory(person=person), backend=BACKEND)

    assert "期初" in client.get(reverse("records:transcript")).content.decode()


def test_the_database_refuses_an_opening_that_ends_before_it_begins(person):
    taken({})

    with pytest.raises(IntegrityError):
        OpeningEntry.objects.update(starts_on=date(2024, 1, 1))


def test_the_command_imports_and_undoes(person, tmp_path):
    file, output = tmp_path / "往年.xlsx", io.StringIO()
    file.write_bytes(history({}, {"学时": "优秀"}))

    call_command("import_history", file, "--commit", "--json", stdout=output)
    told = json.loads(output.getvalue())
    assert (told["created"], told["errors"], [row["status"] for row in told["rows"]]) == (1, 1, ["ok", "error"])

    call_command("import_history", f"--undo={told['import']}", stdout=output)
    assert (ListImport.objects.get().undone_at is not None, hours_in(person.pk, 2023)) == (True, 0)
    with pytest.raises(CommandError):
        call_command("import_history")


# One entry that was wrong in the list.


def hours_page(entry):
    return reverse("records:hours_correct", kwargs={"pk": entry.pk})


@pytest.mark.parametrize(("role", "status"), [(Role.TRAINING_OFFICER, 200), (Role.HR, 403), (Role.LIAISON, 404)])
def test_an_opening_entry_is_corrected_by_the_officer_of_the_persons_unit(person, role, status):
    taken({})
    client = signed_in(user_with_role(role))

    assert client.get(hours_page(CreditEntry.objects.get())).status_code == status


def test_another_units_officer_does_not_find_it(person):
    taken({})
    elsewhere = user_with_role(Role.TRAINING_OFFICER, OrgUnitFactory())

    assert signed_in(elsewhere).get(hours_page(CreditEntry.objects.get())).status_code == 404


def test_the_way_to_correct_it_stands_on_the_persons_page(person):
    taken({})
    entry = CreditEntry.objects.get()
    link = f'href="{hours_page(entry)}"'
    page = person.get_absolute_url()

    seen = [
        link in signed_in(user_with_role(role)).get(page).content.decode() for role in (Role.TRAINING_OFFICER, Role.HR)
    ]

    assert seen == [True, False]


def test_a_corrected_opening_entry_counts_what_it_should(person):
    taken({})
    client = signed_in(user_with_role(Role.TRAINING_OFFICER))
    confirmed = {"second_username": second_person(Role.TRAINING_OFFICER).username, "second_password": PASSWORD}

    answer = client.post(
        hours_page(CreditEntry.objects.get()), {"hours": "16", "days": "2", "reason": "名单有误", **confirmed}
    )

    assert (answer.headers["Location"], hours_in(person.pk, 2023)) == (person.get_absolute_url(), 16)
    assert list(find_problems()) == []
