"""The checklist of a new installation."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.views import ActionView, PageView
from people.installation import is_set_up, setup_steps
from people.services.installation import finish_setup, keep_setting


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
