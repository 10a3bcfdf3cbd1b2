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
from people.views.completeness import CompletenessView
from people.views.imports import (
    ImportCommitView,
    ImportCreateView,
    ImportDetailView,
    ImportListView,
    ImportOptionsView,
    ImportReportView,
    ImportTemplateView,
    ImportUndoView,
)
from people.views.inbox import NotificationListView, NotificationReadAllView, NotificationReadView
from people.views.messages import MessageEditView, MessageListView, NotificationSettingsView
from people.views.passwords import PasswordChangeView, PasswordLostView
from people.views.persons import PersonDetailView, PersonListView, PersonPinyinView, PersonUnmaskView
from people.views.postings import (
    FormerListView,
    PersonDepartView,
    PersonPostView,
    PersonRegisterView,
    PersonReinstateView,
)
from people.views.privacy import PrivacyView
from people.views.roles import RoleEndView, RoleGrantView, RoleListView
from people.views.sessions import SessionEndOthersView, SessionEndView, SessionListView
from people.views.slips import AccountSlipView, SlipPrepareView, SlipPrintView
from people.views.tokens import TokenCreateView, TokenListView, TokenRevokeView
from people.views.transfers import (
    TransferAgreeView,
    TransferListView,
    TransferRefuseView,
    TransferRequestView,
    TransferWithdrawView,
)
from people.views.twice import PersonMergeView, PersonUnmergeView
from people.views.unit_editor import (
    UnitAliasAddView,
    UnitAliasRemoveView,
    UnitCloseView,
    UnitDescribeView,
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
    "ImportCommitView",
    "ImportCreateView",
    "ImportDetailView",
    "ImportListView",
    "ImportOptionsView",
    "ImportReportView",
    "ImportTemplateView",
    "ImportUndoView",
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
    "CompletenessView",
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
    "PersonMergeView",
    "PersonPostView",
    "PersonRegisterView",
    "PersonReinstateView",
    "PersonUnmaskView",
    "PrivacyView",
    "PersonUnmergeView",
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
    "TransferAgreeView",
    "TransferListView",
    "TransferRefuseView",
    "TransferRequestView",
    "TransferWithdrawView",
    "UnitAliasAddView",
    "UnitAliasRemoveView",
    "UnitCloseView",
    "UnitDescribeView",
    "UnitDetailView",
    "UnitListView",
    "UnitMergeView",
    "UnitMoveView",
    "UnitOpenView",
    "UnitRenameView",
    "UnitReorderView",
    "UnitSplitView",
]
