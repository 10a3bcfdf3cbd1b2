"""Accounts, for the system administrator."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.filters import AccountFilter
from accounts.services.second_factor import remove_second_factor
from common.views import ActionView, ConsequencesMixin, ListPage
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


class AccountAsking(ConsequencesMixin, AccountAction):
    def whom(self):
        return [f"{self.object}（{self.object.username}）"]


class AccountDisableView(AccountAsking):
    question = _("Disable the account")
    consequences = (
        _("The person is signed out everywhere at once and can no longer sign in; API tokens stop."),
        _("Records, hours and certificates stay. The account can be enabled again."),
    )
    done_message = _("The account is disabled and signed out everywhere.")

    def act(self, user):
        disable_account(user=user, by=self.request.user)


class AccountEnableView(AccountAction):
    done_message = _("The account is enabled.")

    def act(self, user):
        enable_account(user=user, by=self.request.user)


class AccountFactorRemoveView(AccountAsking):
    question = _("Remove the second factor")
    consequences = (
        _("The person is signed out everywhere and next signs in with the password alone."),
        _("The app and the recovery codes stop working; the second factor has to be set up anew."),
    )
    done_message = _("The second factor is removed; the account is signed out everywhere.")

    def act(self, user):
        remove_second_factor(user=user, by=self.request.user)
