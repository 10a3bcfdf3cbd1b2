"""Which acts take a second person, for the security administrator; the audit administrator reads it."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.acts import second_person_acts
from common.database import is_embedded
from common.views import ActionView, PageView
from people.acts import SEPARATION, act_states, holders_of_several, separation_state
from people.services.acts import set_act_rule


class ActListView(PageView):
    permission_required = "people.view_act_rules"
    template_name = "people/act_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            states=act_states(),
            separation=separation_state() if is_embedded() else None,
            several=holders_of_several(),
            **kwargs,
        )


class ActRuleSetView(ActionView):
    permission_required = "people.set_act_rules"
    done_message = _("The rule is changed; it holds from now on.")

    def rights_object(self):
        acts = {act.code: act for act in [*second_person_acts(), SEPARATION]}
        if self.kwargs["code"] not in acts:
            raise Http404
        self.object = acts[self.kwargs["code"]]
        return self.object

    def act(self, act):
        set_act_rule(act=act, in_force=self.request.POST.get("in_force") == "on", by=self.request.user)

    def get_success_url(self):
        return reverse("people:act_list")
