from people.forms.accounts import (
    GrantRoleForm,
    LostPasswordForm,
    PasswordForm,
    PinyinForm,
    SeenAtForm,
    SlipChoiceForm,
    SlipPrintForm,
    StaffNumberLoginForm,
    TokenForm,
    UnmaskForm,
)
from people.forms.roster import RosterOptionsForm, RosterUploadForm

__all__ = [
    "GrantRoleForm",
    "LostPasswordForm",
    "PasswordForm",
    "PinyinForm",
    "RosterOptionsForm",
    "RosterUploadForm",
    "SeenAtForm",
    "SlipChoiceForm",
    "SlipPrintForm",
    "StaffNumberLoginForm",
    "TokenForm",
    "UnmaskForm",
]
