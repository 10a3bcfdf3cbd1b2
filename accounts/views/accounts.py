"""Accounts, for the system administrator."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.filters import AccountFilter
from accounts.services.second_factor import remove_second_factor
from common.views import ActionView, ListPage
from people.models import User
from people.services.accounts import disable_account, enable_account


class AccountListView(ListPage):
    model = User
    permission_required = "accounts.manage_accounts"
    filterset_class = AccountFilter
    template_name = "accounts/account_list.html"

    def get_rows(self):
        second = Authenticator.objects.filter(user=OuterRef("pk"))
        return User.objects.annotate(has_second_factor=Exists(second)).order_by("username")


class AccountAction(ActionView):
    model = User
    lookup = "pk"
    permission_required = "accounts.manage_accounts"

    def get_queryset(self):
        return User.objects.all()

    def get_success_url(self):
        return reverse("accounts:account_list")


class AccountDisableView(AccountAction):
    done_message = _("The account is disabled and signed out everywhere.")

    def act(self, user):
        disable_account(user=user, by=self.request.user)


class AccountEnableView(AccountAction):
    done_message = _("The account is enabled.")

    def act(self, user):
        enable_account(user=user, by=self.request.user)


class AccountFactorRemoveView(AccountAction):
    done_message = _("The second factor is removed; the account is signed out everywhere.")

    def act(self, user):
        remove_second_factor(user=user, by=self.request.user)
