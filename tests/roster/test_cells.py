"""What one row is told of its cells: (case, cells, status, code, values). The cases are those of docs/roster-import.md."""

import pytest

from people.choices import StaffCategory
from people.validators import id_check_digit
from tests.factories.rosters import Formula, Shown, id_number, judged, plain_list

SOUND = id_number(1)
ENDS_IN_X = next(id_number(n) for n in range(1, 99) if id_number(n).endswith("X"))
WOMAN = id_number(2, sex="女")
# Eighteen digits that pass although a spreadsheet has cut them to fifteen.
CUT_AND_PASSING = "410000197009172000"


def full_width(text):
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def of_area(area, *, born="19850315", serial="001"):
    body = f"{area}{born}{serial}"
    return body + id_check_digit(body)


NAMES = [
    ("R15", {"name": "王　伟"}, "fixed", "R15", {"name": "王伟"}),
    ("R15", {"name": "王 伟"}, "fixed", "R15", {"name": "王伟"}),
    ("R15", {"name": "王\u00a0伟"}, "fixed", "R15", {"name": "王伟"}),
    ("R15", {"name": "\u200b王伟\ufeff"}, "fixed", "R15", {"name": "王伟"}),
    ("R15", {"name": "王\t伟"}, "fixed", "R15", {"name": "王伟"}),
    ("R15", {"name": "王\n志远"}, "fixed", "R15", {"name": "王志远"}),
    ("R15", {"name": " 欧阳 娜娜 "}, "fixed", "R15", {"name": "欧阳娜娜"}),
    ("R15", {"name": "John   Smith"}, "fixed", "R15", {"name": "John Smith"}),
    ("R15", {"name": "John Smith"}, "ok", "", {"name": "John Smith"}),
    ("R15", {"name": "Ｊｏｈｎ Smith"}, "fixed", "R15", {"name": "John Smith"}),
    ("R15", {"name": "阿卜杜热西提"}, "ok", "", {"name": "阿卜杜热西提"}),
    *(("R16", {"name": f"艾力{mark}买买提"}, "fixed", "R16", {"name": "艾力·买买提"}) for mark in "•‧・･∙⋅．.﹒●"),
    ("R16", {"name": "艾力 • 买买提"}, "fixed", "R16", {"name": "艾力·买买提"}),
    ("R16", {"name": "艾力·买买提"}, "ok", "", {"name": "艾力·买买提"}),
    ("R16", {"name": "阿" * 25 + "·" + "卜" * 25}, "ok", "", {"name": "阿" * 25 + "·" + "卜" * 25}),
    ("R17", {"name": "⻩⼤⽅"}, "fixed", "R17", {"name": "黄大方"}),
    ("R17", {"name": "⻢⻓⻰"}, "fixed", "R17", {"name": "马长龙"}),
    ("R17", {"name": "⻬⻄⺠"}, "fixed", "R17", {"name": "齐西民"}),
    ("R18", {"name": "㐂䶮"}, "ok", "", {"name": "㐂䶮"}),
    ("R18", {"name": "王𬭊"}, "ok", "", {"name": "王𬭊"}),
    ("R18", {"name": "王\ue863"}, "warning", "R18", {"name": "王\ue863"}),
    ("R18", {"name": "王□"}, "warning", "R18", {"name": "王□"}),
    ("R18", {"name": "王○明"}, "warning", "R18", {}),
    ("R18", {"name": "王?明"}, "warning", "R18", {"name": "王?明"}),
    ("R18", {"name": "王〇明"}, "warning", "R18", {"name": "王〇明"}),
    ("R18", {"name": "王lu"}, "warning", "R18", {"name": "王lu"}),
    ("R18", {"name": "王（金+华）"}, "warning", "R18", {"name": "王（金+华）"}),
    ("R18", {"name": "王⿰金华"}, "warning", "R18", {}),
    ("R19", {"name": "李娜（女）", "sex": "女", "id": WOMAN}, "warning", "R19", {"name": "李娜", "remark": "女"}),
    ("R19", {"name": "王强(小)"}, "warning", "R19", {"name": "王强", "remark": "小"}),
    ("R19", {"name": "张三（带队）（一组）"}, "warning", "R19", {"name": "张三", "remark": "带队、一组"}),
    ("R19", {"name": "赵敏 已退休"}, "warning", "R19", {"name": "赵敏", "remark": "已退休"}),
    ("R19", {"name": "陈刚2"}, "warning", "R19", {"name": "陈刚2"}),
    ("R19", {"name": "陈刚②"}, "warning", "R19", {}),
    ("R19", {"name": "張三豐"}, "ok", "", {"name": "張三豐"}),
    ("R14", {"name": "张三、李四"}, "error", "R14", {}),
    ("R14", {"name": "王志远、李明霞"}, "error", "R14", {}),
    ("R14", {"name": "王志远/李明霞"}, "error", "R14", {}),
    ("R14", {"name": "王志远；李明霞"}, "error", "R14", {}),
    ("R14", {"name": "王志远\n李明霞"}, "error", "R14", {}),
    ("R14", {"name": "王志远 李明霞"}, "warning", "R14", {}),
    ("R14", {"name": "王伟和李强"}, "warning", "R14", {}),
    ("R14", {"name": "王和平"}, "ok", "", {"name": "王和平"}),
    ("R14", {"name": ""}, "error", "R14", {}),
    ("R07", {"name": 12}, "error", "name_missing", {}),
    ("R07", {"name": "12"}, "error", "name_missing", {}),
    *(
        ("R07", {"name": word, "mobile": "19900000001"}, "error", "name_missing", {})
        for word in ("待定", "空缺", "无", "null", "NULL", "同上", "待 定", "一、", "（空缺）")
    ),
    ("R07", {"no": Formula("=ROW()-1")}, "ok", "", {}),
    ("R07", {"no": ""}, "ok", "", {}),
]

