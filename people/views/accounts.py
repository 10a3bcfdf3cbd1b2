"""Accounts, for the system administrator."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import setup_steps
from common.views import ActionView, ListPage, PageView
from people.filters import AccountFilter
from people.models import User
from people.services.accounts import disable_account, enable_account


class AdminHomeView(PageView):
    permission_required = "people.administer"
    template_name = "people/admin_home.html"

    def get_context_data(self, **kwargs):
        panels = [panel for hook in hooks.get_hooks("office_panels") if (panel := hook(self.request))]
        return super().get_context_data(panels=panels, **kwargs)


class SetupView(PageView):
    """The checklist of a new installation (启用向导)."""

    permission_required = "people.view_setup"
    template_name = "people/setup.html"

    def get_context_data(self, **kwargs):
        steps = setup_steps()
        return super().get_context_data(steps=steps, is_done=all(step.is_done for step in steps), **kwargs)


class AccountListView(ListPage):
    model = User
    permission_required = "people.manage_accounts"
    filterset_class = AccountFilter
    template_name = "people/account_list.html"

    def get_rows(self):
        return User.objects.order_by("username")


class AccountAction(ActionView):
    model = User
    lookup = "pk"
    permission_required = "people.manage_accounts"

    def get_queryset(self):
        return User.objects.all()

    def get_success_url(self):
        return reverse("people:account_list")


class AccountDisableView(AccountAction):
    done_message = _("The account is disabled and signed out everywhere.")

    def act(self, user):
        disable_account(user=user, by=self.request.user)


class AccountEnableView(AccountAction):
    done_message = _("The account is enabled.")

    def act(self, user):
        enable_account(user=user, by=self.request.user)
