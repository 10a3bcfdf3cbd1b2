"""What a list of units holds, and the headings and words offices write in it."""

from django.utils.translation import gettext_lazy as _

from intake.headings import Vocabulary
from people.choices import UnitKind

# Of the sample row in our own template.
SAMPLE_NAME = "示例：南阳市某某局"

FIELDS = {
    "code": _("Unit code"),
    "name": _("Full name"),
    "short_name": _("Short name"),
    "kind": _("Kind of unit"),
    "parent": _("Unit above"),
    "order": _("Place in the order"),
    "aliases": _("Other names"),
    "is_access_unit": _("On the government network"),
    "uscc": _("Unified social credit code"),
    "area_code": _("Area code"),
}
ALIASES = {
    alias: name
    for name, aliases in {
        "code": "单位代码 代码 单位编码 编码 code",
        "name": "单位全称 全称 单位名称 名称 name",
        "short_name": "单位简称 简称 规范化简称 shortname",
        "kind": "单位类型 类型 单位类别 单位性质 kind",
        "parent": "上级单位代码 上级代码 上级单位 上级 隶属单位 主管单位 parent",
        "order": "序列号 顺序 排序 排序号 序号 order",
        "aliases": "别名 曾用名 其他名称 aliases",
        "is_access_unit": "接入单位 是否接入单位 是否接入 接入",
        "uscc": "统一社会信用代码 信用代码 uscc",
        "area_code": "区划代码 行政区划代码",
    }.items()
    for alias in aliases.split()
}
VOCABULARY = Vocabulary(
    fields=FIELDS,
    aliases=ALIASES,
    needed=frozenset(["code"]),
    keys=frozenset(["code"]),
    ignored=frozenset(["备注", "联络员"]),
    samples={"name": SAMPLE_NAME},
)
KINDS = {
    **{str(kind): kind for kind in UnitKind},
    **dict.fromkeys(["政府办", "市政府办", "政府办公室"], UnitKind.GOVERNMENT_OFFICE),
    **dict.fromkeys(["市委部门", "党委部门", "党委工作部门"], UnitKind.PARTY_DEPARTMENT),
    **dict.fromkeys(["市人大政协机关", "人大政协机关", "人大政协", "人大机关", "政协机关"], UnitKind.CONGRESS_CPPCC),
    **dict.fromkeys(["监委法院检察院", "法院检察院", "监委法检"], UnitKind.SUPERVISION_JUDICIAL),
    **dict.fromkeys(["市政府工作部门", "政府工作部门", "政府部门", "工作部门"], UnitKind.GOVERNMENT_DEPARTMENT),
    **dict.fromkeys(["直属机构"], UnitKind.DIRECT_AGENCY),
    **dict.fromkeys(["直属事业单位", "事业单位"], UnitKind.DIRECT_INSTITUTION),
    **dict.fromkeys(["群团", "群团组织", "民主党派", "群众团体"], UnitKind.MASS_ORGANISATION),
    **dict.fromkeys(["垂直管理", "垂直管理单位", "垂管单位"], UnitKind.VERTICAL_AGENCY),
    **dict.fromkeys(["县市区", "县", "县区", "市辖区"], UnitKind.COUNTY),
    **dict.fromkeys(["功能区", "开发区", "高新区"], UnitKind.FUNCTIONAL_ZONE),
    **dict.fromkeys(["县直部门", "县直单位", "乡镇街道"], UnitKind.COUNTY_DEPARTMENT),
    **dict.fromkeys(["国有企业", "企业"], UnitKind.ENTERPRISE),
    **dict.fromkeys(["合作单位"], UnitKind.PARTNER),
    **dict.fromkeys(["培训机构"], UnitKind.TRAINING_INSTITUTION),
}
