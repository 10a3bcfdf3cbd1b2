"""The empty list of people that is handed out."""

from intake.exports import list_template
from roster.people_list.fields import SAMPLE_ID_NUMBER, VOCABULARY

TEMPLATE_COLUMNS = (
    ("name", "姓名*", "示例：张三"),
    ("sex", "性别", "男"),
    ("ethnic_group", "民族", "汉族"),
    ("birth", "出生年月", "1985.03"),
    ("id_number", "身份证号", SAMPLE_ID_NUMBER),
    ("unit", "单位*", "市政府办"),
    ("dept", "科室", "电子政务科"),
    ("post", "职务", "科长"),
    ("rank", "职级", "一级主任科员"),
    ("staff_category", "人员类别", "公务员"),
    ("political_status", "政治面貌", "中共党员"),
    ("education", "学历", "大学本科"),
    ("tech_title", "职称", ""),
    ("mobile", "手机号码", "19900000000"),
    ("office_phone", "办公电话", "0377-63100000"),
    ("track", "培训对象类别", "一般工作人员"),
    ("remark", "备注", ""),
)


def roster_template() -> bytes:
    return list_template("人员名册", TEMPLATE_COLUMNS, VOCABULARY, {"sex": ["男", "女"]})
