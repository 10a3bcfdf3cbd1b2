"""Accounts, for the system administrator."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.views import ActionView, ListPage, PageView
from people.filters import AccountFilter
from people.installation import is_set_up, setup_steps
from people.models import User
from people.services.accounts import disable_account, enable_account
from people.services.installation import finish_setup, keep_setting
from people.services.second_factor import remove_second_factor


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
        rows = [(step, may_set(self.request.user, step)) for step in steps]
        is_done = all(step.is_done for step in steps)
        return super().get_context_data(steps=rows, is_done=is_done, may_finish=is_done and not is_set_up(), **kwargs)


class SetupFinishView(ActionView):
    permission_required = "people.view_setup"
    done_message = _("The city is set up. You find the settings in the menu.")

    def rights_object(self):
        self.object = None

    def act(self, _nothing):
        finish_setup(by=self.request.user)

    def get_success_url(self):
        return reverse("people:setup")


def may_set(user, step):
    return not step.permission or user.has_perm(step.permission)


class SettingKeepView(ActionView):
    """What is shipped is right for this office."""

    permission_required = "people.view_setup"
    done_message = _("The setting stays as it is.")

    def rights_object(self):
        steps = {step.key: step for step in setup_steps() if step.key}
        self.object = steps.get(self.kwargs["key"])
        if self.object is None:
            raise Http404
        if not may_set(self.request.user, self.object):
            raise PermissionDenied
        return self.object

    def act(self, step):
        keep_setting(step=step, by=self.request.user)

    def get_success_url(self):
        return reverse("people:setup")


class AccountListView(ListPage):
    model = User
    permission_required = "people.manage_accounts"
    filterset_class = AccountFilter
    template_name = "people/account_list.html"

    def get_rows(self):
        second = Authenticator.objects.filter(user=OuterRef("pk"))
        return User.objects.annotate(has_second_factor=Exists(second)).order_by("username")


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


class AccountFactorRemoveView(AccountAction):
    done_message = _("The second factor is removed; the account is signed out everywhere.")

    def act(self, user):
        remove_second_factor(user=user, by=self.request.user)