NUMBERS = [
    ("R21", {"id": full_width(SOUND)}, "fixed", "R21", {"id_number": SOUND}),
    *(
        ("R21", {"id": ENDS_IN_X[:17] + letter}, "fixed", "R21", {"id_number": ENDS_IN_X})
        for letter in ("x", "Ｘ", "Ⅹ", "ⅹ", "Х", "х", "Χ", "×")
    ),
    ("R21", {"id": f"\u200b{SOUND}"}, "fixed", "R21", {"id_number": SOUND}),
    ("R22", {"id": 410000198503150012}, "error", "R22", {"id_number": ""}),
    ("R22", {"id": 410000197009172000}, "error", "R22", {"id_number": ""}),
    ("R22", {"id": 4.1e17}, "error", "R22", {}),
    ("R22", {"id": "410000198503150000"}, "error", "R22", {}),
    ("R22", {"id": CUT_AND_PASSING, "birth": "1970.09"}, "warning", "R22", {"id_number": CUT_AND_PASSING}),
    ("R23", {"id": "4.10000198503150E+17"}, "error", "R23", {"id_number": ""}),
    ("R23", {"id": "4.1E+17"}, "error", "R23", {}),
    ("R23", {"id": "4.1e17"}, "error", "R23", {}),
    ("R24", {"id": float(410000198503150016)}, "error", "R22", {"id_number": ""}),
    *(
        ("R25", {"id": text}, "fixed", "R25", {"id_number": SOUND})
        for text in (
            f"'{SOUND}",
            f"{SOUND[:6]} {SOUND[6:14]} {SOUND[14:]}",
            f"{SOUND[:6]}-{SOUND[6:14]}-{SOUND[14:]}",
            f"{SOUND},",
            f"{SOUND};",
            f"{SOUND}；",
            f'"{SOUND}"',
            f"身份证：{SOUND}",
            f"身份证号: {SOUND}",
            f"{SOUND[:17]} {SOUND[17]}",
        )
    ),
    ("R25", {"id": f"{SOUND}\t"}, "ok", "", {"id_number": SOUND}),
    ("R25", {"id": f"{SOUND}/{WOMAN}"}, "error", "R27", {"id_number": ""}),
    ("R26", {"id": "410000850315001"}, "warning", "R26", {"id_number": "410000198503150012"}),
    ("R26", {"id": 410000850315001}, "warning", "R26", {"id_number": "410000198503150012"}),
    ("R26", {"id": "410000 850315 001"}, "warning", "R26", {"id_number": "410000198503150012"}),
    ("R26", {"id": "410000850231001"}, "error", "R28", {}),
    *(
        ("R27", {"id": text}, "error", "R27", {"id_number": ""})
        for text in (
            SOUND[:17],
            f"{SOUND}1",
            f"{SOUND}12",
            "4100**********0012",
            "4100****0012",
            "无",
            "同",
            "同上",
            "待补",
            "—",
            "E12345678",
        )
    ),
    ("R27", {"id": ""}, "ok", "", {"id_number": ""}),
    ("R28", {"id": SOUND[:17] + ("1" if SOUND[17] != "1" else "2")}, "error", "R28", {}),
    ("R28", {"id": id_number(1, born="19850231")}, "error", "R28", {}),
    ("R28", {"id": id_number(1, born="19851301")}, "error", "R28", {}),
    ("R28", {"id": id_number(1, born="20990101")}, "error", "R28", {}),
    ("R28", {"id": id_number(1, born="20150101"), "birth": "2015.01"}, "warning", "R28", {}),
    ("R28", {"id": id_number(1, born="19450101"), "birth": "1945.01"}, "warning", "R28", {}),
    ("R28", {"id": of_area("990000")}, "ok", "", {}),
    ("R28", {"id": of_area("160000")}, "warning", "R28", {}),
    ("R28", {"id": of_area("000000")}, "warning", "R28", {}),
    ("R29", {"sex": "女"}, "warning", "R29", {"sex": "2"}),
    ("R29", {"sex": "男", "id": WOMAN}, "warning", "R29", {"sex": "1"}),
    ("R29", {"sex": ""}, "fixed", "R29", {"sex": "1"}),
    ("R29", {"sex": "", "id": WOMAN}, "fixed", "R29", {"sex": "2"}),
    ("R29", {"sex": "", "id": ""}, "ok", "", {"sex": ""}),
    ("R29", {"sex": "男性"}, "ok", "", {"sex": "1"}),
    ("R29", {"sex": "男　"}, "ok", "", {"sex": "1"}),
    *(("R29", {"sex": text}, "fixed", "R42", {"sex": "1"}) for text in ("1", 1, "M", "m", "♂")),
    *(("R29", {"sex": text, "id": WOMAN}, "fixed", "R42", {"sex": "2"}) for text in ("2", 2, "F", "♀")),
    ("R29", {"sex": "不详"}, "warning", "R42", {"sex": "1"}),
    ("R30", {"birth": "1984.01"}, "warning", "R30", {"birth_month": "1984-01", "id_number": SOUND}),
    ("R30", {"birth": "1985.03.01"}, "ok", "", {"birth_month": "1985-03"}),
    ("R32", {"id": of_area("810000")}, "ok", "", {"id_number": of_area("810000")}),
    ("R32", {"id": of_area("820000")}, "ok", "", {}),
    ("R32", {"id": of_area("830000")}, "ok", "", {}),
    ("R32", {"id": of_area("911400")}, "ok", "", {}),
]

