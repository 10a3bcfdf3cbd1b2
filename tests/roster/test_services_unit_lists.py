"""Units from a list: all or none, in the list's order, and all of them back out."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common.errors import NotAllowed
from common.tables import read_book
from intake.models import ListImport
from intake.services import undo_list
from intake.services.at_once import look_at_list, take_list
from people.choices import Role, UnitKind
from people.models import OrgUnit, UnitChange
from people.services.units import add_alias, close_unit, describe_unit, open_unit, rename_unit, reorder_unit
from roster.services.unit_lists import ensure_roots
from roster.unit_list import judging
from roster.unit_list.fields import ALIASES, KINDS
from roster.unit_list.kind import UnitList
from tests.factories.people import OrgUnitFactory, PersonFactory, user_with_role
from tests.factories.rosters import Page, workbook
from tests.support.refusals import refusal
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
HEAD = ["序号", "单位代码", "单位全称", "简称", "类型", "上级代码", "接入单位", "别名", "统一社会信用代码"]


def units_file(*rows, head=HEAD):
    """Rows of (code, name, what differs by heading)."""
    cells = [head]
    for number, (code, name, more) in enumerate(rows, start=1):
        row = {"序号": number, "单位代码": code, "单位全称": name, **more}
        cells.append([row.get(heading, "") for heading in head])
    return workbook(Page(cells))


def judged(*rows, **more):
    grids = read_book(units_file(*rows, **more), "单位.xlsx")
    return look_at_list(kind=UnitList(), grids=grids, unit=ensure_roots(), by=None)


def written(*rows, **more):
    data = units_file(*rows, **more)
    return take_list(kind=UnitList(), file_name="单位.xlsx", data=data, unit=ensure_roots(), by=None)


def verdicts(answer):
    return [(row.row, row.status, row.code) for row in answer.verdicts if row.status != "ok"]


def names():
    return list(OrgUnit.objects.get_queryset().exclude(depth=1).values_list("name", flat=True))


def test_units_are_opened_in_the_order_of_the_list_with_what_it_says_of_them():
    county = {"类型": "县（市、区）", "接入单位": "是", "别名": "卧龙、卧龙区政府"}
    written(
        ("NY001", "南阳市人民政府办公室", {"类型": "市政府办", "简称": "市政府办", "接入单位": "是"}),
        ("NY070", "南阳市卧龙区", county),
        ("NY071", "卧龙区财政局", {"类型": "县直部门", "上级代码": "NY070"}),
        ("NY002", "南阳市财政局", {"类型": "政府部门"}),
    )

    tree = list(OrgUnit.objects.get_queryset().exclude(kind__in=["partner", "area"]).values_list("code", "depth"))
    assert tree == [("NY001", 2), ("NY070", 2), ("NY071", 3), ("NY002", 2)]
    unit = OrgUnit.objects.get(code="NY070")
    assert (unit.kind, unit.is_access_unit, set(unit.aliases.values_list("name", flat=True))) == (
        UnitKind.COUNTY,
        True,
        {"卧龙", "卧龙区政府"},
    )
    assert (OrgUnit.find_problems(), UnitChange.objects.count()) == (([], [], [], [], []), 4)


def test_a_child_may_stand_above_its_parent_and_name_it_in_words():
    written(
        ("NY071", "卧龙区财政局", {"类型": "县直部门", "上级代码": "南阳市卧龙区"}),
        ("NY070", "南阳市卧龙区", {"类型": "县"}),
    )

    assert OrgUnit.objects.get(code="NY071").get_parent().code == "NY070"


def test_the_column_of_the_order_wins_over_the_order_of_the_rows():
    written(("NY002", "南阳市财政局", {"序号": 2}), ("NY001", "南阳市教育局", {"序号": 1}))

    assert names() == ["南阳市教育局", "南阳市财政局"]


def test_one_row_with_an_error_keeps_all_units_out_and_is_named():
    rows = [
        ("NY001", "南阳市教育局", {}),
        ("NY002", "南阳市财政局", {"上级代码": "NY999"}),
        ("NY001", "南阳市公安局", {}),
    ]

    assert verdicts(judged(*rows))[1:] == [(3, "error", "parent_missing"), (4, "error", "code_twice")]
    assert (refusal(lambda: written(*rows)), names()) == ("rows_with_errors", [])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("局", "南阳市教育局", {}), "code_invalid"),
        (("NY001", "", {}), "name_missing"),
        (("NY001", "南阳市教育局", {"类型": "小卖部"}), "kind_unknown"),
        (("NY001", "南阳市教育局", {"统一社会信用代码": "1234"}), "R43"),
        (("NY001", "南阳市教育局", {"上级代码": "NY001"}), "parent_missing"),
    ],
)
def test_a_row_that_makes_no_unit_says_why(row, code):
    answer = judged(row)

    assert [(verdict.status, verdict.code) for verdict in answer.verdicts] == [("error", code)]


def test_units_that_would_stand_below_each_other_are_refused():
    rows = [("NY001", "南阳市教育局", {"上级代码": "NY002"}), ("NY002", "南阳市财政局", {"上级代码": "NY001"})]

    assert {code for _row, status, code in verdicts(judged(*rows)) if status == "error"} == {"parent_circle"}


def test_a_unit_there_is_stays_as_it_is():
    ensure_roots()
    OrgUnitFactory(code="NY001", name="南阳市教育局", short_name="教育局")
    answer = written(("NY001", "南阳市教育局", {"简称": "市教育局"}), ("NY002", "南阳市财政局", {}))

    assert ([(row.status, row.code) for row in answer.verdicts][0], answer.summary["created"]) == (
        ("skipped", "unit_known"),
        1,
    )
    assert OrgUnit.objects.get(code="NY001").short_name == "教育局"


def test_a_code_or_a_name_of_another_unit_is_refused():
    ensure_roots()
    other = OrgUnitFactory(code="NY001", name="南阳市人力资源和社会保障局")
    other.aliases.create(name="南阳市劳动局")
    answer = judged(("NY001", "南阳市教育局", {}), ("NY002", "南阳市劳动局", {}))

    assert [row.code for row in answer.verdicts] == ["code_taken", "name_taken"]


def test_a_list_is_undone_as_a_whole():
    made = written(("NY001", "南阳市教育局", {}), ("NY002", "教育局考试中心", {"上级代码": "NY001"})).listing

    for _turn in range(2):
        undo_list(listing=made, by=None)

    assert (names(), OrgUnit.find_problems()) == ([], ([], [], [], [], []))
    made.refresh_from_db()
    assert made.undone_at is not None


def test_units_in_use_keep_a_list_from_being_undone():
    made = written(("NY001", "南阳市教育局", {}), ("NY002", "南阳市财政局", {})).listing
    PersonFactory(unit=OrgUnit.objects.get(code="NY002"))

    assert (refusal(undo_list, listing=made, by=None), len(names())) == ("unit_in_use", 2)


DATED = {"day": date(2026, 1, 5), "reason": "宛编〔2026〕1号"}
BY_HAND = {
    "renamed": lambda unit, by: rename_unit(unit=unit, name="南阳市教体局", short_name="教体局", by=by, **DATED),
    "described": lambda unit, by: describe_unit(
        unit=unit, kind=UnitKind.DIRECT_AGENCY, is_access_unit=True, uscc=None, by=by
    ),
    "given another name": lambda unit, by: add_alias(unit=unit, name="教委", by=by),
    "put elsewhere": lambda unit, by: reorder_unit(unit=unit, place="down", by=by),
    "closed": lambda unit, by: close_unit(unit=unit, day=timezone.localdate(), reason="撤销", by=by),
}


@pytest.mark.parametrize("change", BY_HAND)
def test_a_unit_changed_by_hand_since_keeps_the_whole_list_from_being_undone(change):
    made = written(("NY001", "南阳市教育局", {}), ("NY002", "南阳市财政局", {})).listing
    BY_HAND[change](OrgUnit.objects.get(code="NY001"), user_with_role(Role.TRAINING_OFFICER))
    before = list(OrgUnit.objects.get_queryset().values()), list(UnitChange.objects.values())

    assert refusal(undo_list, listing=made, by=None) == "built_upon"
    assert (list(OrgUnit.objects.get_queryset().values()), list(UnitChange.objects.values())) == before


def test_the_refusal_names_each_changed_unit_what_was_done_to_it_and_what_to_do():
    made = written(("NY001", "南阳市教育局", {}), ("NY002", "南阳市财政局", {}), ("NY003", "南阳市水利局", {})).listing
    by = user_with_role(Role.TRAINING_OFFICER)
    BY_HAND["renamed"](OrgUnit.objects.get(code="NY001"), by)
    BY_HAND["closed"](OrgUnit.objects.get(code="NY003"), by)

    with pytest.raises(NotAllowed) as refused:
        undo_list(listing=made, by=None)

    text = str(refused.value)
    assert ("“南阳市教体局”（更名）；“南阳市水利局”（已停用）" in text, "财政局" in text, "单位管理" in text) == (
        True,
        False,
        True,
    )


def test_a_unit_opened_by_hand_below_one_of_the_list_keeps_all_of_them():
    made = written(("NY001", "南阳市教育局", {})).listing
    names_below = {"code": "NY009", "name": "教育局考试中心", "short_name": "考试中心", "kind": UnitKind.DIRECT_AGENCY}
    by = user_with_role(Role.TRAINING_OFFICER)
    open_unit(parent=OrgUnit.objects.get(code="NY001"), day=timezone.localdate(), by=by, **names_below)

    assert (refusal(undo_list, listing=made, by=None), len(names())) == ("unit_in_use", 2)
    assert UnitChange.objects.filter(unit__code="NY001").exists()


def test_a_file_without_the_headings_is_refused():
    assert refusal(lambda: judged(("NY001", "南阳市教育局", {}), head=["序号", "单位"])) == "headings_missing"
    assert len(set(ALIASES.values())) == 10


def test_the_template_offers_kinds_that_the_list_understands():
    page = openpyxl.load_workbook(io.BytesIO(UnitList().template())).worksheets[0]
    offered = [one.formula1.strip('"').split(",") for one in page.data_validations.dataValidation]

    assert offered[1] == ["是", "否"]
    assert [KINDS[text] for text in offered[0]] == [kind for kind in UnitKind if kind != UnitKind.AREA]


def test_the_sample_row_of_the_template_opens_no_unit():
    data = UnitList().template()
    answer = look_at_list(kind=UnitList(), grids=read_book(data, "单位.xlsx"), unit=ensure_roots(), by=None)

    assert [(row.status, row.code) for row in answer.verdicts] == [("skipped", "R10")]


def test_who_works_for_the_whole_city_brings_units_in_on_the_page(client):
    root = ensure_roots()
    officer = user_with_role(Role.TRAINING_OFFICER, root)
    client.force_login(officer, backend=BACKEND)
    address = reverse("intake:import_create", kwargs={"kind": "units"})
    file = SimpleUploadedFile("单位.xlsx", units_file(("NY001", "南阳市教育局", {}), ("NY002", "南阳市财政局", {})))

    checked = client.post(address, {"file": file, "unit": root.code})
    listing = ListImport.objects.get()
    client.post(reverse("intake:import_commit", kwargs={"uuid": listing.uuid}))

    assert (checked.status_code, names()) == (302, ["南阳市教育局", "南阳市财政局"])
    assert address.replace("new/", "") in client.get(reverse("people:unit_list")).content.decode()


def test_hr_of_one_unit_brings_no_units_in(client):
    ensure_roots()
    client.force_login(user_with_role(Role.HR, OrgUnitFactory()), backend=BACKEND)

    assert client.get(reverse("intake:import_create", kwargs={"kind": "units"})).status_code == 403


def test_what_breaks_the_judge_of_a_row_is_named_and_the_others_are_judged(monkeypatch):
    monkeypatch.setattr(judging, "narrow", lambda text: 1 / 0 if text == "NY001" else text)
    answer = judged(("NY001", "南阳市教育局", {}), ("NY002", "南阳市财政局", {"类型": "政府部门"}))

    assert [(row.row, row.code) for row in answer.verdicts] == [(2, "unreadable"), (3, "")]


def test_an_order_no_number_can_hold_leaves_the_rows_as_they_stand():
    answer = judged(("NY002", "南阳市财政局", {"序号": "9" * 5000}), ("NY001", "南阳市教育局", {"序号": "1"}))

    assert [row.values["code"] for row in answer.verdicts] == ["NY002", "NY001"]


def test_the_page_of_a_list_with_an_error_offers_no_taking_over(client):
    root = ensure_roots()
    client.force_login(user_with_role(Role.TRAINING_OFFICER, root), backend=BACKEND)
    file = SimpleUploadedFile("单位.xlsx", units_file(("NY001", "南阳市教育局", {}), ("局", "南阳市财政局", {})))

    client.post(reverse("intake:import_create", kwargs={"kind": "units"}), {"file": file, "unit": root.code})
    page = client.get(ListImport.objects.get().get_absolute_url()).content.decode()

    assert ("整份导入" in page, "有错误的行不导入" in page) == (True, False)
