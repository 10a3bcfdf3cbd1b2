"""Lists as offices really send them, and what they once broke or changed without a word."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from intake.services import commit_list, judge_list, receive_list, undo_list
from intake.services.receiving import verdicts_of
from notifications.models import Notification
from people.choices import PersonStatus, Role, Track
from people.models import Person
from people.selectors import account_named
from people.services.postings import retire_person
from roster.people_list.kind import PeopleList
from tests.factories.people import PersonFactory, UserFactory, city_root, user_with_role
from tests.factories.rosters import Page, id_number, judged, plain_list, small_city, workbook

pytestmark = pytest.mark.django_db
HEAD = ["序号", "姓名", "身份证号", "单位", "职务"]


@pytest.fixture
def city():
    return small_city()


def arrived(data, by=None, unit=None, name="名册.xlsx"):
    return judge_list(
        listing=receive_list(kind=PeopleList(), file_name=name, data=data, unit=unit or city_root(), by=by)
    )


def taken(listing, by=None, accepted=None, **choices):
    return commit_list(listing=listing, accepted=accepted, by=by, choices=choices)


def told(listing):
    return [(verdict.status, verdict.code) for verdict in verdicts_of(listing)]


# Blank rows, and whatever else stands in a file


def test_a_blank_row_between_title_and_heading_is_nothing(city):
    rows = [["全市干部名册"], [], HEAD, [1, "王志远", id_number(1), "市教育局", "科员"]]

    assert arrived(workbook(Page(rows))).summary["created"] == 1


CELLS = ["", "备注", "填报单位：市教育局", "单位：", "：", "合计", 7, 3.5, "张三", "　", "（章）", None]


LAYOUTS = [
    ([["名册"], HEAD, [1, "王志远", id_number(1), "市教育局", "科员"], [2, "李明霞", id_number(2), "", "科员"]], []),
    # A heading of two levels below a title and the unit that fills the list in.
    (
        [
            ["全市干部名册"],
            ["填报单位（公章）：市教育局"],
            ["序号", "姓名", "身份证号", "任职情况", ""],
            ["", "", "", "单位", "职务"],
            [1, "王志远", id_number(1), "市教育局", "科员"],
            [2, "李明霞", id_number(2), "", "科长"],
        ],
        [(0, 0, 0, 4, "全市干部名册"), (2, 3, 2, 4, "任职情况"), (2, 1, 3, 1, "姓名"), (4, 3, 5, 3, "市教育局")],
    ),
    ([["姓名", "手机", "", "姓名", "手机"], ["王志远", "13900000001", "", "李明霞", "13900000002"]], []),
    ([["姓名", "王志远", "身份证号", id_number(1)], ["工作单位", "市教育局", "职务", "科员"]], []),
    ([["工作单位及职务", "姓名", "电话"], ["市教育局科员", "王志远", 13900000001], ["〃", "李明霞", "合计"]], []),
]


@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
@pytest.mark.parametrize("seed", range(4))
def test_no_row_column_or_merge_put_in_anywhere_ends_in_a_trace(city, seed, layout, caplog):
    rng = random.Random(seed)
    for _turn in range(8):
        rows, merges = [[*cells] for cells in LAYOUTS[layout][0]], [*LAYOUTS[layout][1]]
        rows.insert(rng.randrange(len(rows)), rng.choices(CELLS, k=rng.randrange(7)))
        if rng.random() < 0.5:
            place = rng.randrange(6)
            rows = [[*cells[:place], rng.choice(CELLS), *cells[place:]] for cells in rows]
        if rng.random() < 0.5:
            top, left, down, across = (rng.randrange(n) for n in (6, 6, 3, 4))
            if (down or across) and not any(
                row <= top + down and column <= left + across for row, column, *_to in merges
            ):
                merges.append((top, left, top + down, left + across, rng.choice(["表头说明", "姓名", "单位", ""])))

        listing = arrived(workbook(Page(rows, merges=merges)))

        assert listing.state in ("judged", "failed"), rows
        assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [], rows


def test_what_breaks_the_judge_of_a_row_keeps_that_row_out_and_no_other(city, monkeypatch):
    from roster.people_list.judging import Judge

    judge = Judge.judge
    monkeypatch.setattr(Judge, "judge", lambda self, raw: 1 / 0 if raw.cells["name"] == "李明霞" else judge(self, raw))

    assert told(arrived(plain_list({"name": "王志远"}, {"name": "李明霞"}))) == [("ok", ""), ("error", "unreadable")]


def test_what_breaks_the_reading_of_a_whole_list_is_told_and_logged_and_the_import_stays(
    city, client, monkeypatch, caplog
):
    hr = user_with_role(Role.HR)
    monkeypatch.setattr("intake.reading.rows_of", lambda *_sheet: 1 / 0)
    listing = arrived(plain_list({"name": "王志远"}), by=hr)
    client.force_login(hr)
    page = client.get(listing.get_absolute_url())

    assert (listing.state, "could not be read" in caplog.text) == ("failed", True)
    assert (page.status_code, listing.summary["refusal"] in page.content.decode()) == (200, True)


# People who come back, are promoted, move


def test_somebody_retired_comes_back_with_a_posting_and_an_account(city):
    hr = user_with_role(Role.HR)
    person = PersonFactory(name="王志远", unit=city["市教育局"], id_number=id_number(1))
    account = UserFactory(person=person)
    retire_person(person=person, day=timezone.localdate() - timedelta(days=30), reason="到龄", by=hr)

    taken(arrived(plain_list({"name": "王志远", "id": id_number(1)}), by=hr), by=hr)

    person.refresh_from_db()
    account.refresh_from_db()
    assert (person.status, person.postings.current().count(), account.is_active) == (PersonStatus.ACTIVE, 1, True)


def test_a_promotion_ends_the_posting_and_begins_another_on_the_day(city):
    day = timezone.localdate() - timedelta(days=10)
    person = PersonFactory(name="王志远", unit=city["市教育局"], post="科员", id_number=id_number(1))

    taken(arrived(plain_list({"name": "王志远", "id": id_number(1), "post": "主任"})), day=f"{day}")

    history = list(person.postings.order_by("id").values_list("post", "ended_on", "started_on"))
    assert [history[0][:2], (history[1][0], history[1][2])] == [("科员", day), ("主任", day)]


def test_a_mistyped_post_is_put_right_in_place(city):
    person = PersonFactory(name="王志远", unit=city["市教育局"], post="科元", id_number=id_number(1))
    listing = arrived(plain_list({"name": "王志远", "id": id_number(1), "post": "科员"}))

    taken(listing, correct=[verdicts_of(listing)[0].key])

    assert list(person.postings.values_list("post", "ended_on")) == [("科员", None)]


def test_the_check_shows_old_and_new(city):
    PersonFactory(name="王志远", unit=city["市教育局"], post="科员", id_number=id_number(1), mobile="13900000001")
    row = {"name": "王志远", "id": id_number(1), "post": "主任", "mobile": "13900000002"}
    changes = verdicts_of(arrived(plain_list(row)))[0].changes

    assert (changes["post"], changes["mobile"]) == (["科员", "主任"], ["***", "139****0002"])


def test_a_move_keeps_the_rank_where_the_list_has_no_such_column(city):
    hr = user_with_role(Role.HR)
    person = PersonFactory(name="王志远", unit=city["市财政局"], rank="一级科员", id_number=id_number(1))
    columns = ["no", "name", "id", "unit", "post"]

    taken(arrived(plain_list({"name": "王志远", "id": id_number(1)}, columns=columns), by=hr), by=hr)

    assert person.postings.current().get().rank == "一级科员"


def test_undoing_a_promotion_brings_the_earlier_posting_back(city):
    person = PersonFactory(name="王志远", unit=city["市教育局"], post="科员", id_number=id_number(1))
    listing = taken(arrived(plain_list({"name": "王志远", "id": id_number(1), "post": "主任"})))

    undo_list(listing=listing, by=None)

    assert list(person.postings.values_list("post", "ended_on")) == [("科员", None)]


@pytest.mark.parametrize(
    ("where", "word"),
    [
        ("remark", "已退休"),
        ("post", "退休"),
        ("remark", "2025年调出"),
        ("remark", "离世"),
        ("post", "已调离"),
        ("remark", "已退休，不再参训"),
        ("remark", "已退休，将由他人接替"),
        ("remark", "退休办理中"),
        ("post", "副主任（退休）"),
    ],
)
def test_what_says_that_somebody_is_gone_enters_nobody(city, where, word):
    listing = arrived(plain_list({"name": "王志远", where: word}))

    assert told(listing) == [("error", "gone")]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("post", "离退休工作科科长"),
        ("post", "养老保险退休审批科副科长"),
        ("post", "老干部局离退休干部科科长"),
        ("remark", "未退休"),
        ("remark", "将于2030年退休"),
        ("remark", "退休返聘"),
    ],
)
def test_who_works_for_those_who_left_or_will_leave_one_day_is_in_post(city, where, words):
    assert told(arrived(plain_list({"name": "王志远", where: words}))) == [("ok", "")]


@pytest.mark.parametrize("where", ["remark", "post"])
@pytest.mark.parametrize(
    "words",
    [
        "{next}年2月退休",
        "{next}.2退休",
        "{next}年12月31日退休",
        "{next}年2月到龄退休",
        "{next}年退休",
        "明年2月退休",
        "下月退休",
        "退休时间：{next}年2月",
        "退休（{next}.02）",
        "2019年3月任现职，{next}年2月退休",
    ],
)
def test_who_leaves_on_a_day_to_come_is_in_post(city, where, words):
    text = words.format(next=timezone.localdate().year + 1)

    assert "gone" not in [code for _status, code in told(arrived(plain_list({"name": "王志远", where: text})))]


@pytest.mark.parametrize(
    "words",
    [
        "2024年2月退休",
        "2024.2退休",
        "{next}年到任，2024年2月退休",
        "2024年2月退休，{next}年2月办理手续",
        "退休时间：2024年2月",
        "{today}退休",
    ],
)
def test_who_left_on_a_day_that_has_come_is_gone(city, words):
    today = timezone.localdate()
    text = words.format(next=today.year + 1, today=f"{today.year}年{today.month}月{today.day}日")

    assert told(arrived(plain_list({"name": "王志远", "remark": text}))) == [("error", "gone")]


@pytest.mark.parametrize("word", ["借调市政府办", "停薪留职", "由市财政局调出，现调入我局"])
def test_who_works_elsewhere_for_a_time_is_told(city, word):
    assert told(arrived(plain_list({"name": "王志远", "remark": word}))) == [("warning", "away")]


@pytest.mark.parametrize("sheet", ["离退休人员", "调出", "离职"])
def test_a_sheet_of_those_who_left_enters_nobody(city, sheet):
    assert told(arrived(plain_list({"name": "王志远"}, name=sheet))) == [("error", "gone")]


@pytest.mark.parametrize(
    ("heading", "cell", "told_of"),
    [
        ("是否退休", "是", ("error", "gone")),
        ("是否离职", "已离职", ("error", "gone")),
        ("人员状态", "离职", ("error", "gone")),
        ("退休时间", "2024.05", ("error", "gone")),
        ("是否退休", "否", ("ok", "")),
        ("退休时间", "2099.05", ("ok", "")),
        ("退休时间", "无", ("ok", "")),
    ],
)
def test_a_column_that_says_somebody_left_is_read(city, heading, cell, told_of):
    rows = [[*HEAD, heading], [1, "王志远", id_number(1), "市教育局", "科员", cell]]

    assert told(arrived(workbook(Page(rows)))) == [told_of]


# Whom a row means


def test_name_and_unit_alone_change_nobody_without_a_tick(city):
    PersonFactory(name="王志远", unit=city["市教育局"], post="科员", mobile="13900000001")
    columns = ["no", "name", "unit", "post", "mobile"]
    listing = arrived(plain_list({"name": "王志远", "mobile": "13900000002"}, columns=columns))

    assert [told(listing), verdicts_of(listing)[0].outcome] == [[("warning", "R20")], "changed"]


def test_name_and_unit_alone_make_somebody_new_only_with_a_tick(city):
    columns = ["no", "name", "unit", "post"]

    assert told(arrived(plain_list({"name": "王志远"}, columns=columns))) == [("warning", "R20")]


def test_an_unknown_staff_number_is_left_out_and_told(city):
    rows = [["工号", *HEAD[1:]], ["A17", "王志远", id_number(1), "市教育局", "科员"]]
    listing = arrived(workbook(Page(rows)))
    taken(listing)

    assert [told(listing), Person.objects.get(name="王志远").staff_no] == [
        [("warning", "staff_no_unknown")],
        "NY001001",
    ]


def test_a_list_with_numbers_and_no_unit_changes_those_it_knows(city):
    person = PersonFactory(name="王志远", unit=city["市教育局"], id_number=id_number(1))
    rows = [["姓名", "身份证号", "手机"], ["王志远", id_number(1), "13900000001"], ["李明霞", id_number(2), ""]]
    listing = arrived(workbook(Page(rows)))
    taken(listing)

    person.refresh_from_db()
    assert [told(listing), person.mobile] == [[("ok", ""), ("error", "unit_missing")], "13900000001"]


def test_a_mobile_of_two_people_in_the_file_is_told(city):
    people = [{"name": "王志远", "mobile": "13900000001"}, {"name": "李明霞", "mobile": "13900000001"}]

    assert told(arrived(plain_list(*people))) == [("warning", "mobile_shared"), ("warning", "mobile_shared")]


def test_a_mobile_somebody_of_the_own_reach_has_is_told_by_name(city):
    PersonFactory(name="李明霞", unit=city["市教育局"], mobile="13900000001")
    liaison = user_with_role(Role.LIAISON, city["市教育局"])
    listing = arrived(plain_list({"name": "王志远", "mobile": "13900000001"}), by=liaison, unit=city["市教育局"])

    assert [told(listing), "李明霞" in verdicts_of(listing)[0].message] == [[("warning", "mobile_shared")], True]


def test_a_mobile_in_use_elsewhere_looks_free_and_hr_is_told(city):
    hr = user_with_role(Role.HR)
    owner = PersonFactory(name="李明霞", unit=city["市财政局"], mobile="13900000001")
    liaison = user_with_role(Role.LIAISON, city["市教育局"])
    row = {"name": "王志远", "mobile": "13900000001"}
    listing = arrived(plain_list(row), by=liaison, unit=city["市教育局"])
    taken(listing, by=liaison)

    assert (told(listing), Notification.objects.filter(user=hr, kind="roster.mobile_shared").count()) == (
        [("ok", "")],
        1,
    )
    account = UserFactory(person=owner)
    UserFactory(person=Person.objects.get(name="王志远"))
    assert account_named("13900000001") == account


@pytest.mark.parametrize(("heading", "number"), [("工号", "staff_no"), ("身份证号", "id_number")])
def test_whose_number_it_is_is_said_only_of_the_own_people(city, heading, number):
    far = PersonFactory(name="李明霞", unit=city["市财政局"], id_number=id_number(8))
    near = PersonFactory(name="赵静怡", unit=city["市教育局"], id_number=id_number(9))
    liaison = user_with_role(Role.LIAISON, city["市教育局"])
    head = ["序号", "姓名", heading, "单位", "手机号码"]
    rows = [[1, "王志远", getattr(far, number), "市教育局", "13900000001"]]
    rows += [[2, "王志清", getattr(near, number), "市教育局", "13900000002"]]
    listing = arrived(workbook(Page([head, *rows])), by=liaison, unit=city["市教育局"])

    said = ["".join(note.message for note in row.notes) for row in verdicts_of(listing)]

    assert ["李明霞" in said[0], "赵静怡" in said[1], "对应的是其他姓名" in said[0]] == [False, True, True]


# Headings


def test_level_and_rank_stand_beside_each_other(city):
    rows = [[*HEAD, "职务层次", "职级"], [1, "王志远", id_number(1), "市教育局", "局长", "县处级正职", "二级调研员"]]
    values = judged(workbook(Page(rows)))[0].values

    assert (values["post_level"], values["rank"]) == ("县处级正职", "二级调研员")


def test_a_known_unit_is_not_listed_as_unknown_for_want_of_a_name(city, client):
    hr = user_with_role(Role.HR)
    rows = [HEAD, [1, "", id_number(1), "市教育局", "科员"], [2, "李明霞", id_number(2), "教体系统", "科员"]]
    listing = arrived(workbook(Page(rows)), by=hr)
    client.force_login(hr)

    form = client.get(f"{listing.get_absolute_url()}options/").context["form"]

    assert form.unit_texts == ["教体系统"]


@pytest.mark.parametrize(
    "label",
    ["填报单位（公章）：", "填报单位（章）", "单位名称（盖章）：", "报送部门：", "填 报 单 位：", "填报单位"],
)
def test_the_unit_that_fills_the_list_in_is_found_under_every_label(city, label):
    head = ["序号", "姓名", "身份证号", "职务"]
    row = ["", "王志远", id_number(1), "科员"]
    rows = [["名册"], [f"{label}　市教育局"], head, row]
    merged = [(1, 0, 1, 3, f"{label}　市教育局")]

    assert [v.values["unit"] for v in judged(workbook(Page(rows, merges=merged)))] == ["NY001"]
    if label.endswith(("：", "）")):
        rows[1] = [f"{label}市教育局"]
        assert [v.values["unit"] for v in judged(workbook(Page(rows)))] == ["NY001"]
    apart = [["名册"], [label, "市教育局"], head, row]
    assert [v.values["unit"] for v in judged(workbook(Page(apart)))] == ["NY001"]


def test_a_form_of_one_person_is_no_list(city):
    rows = [
        ["姓名", "王志远", "性别", "男"],
        ["出生年月", "1985.03", "民族", "汉族"],
        ["工作单位", "市教育局", "职务", "科员"],
    ]
    assert arrived(workbook(Page(rows))).summary.get("created", 0) == 0
    rows[0][2:] = ["身份证号", id_number(1)]
    listing = arrived(workbook(Page(rows)))
    assert [told(listing), id_number(1) in str(listing.summary)] == [[("error", "form")] * 2, False]


def test_a_second_block_beside_the_first_is_told(city):
    rows = [
        ["姓名", "身份证号", "单位", "", "姓名", "身份证号", "单位"],
        ["王志远", id_number(1), "市教育局", "", "李明霞", id_number(2), "市教育局"],
    ]

    assert told(arrived(workbook(Page(rows)))) == [("error", "second_block"), ("ok", "")]
    names = [[*cells[:5]] for cells in rows]
    assert told(arrived(workbook(Page(names)))) == [("error", "second_block"), ("ok", "")]


@pytest.mark.parametrize(
    "rows",
    [
        [[*HEAD, "联系人", "联系电话"], [1, "王志远", id_number(1), "市教育局", "科员", "李明", "13900000009"]],
        [
            [*HEAD, "联系人", "职务", "联系电话"],
            [1, "王志远", id_number(1), "市教育局", "科员", "李明", "主任", "13900000009"],
        ],
        [[*HEAD, "紧急联系人电话"], [1, "王志远", id_number(1), "市教育局", "科员", "13900000009"]],
        [
            [*HEAD, "家属", ""],
            ["", "", "", "", "", "称谓", "电话"],
            [1, "王志远", id_number(1), "市教育局", "科员", "妻子", "13900000009"],
        ],
    ],
)
def test_a_telephone_of_somebody_else_is_not_the_persons(city, rows):
    two_levels = [(0, 5, 0, 6, "家属"), *((0, column, 1, column, text) for column, text in enumerate(HEAD))]
    merges = two_levels if len(rows) > 2 else []
    (verdict,) = judged(workbook(Page(rows, merges=merges)))

    assert verdict.values.get("mobile", "") == ""


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("学员姓名", "name"),
        ("参训人员单位", "unit"),
        ("参会人员职务", "post"),
        ("时任职务", "post"),
        ("时任单位及职务", "unit_and_post"),
        ("职位", "post"),
        ("职务/职称", "post"),
        ("岗位", "post"),
        ("所属科室", "dept"),
        ("姓名：realname", "name"),
        ("工作证号：code", "staff_no"),
        ("职务（党支部内）", ""),
    ],
)
def test_prefixes_and_tails_of_headings_do_not_matter(heading, field):
    assert PeopleList().vocabulary.field_of(heading, {}) == field


def test_beside_a_post_the_name_of_a_job_does_not_count(city):
    rows = [["序号", "姓名", "身份证号", "单位", "岗位名称", "职务"]]
    rows.append([1, "王志远", id_number(1), "市教育局", "管理岗", "科长"])

    assert judged(workbook(Page(rows)))[0].values["post"] == "科长"


def test_a_long_note_right_of_the_names_is_no_second_row(city):
    note = "以上人员均已经单位党组会议研究同意，并在本单位公示五个工作日无异议，特此说明。"
    rows = [HEAD, [1, "王志远", id_number(1), "市教育局", "科员"], ["", "", note]]

    assert [status for status, _code in told(arrived(workbook(Page(rows))))] == ["ok", "skipped"]


# Words


def test_the_systems_own_word_for_an_audience_is_understood(city):
    rows = [[*HEAD, "培训对象类别"]]
    words = {"行政领导": Track.LEADER, "机关工作人员": Track.STAFF, "专业技术人员": Track.TECHNICIAN}
    # Posts that by themselves would say something else.
    people = [("王志远", "科员"), ("李明霞", "局长"), ("赵海", "局长")]
    for n, ((name, post), word) in enumerate(zip(people, words, strict=True), start=1):
        rows.append([n, name, id_number(n), "市教育局", post, word])

    assert [(v.values["track"], v.status) for v in judged(workbook(Page(rows)))] == [
        (track, "ok") for track in words.values()
    ]


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("阿卜杜拉 买买提江", "阿卜杜拉·买买提江", "warning"),
        ("阿卜杜拉-买买提江", "阿卜杜拉·买买提江", "fixed"),
        ("王志远同志", "王志远", "warning"),
        ("王志远处长", "王志远", "warning"),
    ],
)
def test_names_with_something_in_or_behind_them(text, name, status):
    (verdict,) = judged(plain_list({"name": text}))

    assert (verdict.values["name"], verdict.status) == (name, status)


def test_a_row_struck_through_is_told():
    import io

    import xlsxwriter

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["1", "王志远", id_number(1), "市教育局", "科员"], struck)
        sheet.write_row(2, 0, ["2", "李明霞", id_number(2), "市教育局", "科员"])

    assert [(v.status, v.code) for v in judged(output.getvalue())] == [("warning", "struck"), ("ok", "")]


@pytest.mark.parametrize(
    ("heading", "field", "length"),
    [("备注", "remark", 200), ("科室", "dept", 50), ("职称", "tech_title", 50), ("现任职务", "post", 100)],
)
def test_what_is_cut_is_told(heading, field, length):
    rows = [["序号", "姓名", "身份证号", "单位", heading], [1, "王志远", id_number(1), "市教育局", "长" * 250]]
    (verdict,) = judged(workbook(Page(rows)))

    assert (verdict.status, verdict.code, len(verdict.values[field])) == ("warning", "cut", length)


def test_twenty_thousand_people_fit():
    rows = [["名册"], HEAD, *[[n, f"王志{n}", "", "市教育局", "科员"] for n in range(20_000)]]

    assert len(judged(workbook(Page(rows)))) == 20_000