DATES = [
    (
        "R33",
        {"birth": Shown(1985.1, "0.00"), "id": id_number(1, born="19851015")},
        "fixed",
        "R33",
        {"birth_month": "1985-10"},
    ),
    (
        "R33",
        {"birth": Shown(1985.1, "0.00_ "), "id": id_number(1, born="19851015")},
        "fixed",
        "R33",
        {"birth_month": "1985-10"},
    ),
    ("R33", {"birth": Shown(1985.1, "General")}, "warning", "R33", {"birth_month": ""}),
    ("R33", {"birth": Shown(1985.1, "0.0")}, "warning", "R33", {"birth_month": ""}),
    ("R33", {"birth": 1985.03}, "fixed", "R33", {"birth_month": "1985-03"}),
    ("R33", {"birth": 1985.12, "id": ""}, "fixed", "R33", {"birth_month": "1985-12"}),
    ("R33", {"birth": "1985.10", "id": ""}, "ok", "", {"birth_month": "1985-10"}),
    ("R33", {"birth": "1985.1", "id": ""}, "ok", "", {"birth_month": "1985-01"}),
    ("R34", {"birth": "1985.03"}, "ok", "", {"birth_month": "1985-03"}),
    ("R34", {"birth": "1985-3"}, "ok", "", {"birth_month": "1985-03"}),
    ("R34", {"birth": "1985/3/15"}, "ok", "", {"birth_month": "1985-03"}),
    *(
        ("R34", {"birth": text}, "fixed", "R34", {"birth_month": "1985-03"})
        for text in (
            "198503",
            "19850315",
            "1985年3月",
            "1985年03月15日",
            "1985年3月15号",
            "1985．03．15",
            "一九八五年三月",
            "一九八五年三月十五日",
            "1985.03（41岁）",
            "1985.03\n(41岁)",
            "1985.03.",
            "1985。03",
            "1985、03",
            "1985.3月",
            "1985-03-15 00:00:00",
            "1985-03-15T00:00:00",
        )
    ),
    ("R34", {"birth": "一九八五年十二月", "id": ""}, "fixed", "R34", {"birth_month": "1985-12"}),
    ("R34", {"birth": 198503}, "fixed", "R34", {"birth_month": "1985-03"}),
    *(
        ("R34", {"birth": text}, "warning", "R34", {"birth_month": "1985-03"})
        for text in ("85.3", "85.03", "85年3月", "85/3", "85.03.15")
    ),
    ("R34", {"birth": "1985"}, "warning", "R34", {"birth_month": ""}),
    ("R34", {"birth": "1985年"}, "warning", "R34", {"birth_month": ""}),
    ("R34", {"birth": "—"}, "ok", "", {"birth_month": ""}),
    ("R34", {"birth": ""}, "ok", "", {"birth_month": ""}),
    ("R35", {"birth": 31121}, "warning", "R35", {"birth_month": "1985-03"}),
    ("R35", {"birth": "31121"}, "warning", "R35", {"birth_month": "1985-03"}),
    ("R35", {"birth": 31121.5}, "warning", "R35", {"birth_month": "1985-03"}),
    ("R35", {"birth": "45352", "id": ""}, "warning", "R35", {"birth_month": "2024-03"}),
    *(
        ("R35", {"birth": Shown(31121, shown)}, "ok", "", {"birth_month": "1985-03"})
        for shown in ('yyyy"年"m"月"', "yyyy.mm", '[$-804]yyyy"年"m"月"', "yyyy/m/d", "yyyy\\年m\\月")
    ),
    *(
        ("R36", {"birth": text, "id": ""}, "error", "R36", {"birth_month": ""})
        for text in (
            "1985.13",
            "1985.02.30",
            "15/03/1985",
            "15/03/85",
            "1885.03",
            "9999.12",
            "不详",
            "三月",
            "1985..03",
            1985.13,
        )
    ),
    ("R36", {"birth": "2099.01", "id": ""}, "error", "R36", {}),
]

