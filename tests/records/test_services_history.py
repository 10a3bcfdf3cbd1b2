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

from people.choices import Role
from records.models import CreditEntry, HistoryImport, OpeningEntry
from records.selectors import hours_in
from records.services.history import import_history, undo_history
from records.services.ledger import SAME_IN_CORRECTION
from records.verification import find_problems
from tests.factories.people import (
    PASSWORD,
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    second_person,
    user_with_role,
)
from tests.factories.rosters import Page, id_number, workbook
from tests.support.refusals import refusal
from tests.support.rights import BACKEND
from tests.support.verbs import signed_in

pytestmark = pytest.mark.django_db
HEAD = ["序号", "姓名", "身份证号", "单位", "培训班名称", "培训时间", "主办单位", "学时", "考核结果", "证书编号"]


@pytest.fixture
def person():
    return PersonFactory(name="王志远", id_number=id_number(1), unit=OrgUnitFactory(short_name="市教育局"))


def history(*rows):
    sound = {"姓名": "王志远", "身份证号": id_number(1), "单位": "市教育局", "培训班名称": "电子公文培训班"}
    sound |= {"培训时间": "2023.03.06-2023.03.08", "学时": 24, "考核结果": "合格"}
    cells = [[{**sound, "序号": n, **row}.get(heading, "") for heading in HEAD] for n, row in enumerate(rows, start=1)]
    return workbook(Page([["2023年度培训情况汇总"], HEAD, *cells]))


def read(*rows, commit=False):
    return import_history(data=history(*rows), file_name="往年.xlsx", commit=commit, by=None)


def verdict(**cells):
    row = read(cells).rows[0]
    return row.status, row.code


def test_hours_of_earlier_years_stand_in_the_ledger_as_opening_entries(person):
    read({"主办单位": "市人社局", "证书编号": "宛培2023001"}, commit=True)

    entry = CreditEntry.objects.get()
    assert (entry.person, entry.hours, entry.days, entry.year, entry.batch) == (person, 24, 3, 2023, None)
    opening = entry.opening
    assert (opening.starts_on, opening.ends_on, opening.organiser) == (date(2023, 3, 6), date(2023, 3, 8), "市人社局")
    assert (opening.certificate_no, hours_in(person.pk, 2023), list(find_problems())) == ("宛培2023001", 24, [])


def test_a_dry_run_posts_nothing(person):
    assert (read({}).as_json()["created"], CreditEntry.objects.count()) == (1, 0)


def test_the_same_list_again_posts_nothing(person):
    read({}, {"培训班名称": "网络安全班"}, commit=True)
    again = read({}, {"培训班名称": "网络安全班"}, {}, commit=True)

    assert (again.as_json()["created"], again.as_json()["unchanged"], CreditEntry.objects.count()) == (0, 3, 2)


def test_undoing_takes_everything_back_and_the_entries_stay_readable(person):
    done = read({}, {"培训班名称": "网络安全班"}, commit=True).history

    for _turn in range(2):
        undo_history(history=done, by=None)

    assert (hours_in(person.pk, 2023), CreditEntry.objects.count(), list(find_problems())) == (0, 4, [])
    assert read({}, commit=True).as_json()["created"] == 1


def test_an_entry_corrected_since_keeps_the_import_from_being_undone(person):
    done = read({}, commit=True).history
    entry = CreditEntry.objects.get()
    same = {name: getattr(entry, name) for name in SAME_IN_CORRECTION}
    CreditEntry(corrects=entry, hours=Decimal(-4), days=Decimal("-0.5"), reason="核减", **same).save()

    assert refusal(undo_history, history=done, by=None) == "changed_since"


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
        ({"姓名": "没有这人", "身份证号": ""}, "error", "person_unknown"),
        ({"身份证号": id_number(9)}, "error", "person_unknown"),
        ({"身份证号": 410000198503150012}, "error", "R22"),
        ({"姓名": "合计", "培训班名称": "", "学时": ""}, "skipped", "R06"),
    ],
)
def test_a_row_says_what_is_wrong_with_it(person, cells, status, code):
    assert verdict(**cells) == (status, code)


@pytest.mark.parametrize(
    "period", ["2023-03-06至2023-03-08", "2023.3.6—3.8", "2023年3月6日～2023年3月8日", "2023.03.06-2023.03.08"]
)
def test_a_period_is_read_as_offices_write_it(person, period):
    row = read({"培训时间": period}).rows[0]

    assert (row.starts_on, row.ends_on, row.year) == (date(2023, 3, 6), date(2023, 3, 8), 2023)


def test_two_of_one_name_need_a_number(person):
    PersonFactory(name="王志远", unit=person.postings.get().unit)

    assert verdict(身份证号="") == ("error", "R20")


def test_the_transcript_marks_opening_entries(person):
    read({}, commit=True)
    client = Client()
    client.force_login(UserFactory(person=person), backend=BACKEND)

    assert "期初" in client.get(reverse("records:transcript")).content.decode()


def test_the_database_refuses_an_opening_that_ends_before_it_begins(person):
    read({}, commit=True)

    with pytest.raises(IntegrityError):
        OpeningEntry.objects.update(starts_on=date(2024, 1, 1))


def test_the_command_imports_and_undoes(person, tmp_path):
    file, output = tmp_path / "往年.xlsx", io.StringIO()
    file.write_bytes(history({}, {"学时": "优秀"}))

    call_command("import_history", file, "--commit", "--json", stdout=output)
    told = json.loads(output.getvalue())
    assert (told["created"], told["errors"], [row["status"] for row in told["rows"]]) == (1, 1, ["ok", "error"])

    call_command("import_history", f"--undo={told['import']}", stdout=output)
    assert (HistoryImport.objects.get().undone_at is not None, hours_in(person.pk, 2023)) == (True, 0)
    with pytest.raises(CommandError):
        call_command("import_history")


# One entry that was wrong in the list.


def hours_page(entry):
    return reverse("records:hours_correct", kwargs={"pk": entry.pk})


@pytest.mark.parametrize(("role", "status"), [(Role.TRAINING_OFFICER, 200), (Role.HR, 403), (Role.LIAISON, 404)])
def test_an_opening_entry_is_corrected_by_the_officer_of_the_persons_unit(person, role, status):
    read({}, commit=True)
    client = signed_in(user_with_role(role))

    assert client.get(hours_page(CreditEntry.objects.get())).status_code == status


def test_another_units_officer_does_not_find_it(person):
    read({}, commit=True)
    elsewhere = user_with_role(Role.TRAINING_OFFICER, OrgUnitFactory())

    assert signed_in(elsewhere).get(hours_page(CreditEntry.objects.get())).status_code == 404


def test_the_way_to_correct_it_stands_on_the_persons_page(person):
    read({}, commit=True)
    entry = CreditEntry.objects.get()
    link = f'href="{hours_page(entry)}"'
    page = person.get_absolute_url()

    seen = [
        link in signed_in(user_with_role(role)).get(page).content.decode() for role in (Role.TRAINING_OFFICER, Role.HR)
    ]

    assert seen == [True, False]


def test_a_corrected_opening_entry_counts_what_it_should(person):
    read({}, commit=True)
    client = signed_in(user_with_role(Role.TRAINING_OFFICER))
    confirmed = {"second_username": second_person(Role.TRAINING_OFFICER).username, "second_password": PASSWORD}

    answer = client.post(
        hours_page(CreditEntry.objects.get()), {"hours": "16", "days": "2", "reason": "名单有误", **confirmed}
    )

    assert (answer.headers["Location"], hours_in(person.pk, 2023)) == (person.get_absolute_url(), 16)
    assert list(find_problems()) == []
