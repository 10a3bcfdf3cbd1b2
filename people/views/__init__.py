from people.views.accounts import AccountDisableView, AccountEnableView, AccountListView, AdminHomeView
from people.views.audit import AuditListView
from people.views.inbox import NotificationListView, NotificationReadAllView, NotificationReadView
from people.views.persons import PersonDetailView, PersonListView, PersonPinyinView, PersonUnmaskView
from people.views.roles import RoleEndView, RoleGrantView, RoleListView
from people.views.tokens import TokenCreateView, TokenListView, TokenRevokeView
from people.views.units import UnitDetailView, UnitListView

__all__ = [
    "AccountDisableView",
    "AccountEnableView",
    "AccountListView",
    "AdminHomeView",
    "AuditListView",
    "NotificationListView",
    "NotificationReadAllView",
    "NotificationReadView",
    "PersonDetailView",
    "PersonListView",
    "PersonPinyinView",
    "PersonUnmaskView",
    "RoleEndView",
    "RoleGrantView",
    "RoleListView",
    "TokenCreateView",
    "TokenListView",
    "TokenRevokeView",
    "UnitDetailView",
    "UnitListView",
]