PHONES = [
    ("R37", {"mobile": "19900000001"}, "ok", "", {"mobile": "19900000001"}),
    ("R37", {"mobile": 19900000001}, "ok", "", {"mobile": "19900000001"}),
    *(
        ("R37", {"mobile": text}, "fixed", "R37", {"mobile": "19900000001"})
        for text in (
            "19900000001.0",
            "+8619900000001",
            "+86 199 0000 0001",
            "008619900000001",
            "199-0000-0001",
            "199 0000 0001",
            "１９９０００００００１",
            "电话：19900000001",
            "19900000001（本人）",
            "19900000001\u200b",
        )
    ),
    ("R37", {"mobile": "199 1301 8000"}, "fixed", "R37", {"mobile": "19913018000"}),
    *(
        (
            "R37",
            {"mobile": f"19900000001{mark}19900000002"},
            "fixed",
            "R37",
            {"mobile": "19900000001", "spare_mobile": "19900000002"},
        )
        for mark in ("/", "、", " ", "\n", "或")
    ),
    ("R37", {"mobile": "63100000"}, "fixed", "R37", {"mobile": "", "office_phone": "63100000"}),
    ("R37", {"mobile": "0377-63100000"}, "fixed", "R37", {"office_phone": "0377-63100000"}),
    ("R37", {"mobile": "(0377)63100000"}, "fixed", "R37", {"mobile": ""}),
    ("R37", {"mobile": "63100000转801"}, "fixed", "R37", {"office_phone": "63100000转801"}),
    ("R37", {"mobile": "0377-63100000、19900000001"}, "fixed", "R37", {"mobile": "19900000001"}),
    *(
        ("R37", {"mobile": text}, "warning", "R37", {"mobile": ""})
        for text in ("1.38E+10", "1990000000", "199000000011", "0377-6310xxxx", "同上", "12345", "abc")
    ),
    ("R37", {"mobile": "无"}, "ok", "", {"mobile": ""}),
    ("R37", {"mobile": ""}, "ok", "", {"mobile": ""}),
]

