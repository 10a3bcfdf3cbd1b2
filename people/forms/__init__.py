from people.forms.accounts import (
    GrantRoleForm,
    LostPasswordForm,
    OwnDataForm,
    PasswordForm,
    PinyinForm,
    SeenAtForm,
    SlipChoiceForm,
    SlipPrintForm,
    StaffNumberLoginForm,
    TokenForm,
    UnmaskForm,
)
from people.forms.messages import MessageForm, NewsForm
from people.forms.second_person import SecondPersonForm

__all__ = [
    "GrantRoleForm",
    "LostPasswordForm",
    "MessageForm",
    "NewsForm",
    "OwnDataForm",
    "PasswordForm",
    "PinyinForm",
    "SecondPersonForm",
    "SeenAtForm",
    "SlipChoiceForm",
    "SlipPrintForm",
    "StaffNumberLoginForm",
    "TokenForm",
    "UnmaskForm",
]
