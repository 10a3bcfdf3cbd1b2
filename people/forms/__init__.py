from people.forms.accounts import (
    GrantRoleForm,
    LostPasswordForm,
    OwnDataForm,
    PasswordForm,
    SeenAtForm,
    SlipChoiceForm,
    SlipPrintForm,
    StaffNumberLoginForm,
    TokenForm,
    UnmaskForm,
)
from people.forms.messages import MessageForm, NewsForm
from people.forms.roster import RosterOptionsForm, RosterUploadForm

__all__ = [
    "GrantRoleForm",
    "LostPasswordForm",
    "MessageForm",
    "NewsForm",
    "OwnDataForm",
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
