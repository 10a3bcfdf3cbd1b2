from people.views.accounts import AccountDisableView, AccountEnableView, AccountListView, AdminHomeView, SetupView
from people.views.acts import ActListView, ActRuleSetView
from people.views.audit import AuditListView
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
from people.views.passwords import PasswordChangeView, PasswordLostView
from people.views.persons import PersonDetailView, PersonListView, PersonUnmaskView
from people.views.roles import RoleEndView, RoleGrantView, RoleListView
from people.views.slips import AccountSlipView, SlipPrepareView, SlipPrintView
from people.views.tokens import TokenCreateView, TokenListView, TokenRevokeView
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
    "AccountListView",
    "AccountSlipView",
    "ActListView",
    "ActRuleSetView",
    "AdminHomeView",
    "AuditListView",
    "NotificationListView",
    "NotificationReadAllView",
    "NotificationReadView",
    "PasswordChangeView",
    "PasswordLostView",
    "PersonDetailView",
    "PersonListView",
    "PersonUnmaskView",
    "RoleEndView",
    "RoleGrantView",
    "RoleListView",
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
    "UnitListView",
    "UnitMergeView",
    "UnitMoveView",
    "UnitOpenView",
    "UnitRenameView",
    "UnitReorderView",
    "UnitSplitView",
]
