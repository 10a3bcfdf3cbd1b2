from django.utils.translation import gettext_lazy as _

from questions.kinds.chosen import OPTION_GUIDE, OfferingKind


class Single(OfferingKind):
    code = "single"
    label = _("Single choice")
    names = ("单选", "单项选择")
    hint = _("One option is right.")
    guide = {"选项A至选项H": OPTION_GUIDE, "正确答案": "单选填一个字母"}