UNITS = [
    ("R39", {"unit": "市人社局"}, "ok", "", {"unit": "NY004"}),
    ("R39", {"unit": "南阳市人力资源和社会保障局"}, "ok", "", {"unit": "NY004"}),
    ("R39", {"unit": "NY004"}, "ok", "", {"unit": "NY004"}),
    *(
        ("R39", {"unit": text}, "fixed", "R39", {"unit": "NY004"})
        for text in (
            "人社局",
            "南阳市人社局",
            "南阳市人社局 ",
            "市人力资源社会保障局",
            "市人力资源和社会保障局",
            "市 人 社 局",
            "市人社局。",
            "市劳动局",
        )
    ),
    ("R39", {"unit": "市广电局"}, "fixed", "R39", {"unit": "NY001"}),
    ("R39", {"unit": "市财政局国库科"}, "fixed", "R39", {"unit": "NY002", "dept": "国库科"}),
    ("R39", {"unit": "南阳市财政局国库科", "dept": "一组"}, "fixed", "R39", {"unit": "NY002", "dept": "一组"}),
    ("R39", {"unit": "卧龙区教育局"}, "warning", "R39", {"unit": "NY005", "dept": "教育局"}),
    *(
        ("R39", {"unit": text}, "error", "R39", {"unit": ""})
        for text in ("市气候局", "南阳市气候局", "中国网通", "某单位")
    ),
    ("R39", {"unit": "南阳市财政局（本级）"}, "warning", "R39", {"unit": "NY002", "dept": "本级"}),
    ("R39", {"unit": "市财政局(原国资局)"}, "warning", "R39", {"unit": "NY002", "dept": "原国资局"}),
    ("R39", {"unit": "市财政局（国库科）"}, "fixed", "R39", {"unit": "NY002", "dept": "国库科"}),
    ("R39", {"unit": "市财政局国库科（二）"}, "warning", "R39", {"unit": "NY002", "dept": "国库科（二）"}),
    ("R39", {"unit": ""}, "error", "unit_missing", {"unit": ""}),
]

