from people.forms.accounts import (
    GrantRoleForm,
    LostPasswordForm,
    PasswordForm,
    SeenAtForm,
    SlipChoiceForm,
    SlipPrintForm,
    StaffNumberLoginForm,
    TokenForm,
    UnmaskForm,
)
from people.forms.roster import RosterOptionsForm, RosterUploadForm
from people.forms.second_person import SecondPersonForm

__all__ = [
    "GrantRoleForm",
    "LostPasswordForm",
    "PasswordForm",
    "RosterOptionsForm",
    "RosterUploadForm",
    "SecondPersonForm",
    "SeenAtForm",
    "SlipChoiceForm",
    "SlipPrintForm",
    "StaffNumberLoginForm",
    "TokenForm",
    "UnmaskForm",
]
