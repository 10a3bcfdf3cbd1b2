"""Columns whose cells are one of a few words: sex, ethnic group (GB/T 3304), political status (GB/T 4762) …"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from common.characters import narrow, tidy
from intake.verdicts import Note, Read, fixed, warning
from people.choices import Sex, StaffCategory, Track

# A number, letter or sign in place of the word.
CODE = re.compile(r"\d+\Z|[a-z♂♀]\Z")
SEXES = {
    **dict.fromkeys(["男", "男性", "1", "m", "male", "♂", "先生"], Sex.MALE),
    **dict.fromkeys(["女", "女性", "2", "f", "female", "♀", "女士"], Sex.FEMALE),
}
# In the order of the standard, whose codes count from 01.
ETHNIC_GROUPS = re.findall(
    r"\S+",
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 "
    "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺",
)
POLITICAL = {
    **dict.fromkeys(["中共党员", "党员", "共产党员", "中国共产党党员", "正式党员", "01"], "中共党员"),
    **dict.fromkeys(["中共预备党员", "预备党员", "中共党员(预备)", "02"], "中共预备党员"),
    **dict.fromkeys(["共青团员", "团员", "03"], "共青团员"),
    **dict.fromkeys(["群众", "无", "13"], "群众"),
    **dict.fromkeys(["无党派人士", "无党派", "无党派民主人士", "12"], "无党派人士"),
}
PARTIES = {
    "民革": "民革党员",
    "民盟": "民盟盟员",
    "民建": "民建会员",
    "民进": "民进会员",
    "农工": "农工党党员",
    "致公": "致公党党员",
    "九三": "九三学社社员",
    "台盟": "台盟盟员",
}
# The first word found decides: 大学专科 is no 大学, 中等专科 no 专科.
EDUCATION = {
    "博士": "博士研究生",
    "研究生": "研究生",
    "硕士": "研究生",
    "本科": "大学本科",
    "中专": "中等专科",
    "中等专科": "中等专科",
    "中师": "中等专科",
    "中技": "中等专科",
    "技校": "中等专科",
    "专科": "大学专科",
    "大专": "大学专科",
    "大学": "大学本科",
    "高中": "高中",
    "职高": "高中",
    "初中": "初中及以下",
    "小学": "初中及以下",
}
CATEGORIES = {
    **dict.fromkeys(["公务员", "行政", "行政编制", "公务员编制"], StaffCategory.CIVIL_SERVANT),
    **dict.fromkeys(["参公", "参照公务员法管理", "参公管理", "参照管理", "参公编制"], StaffCategory.REF_MANAGED),
    **dict.fromkeys(["事业", "事业编制", "事业人员", "事业单位人员", "事业干部"], StaffCategory.INSTITUTION_STAFF),
    **dict.fromkeys(["工勤", "工人", "机关工勤", "工勤人员"], StaffCategory.WORKER),
    **dict.fromkeys(["企业", "企业人员", "企业员工", "企业编制"], StaffCategory.ENTERPRISE),
    **dict.fromkeys(["借调", "劳务派遣", "合同制", "聘用", "公益性岗位", "其他", "编外"], StaffCategory.OTHER),
}
TRACKS = {
    **dict.fromkeys(["领导", "领导干部", "行政领导", "知识更新培训", "知识更新", "leader"], Track.LEADER),
    **dict.fromkeys(["一般干部", "机关工作人员", "一般工作人员", "工作人员", "综合培训", "综合", "staff"], Track.STAFF),
    **dict.fromkeys(
        ["技术人员", "技术", "专业技术人员", "技术和管理培训", "技术和管理", "信息技术人员", "technician"],
        Track.TECHNICIAN,
    ),
}


def read_sex(text: str) -> Read:
    return _listed(text, SEXES, _("sex"))


def read_ethnic_group(text: str) -> Read:
    plain = tidy(narrow(text))
    if plain.isdecimal() and 1 <= int(plain) <= len(ETHNIC_GROUPS):
        return Read(f"{ETHNIC_GROUPS[int(plain) - 1]}族", (_put_right(text),))
    bare = plain.removesuffix("族") if len(plain) > 1 else plain
    if bare in ETHNIC_GROUPS:
        name = f"{bare}族"
        return Read(name, () if name == text or not text.endswith("族") else (_put_right(text),))
    return _unknown(text, _("ethnic group")) if plain else Read("")


def read_political_status(text: str) -> Read:
    plain = narrow(text).strip().replace(" ", "")
    for word, name in PARTIES.items():
        if plain.startswith(word):
            return Read(name)
    return _listed(text, POLITICAL, _("political status"))


def read_education(text: str) -> Read:
    plain = narrow(text).strip()
    if not plain:
        return Read("")
    part_time = "在职" in plain or "党校" in plain or "函授" in plain or "自考" in plain
    for word, name in EDUCATION.items():
        if word in plain:
            return Read(f"在职{name}" if part_time else name)
    return _unknown(text, _("education"))


def read_staff_category(text: str) -> Read:
    return _listed(text, CATEGORIES, _("staff category"))


def read_track(text: str) -> Read:
    return _listed(text, TRACKS, _("audience"))


def _listed(text: str, words: Mapping[str, str], column: str) -> Read:
    plain = re.sub(r"\s+", "", narrow(text)).casefold()
    if not plain:
        return Read("")
    found = words.get(plain)
    if not found:
        return _unknown(text, column)
    return Read(str(found), (_put_right(text),) if CODE.match(plain) else ())


def _unknown(text: str, column: str) -> Read:
    message = _("“%(text)s” is not known as %(column)s and is left out.") % {"text": text[:30], "column": column}
    return Read("", (warning("R42", message),))


def _put_right(text: str) -> Note:
    return fixed("R42", _("“%(text)s” was replaced by the usual word.") % {"text": text[:30]})
