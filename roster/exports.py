"""The empty list of people that is handed out."""

import io

import xlsxwriter

from intake.exports import OPTIONS
from roster.people_list.fields import FIELDS, SAMPLE_ID_NUMBER

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
    """An empty list with a sample row, which an import passes over, and a sheet of explanations."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1})
        text = book.add_format({"num_format": "@"})
        sample = book.add_format({"num_format": "@", "italic": True, "font_color": "#666666"})
        page = book.add_worksheet("人员名册")
        page.freeze_panes(1, 0)
        for column, (_field, heading, example) in enumerate(TEMPLATE_COLUMNS):
            page.set_column(column, column, 20 if "号" in heading else 14, text)
            page.write_string(0, column, heading, head)
            page.write_string(1, column, example, sample)
        page.data_validation(1, 1, 2000, 1, {"validate": "list", "source": ["男", "女"]})
        notes = book.add_worksheet("填写说明")
        notes.set_column(0, 0, 18)
        notes.set_column(1, 1, 80)
        for row, (field, heading, _example) in enumerate(TEMPLATE_COLUMNS):
            notes.write_string(row, 0, heading)
            notes.write_string(row, 1, str(FIELDS[field]))
    return output.getvalue()
