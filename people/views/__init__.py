from people.views.accounts import (
    AccountDisableView,
    AccountEnableView,
    AccountFactorRemoveView,
    AccountListView,
    AdminHomeView,
)
from people.views.audit import AuditListView
from people.views.inbox import NotificationListView, NotificationReadAllView, NotificationReadView
from people.views.passwords import PasswordChangeView, PasswordLostView
from people.views.persons import PersonDetailView, PersonListView, PersonUnmaskView
from people.views.roles import RoleEndView, RoleGrantView, RoleListView
from people.views.sessions import SessionEndOthersView, SessionEndView, SessionListView
from people.views.slips import AccountSlipView, SlipPrepareView, SlipPrintView
from people.views.tokens import TokenCreateView, TokenListView, TokenRevokeView
from people.views.units import UnitDetailView, UnitListView

__all__ = [
    "AccountDisableView",
    "AccountEnableView",
    "AccountFactorRemoveView",
    "AccountListView",
    "AccountSlipView",
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
    "SessionEndOthersView",
    "SessionEndView",
    "SessionListView",
    "SlipPrepareView",
    "SlipPrintView",
    "TokenCreateView",
    "TokenListView",
    "TokenRevokeView",
    "UnitDetailView",
    "UnitListView",
]
