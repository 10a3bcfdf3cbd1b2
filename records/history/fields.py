"""What a list of earlier trainings holds, and the headings offices write over it."""

from django.utils.translation import gettext_lazy as _

from intake.headings import IGNORED, Vocabulary

# Of the sample row in our own template.
SAMPLE_TITLE = "示例：电子公文处理培训班"

FIELDS = {
    "name": _("Name"),
    "staff_no": _("Staff number"),
    "id_number": _("ID number"),
    "mobile": _("Mobile"),
    "unit": _("Unit"),
    "post": _("Post"),
    "year": _("Year"),
    "title": _("Name of the training"),
    "period": _("First and last day"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "organiser": _("Organised by"),
    "hours": _("Hours"),
    "days": _("Days"),
    "bucket": _("Kind of hours"),
    "result": _("Result"),
    "certificate_no": _("Certificate number"),
}
ALIASES = {
    alias: name
    for name, aliases in {
        "name": "姓名 学员姓名 人员姓名 参训人员姓名 name",
        "staff_no": "工号 人员编号 职工号 工作证号 学工号",
        "id_number": "身份证号 身份证号码 公民身份号码 证件号码 身份证",
        "mobile": "手机 手机号 手机号码 联系电话",
        "unit": "单位 工作单位 所在单位 单位名称 参训单位",
        "post": "职务 职务岗位",
        "year": "年度 年份 培训年度",
        "title": "培训班名称 班次 班次名称 培训名称 培训内容 培训班 课程名称 培训项目",
        "period": "培训时间 起止时间 培训起止日期 培训起止时间 起止日期 培训日期",
        "starts_on": "开始时间 开始日期 培训开始时间 起始时间",
        "ends_on": "结束时间 结束日期 培训结束时间",
        "organiser": "主办单位 培训机构 承办单位",
        "hours": "学时 学时数 培训学时 获得学时",
        "days": "天数 培训天数",
        "bucket": "培训方式 学时类别 培训形式",
        "result": "考核结果 结果 成绩 是否合格 结业情况 是否结业",
        "certificate_no": "证书编号 证书号 结业证书编号",
    }.items()
    for alias in aliases.split()
}
VOCABULARY = Vocabulary(
    fields=FIELDS,
    aliases=ALIASES,
    needed=frozenset(["title", "hours"]),
    ignored=IGNORED | {"备注", "性别"},
    samples={"title": SAMPLE_TITLE},
)
