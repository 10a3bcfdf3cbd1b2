from people.views.accounts import (
    AccountDisableView,
    AccountEnableView,
    AccountFactorRemoveView,
    AccountListView,
    AdminHomeView,
    SettingKeepView,
    SetupFinishView,
    SetupView,
)
from people.views.acts import ActListView, ActRuleSetView
from people.views.audit import AuditDetailView, AuditExportView, AuditListView
from people.views.inbox import NotificationListView, NotificationReadAllView, NotificationReadView
from people.views.messages import MessageEditView, MessageListView, NotificationSettingsView
from people.views.passwords import PasswordChangeView, PasswordLostView
from people.views.persons import PersonDetailView, PersonListView, PersonPinyinView, PersonUnmaskView
from people.views.postings import (
    FormerListView,
    PersonDepartView,
    PersonPostView,
    PersonReinstateView,
)
from people.views.privacy import PrivacyView
from people.views.roles import RoleEndView, RoleGrantView, RoleListView
from people.views.sessions import SessionEndOthersView, SessionEndView, SessionListView
from people.views.slips import AccountSlipView, SlipPrepareView, SlipPrintView
from people.views.tokens import TokenCreateView, TokenListView, TokenRevokeView
from people.views.unit_editor import (
    UnitAliasAddView,
    UnitAliasRemoveView,
    UnitCloseView,
    UnitDescribeView,
    UnitLiaisonView,
    UnitMergeView,
    UnitMoveView,
    UnitOpenView,
    UnitRenameView,
    UnitReorderView,
    UnitSplitView,
)
from people.views.units import UnitDetailView, UnitListView

__all__ = [
    "SettingKeepView",
    "SetupFinishView",
    "SetupView",
    "AccountDisableView",
    "AccountEnableView",
    "AccountFactorRemoveView",
    "AccountListView",
    "AccountSlipView",
    "ActListView",
    "ActRuleSetView",
    "AdminHomeView",
    "AuditDetailView",
    "AuditExportView",
    "AuditListView",
    "FormerListView",
    "NotificationListView",
    "NotificationReadAllView",
    "NotificationReadView",
    "NotificationSettingsView",
    "MessageEditView",
    "MessageListView",
    "PasswordChangeView",
    "PasswordLostView",
    "PersonDetailView",
    "PersonListView",
    "PersonPinyinView",
    "PersonDepartView",
    "PersonDetailView",
    "PersonListView",
    "PersonPostView",
    "PersonReinstateView",
    "PersonUnmaskView",
    "PrivacyView",
    "RoleEndView",
    "RoleGrantView",
    "RoleListView",
    "SessionEndOthersView",
    "SessionEndView",
    "SessionListView",
    "SlipPrepareView",
    "SlipPrintView",
    "TokenCreateView",
    "TokenListView",
    "TokenRevokeView",
    "UnitAliasAddView",
    "UnitAliasRemoveView",
    "UnitCloseView",
    "UnitDescribeView",
    "UnitDetailView",
    "UnitLiaisonView",
    "UnitListView",
    "UnitMergeView",
    "UnitMoveView",
    "UnitOpenView",
    "UnitRenameView",
    "UnitReorderView",
    "UnitSplitView",
]