POSTS = [
    (
        "R40",
        {"post": "副支队长、四级调研员（试用期一年）", "rank": ""},
        "fixed",
        "R40",
        {"post": "副支队长", "rank": "四级调研员", "remark": "试用期一年"},
    ),
    ("R40", {"post": "党组成员、副局长"}, "ok", "", {"post": "党组成员、副局长"}),
    ("R40", {"post": "局长兼党组书记"}, "ok", "", {"post": "局长兼党组书记"}),
    ("R40", {"post": "科长，一级主任科员", "rank": ""}, "fixed", "R40", {"post": "科长", "rank": "一级主任科员"}),
    ("R41", {"rank": "一级主任科员"}, "ok", "", {"rank": "一级主任科员"}),
    ("R41", {"rank": "三级警长"}, "ok", "", {"rank": "三级警长"}),
    ("R41", {"rank": "四级高级法官"}, "ok", "", {"rank": "四级高级法官"}),
    ("R41", {"rank": "七级职员"}, "ok", "", {"rank": "七级职员"}),
    *(
        ("R41", {"rank": text}, "fixed", "R41", {"rank": meant})
        for text, meant in (
            ("4级调研员", "四级调研员"),
            ("四调", "四级调研员"),
            ("二主", "二级主任科员"),
            ("二级主任 科员", "二级主任科员"),
            ("主任科员", "二级主任科员"),
            ("副主任科员", "四级主任科员"),
            ("科员", "一级科员"),
            ("管理七级", "七级职员"),
            ("１级科员", "一级科员"),
        )
    ),
    *(
        ("R41", {"rank": text}, "fixed", "R41", {"rank": "", "post_level": meant})
        for text, meant in (
            ("正科级", "乡科级正职"),
            ("副处", "县处级副职"),
            ("副科", "乡科级副职"),
            ("正处级", "县处级正职"),
        )
    ),
    ("R41", {"rank": "高级工程师"}, "fixed", "R41", {"rank": "", "tech_title": "高级工程师"}),
    ("R41", {"rank": "九级专技"}, "fixed", "R41", {"tech_title": "九级专技"}),
    ("R41", {"rank": "参公"}, "fixed", "R41", {"staff_category": StaffCategory.REF_MANAGED}),
    ("R41", {"rank": "借调"}, "fixed", "R41", {"staff_category": StaffCategory.OTHER}),
    ("R41", {"rank": "劳务派遣"}, "fixed", "R41", {"staff_category": StaffCategory.OTHER}),
    ("R41", {"rank": "科长/一级主任科员", "post": ""}, "fixed", "R40", {"rank": "一级主任科员", "post": "科长"}),
    ("R41", {"rank": "特级大师"}, "warning", "R41", {"rank": "特级大师", "track_is_confirmed": ""}),
    ("R41", {"rank": "无"}, "ok", "", {"rank": ""}),
]

WORDS = [
    *(("R42", {"nation": text}, "ok", "", {"ethnic_group": "汉族"}) for text in ("汉", "汉族")),
    *(("R42", {"nation": text}, "fixed", "R42", {"ethnic_group": "汉族"}) for text in ("01", 1)),
    ("R42", {"nation": "维吾尔"}, "ok", "", {"ethnic_group": "维吾尔族"}),
    ("R42", {"nation": "火星族"}, "warning", "R42", {"ethnic_group": ""}),
    ("R42", {"political": "党员"}, "ok", "", {"political_status": "中共党员"}),
    ("R42", {"political": "中共党员（预备）"}, "ok", "", {"political_status": "中共预备党员"}),
    ("R42", {"political": "无"}, "ok", "", {"political_status": "群众"}),
    ("R42", {"political": "民盟"}, "ok", "", {"political_status": "民盟盟员"}),
    ("R42", {"political": "13"}, "fixed", "R42", {"political_status": "群众"}),
    ("R42", {"political": "好人"}, "warning", "R42", {"political_status": ""}),
    *(
        ("R42", {"education": text}, "ok", "", {"education": meant})
        for text, meant in (
            ("大学", "大学本科"),
            ("本科", "大学本科"),
            ("大学专科", "大学专科"),
            ("大专", "大学专科"),
            ("中等专科", "中等专科"),
            ("中专", "中等专科"),
            ("在职研究生", "在职研究生"),
            ("中央党校大学", "在职大学本科"),
            ("硕士研究生", "研究生"),
            ("博士", "博士研究生"),
        )
    ),
    ("R42", {"education": "自学成才"}, "warning", "R42", {"education": ""}),
    ("R42", {"category": "参公"}, "ok", "", {"staff_category": StaffCategory.REF_MANAGED}),
    ("R42", {"category": "事业编制"}, "ok", "", {"staff_category": StaffCategory.INSTITUTION_STAFF}),
    ("R42", {"category": "神仙"}, "warning", "R42", {"staff_category": ""}),
    *(("R44", {"name": f"{sign}王伟"}, "warning", "R44", {"name": f"{sign}王伟"}) for sign in "=+-@"),
    ("R44", {"remark": "=1+1"}, "ok", "", {"remark": "=1+1"}),
]


@pytest.mark.parametrize(
    ("case", "cells", "status", "code", "values"), [*NAMES, *NUMBERS, *DATES, *PHONES, *UNITS, *POSTS, *WORDS]
)
def test_a_row_is_told_what_is_wrong_with_it(case, cells, status, code, values):
    [verdict] = judged(plain_list(cells))

    told = {name: verdict.values.get(name) for name in values}
    assert (verdict.status, verdict.code, told) == (status, code, values)
