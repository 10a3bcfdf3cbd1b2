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

__all__ = [
    "GrantRoleForm",
    "LostPasswordForm",
    "PasswordForm",
    "RosterOptionsForm",
    "RosterUploadForm",
    "SeenAtForm",
    "SlipChoiceForm",
    "SlipPrintForm",
    "StaffNumberLoginForm",
    "TokenForm",
    "UnmaskForm",
]
