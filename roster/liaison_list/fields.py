"""What a list of liaisons holds: one made for it, or the list of units with a column 联络员."""

from django.utils.translation import gettext_lazy as _

from intake.headings import IGNORED, Vocabulary
from roster.unit_list.fields import ALIASES as OF_UNITS

# Of the sample row in our own template.
SAMPLE_NAME = "示例"

FIELDS = {
    "unit": _("Unit"),
    "name": _("Liaison"),
    "staff_no": _("Staff number"),
    "mobile": _("Mobile"),
    "is_backup": _("A or B role"),
}
ALIASES = {
    alias: name
    for name, aliases in {
        "unit": "单位 单位名称 单位全称 工作单位 所在单位 填报单位",
        "name": "联络员 联络员姓名 联络人 联络人姓名 姓名",
        "staff_no": "工号 联络员工号 人员编号 职工号",
        "mobile": "手机 手机号 手机号码 联系电话 电话 联络员电话 联络员手机 联系方式",
        "is_backup": "ab角 角色 主备",
    }.items()
    for alias in aliases.split()
}
VOCABULARY = Vocabulary(
    fields=FIELDS,
    aliases=ALIASES,
    needed=frozenset(["unit"]),
    keys=frozenset(["unit"]),
    # The list of units has columns of its own, which say nothing here.
    ignored=IGNORED | {"职务", "性别", "部门", "备注"} | frozenset(OF_UNITS) - frozenset(ALIASES),
    samples={"name": SAMPLE_NAME},
)
