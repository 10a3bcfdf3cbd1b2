"""What a list of people holds, and the headings offices write over it."""

from django.utils.translation import gettext_lazy as _

from intake.headings import Vocabulary

# Of the sample row in our own template.
SAMPLE_ID_NUMBER = "410000190001010013"

FIELDS = {
    "name": _("Name"),
    "staff_no": _("Staff number"),
    "sex": _("Sex"),
    "ethnic_group": _("Ethnic group"),
    "birth": _("Month of birth"),
    "id_kind": _("Kind of document"),
    "id_number": _("ID number"),
    "unit": _("Unit"),
    "uscc": _("Unified social credit code"),
    "dept": _("Department"),
    "post": _("Post"),
    "unit_and_post": _("Unit and post in one cell"),
    "post_level": _("Post level"),
    "rank": _("Rank"),
    "staff_category": _("Staff category"),
    "political_status": _("Political status"),
    "education": _("Education"),
    "tech_title": _("Professional title"),
    "mobile": _("Mobile"),
    "office_phone": _("Office telephone"),
    "track": _("Audience"),
    "remark": _("Remark"),
    "standing": _("Whether still in post"),
    "gone": _("Retired or left: yes or no"),
    "gone_on": _("Day of retiring or leaving"),
}
# Headings over mobiles or landlines, whichever the cells hold.
WEAK = "联系电话 联系方式 电话 电话号码 本人电话 本人联系电话 党员本人联系电话"
ALIASES: dict[str, str] = {
    alias: name
    for name, aliases in {
        "name": (
            "姓名 学员姓名 人员姓名 职工姓名 干部姓名 真实姓名 参训人员姓名 被推荐人姓名 被推荐提名人姓名 "
            "参训人姓名 候选人姓名 姓名全称 名字 name"
        ),
        "staff_no": "工号 职工号 人员编号 工作证号 员工编号 学工号 人员编码 工号编号 staffno",
        "sex": "性别 sex",
        "ethnic_group": "民族",
        "birth": "出生年月 出生日期 出生时间 出生年月日 生日 出生 出生日 档案出生年月 出生年月档案",
        "id_kind": "证件类型 证件种类 证件名称",
        "id_number": (
            "身份证号 身份证号码 公民身份号码 公民身份证号码 身份证 证件号码 证件号 居民身份证号 "
            "身份证件号码 居民身份证号码 身份证编号 证件编号 公民身份证号"
        ),
        "unit": (
            "单位 工作单位 所在单位 单位名称 所属单位 填报单位 现工作单位 参训单位 单位全称 现单位 "
            "工作单位全称 派出单位 所在单位名称 工作单位名称 部门单位"
        ),
        "uscc": "统一社会信用代码 社会信用代码 信用代码 组织机构代码",
        "dept": (
            "处室 科室 部门 内设机构 所在科室 所在部门 所在处室 科室处室 处室科室 所属科室 所属部门 部门科室 科所队"
        ),
        "post": (
            "职务 现任职务 职务岗位 岗位 行政职务 现职务 担任职务 岗位名称 工作岗位 现任岗位 现任职务岗位 "
            "党政职务 现任党政职务 职务名称 职位 职务职称 职称和职务"
        ),
        "unit_and_post": (
            "单位及职务 工作单位及职务 所在单位及职务 现任单位及职务 时任单位及职务 单位职务 所属单位职务 "
            "单位和职务 工作单位和职务 单位及现任职务 现工作单位及职务"
        ),
        "rank": (
            "职级 级别 职务职级 现职级 职务级别 行政级别 职务层次 职级层次 职员职级 现任职级 职级名称 "
            "职务与职级 职务及职级"
        ),
        "staff_category": (
            "人员类别 编制性质 人员身份 编制类别 身份 编制 人员性质 个人身份 人员类型 用工性质 编制情况"
        ),
        "political_status": "政治面貌 政治面目 党派",
        "education": "学历 最高学历 文化程度 学历学位 最高学历学位 全日制学历 文化水平 教育程度",
        "tech_title": (
            "职称 专业技术职务 专业技术职称 技术职称 专业技术资格 职称专业技术职务 专业技术职务职称 技术职务 "
            "职称名称 专业技术职务名称"
        ),
        "mobile": f"{WEAK} 手机 手机号 手机号码 移动电话 联系手机 本人手机 移动电话号码 联系电话手机",
        "office_phone": "办公电话 固定电话 座机 办公室电话 单位电话 办公座机 固话 电话办公",
        "track": "培训对象类别 培训类别 培训对象 参训类别 培训班类别",
        "remark": "备注 说明",
        "standing": "人员状态 在职状态 在岗情况 在职情况 在岗状态",
        "gone": "是否退休 是否离休 是否离退休 是否离职 是否调出 是否已退休",
        "gone_on": "退休时间 离休时间 离职时间 调出时间 离任时间 退休日期 离职日期",
    }.items()
    for alias in aliases.split()
}
# Somebody else, whose telephone may stand behind them.
OTHERS = (
    *("联系人", "单位联系人", "紧急联系人", "家属", "家庭成员", "配偶", "父母"),
    *("填表人", "填报人", "经办人", "介绍人", "推荐人"),
)
VOCABULARY = Vocabulary(
    fields=FIELDS,
    aliases=ALIASES,
    # With one of these a name makes a list of people, however little else is known.
    keys=frozenset(["staff_no", "id_number", "mobile"]),
    weak={
        **dict.fromkeys(WEAK.split(), ("mobile", "office_phone")),
        **dict.fromkeys(["职务层次", "行政级别", "级别", "职务级别", "职级层次"], ("rank", "post_level")),
        **dict.fromkeys(["岗位", "岗位名称", "工作岗位", "现任岗位"], ("post", "")),
    },
    others=frozenset(OTHERS),
    samples={"id_number": SAMPLE_ID_NUMBER},
)
