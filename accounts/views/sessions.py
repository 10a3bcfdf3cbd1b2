"""Where an account is signed in, for its owner."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.browsers import in_words
from accounts.selectors import open_sessions
from accounts.services.sessions import end_other_sessions, end_session
from common.views import SIGNED_IN, ActionView, FormPage, ListPage


class SessionListView(ListPage):
    model = UserSession
    permission_required = SIGNED_IN
    template_name = "accounts/session_list.html"

    def get_rows(self):
        return open_sessions(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(current_key=self.request.session.session_key, **kwargs)
        for session in context["page_obj"]:
            session.browser = in_words(session.user_agent)
        return context


class SessionEndView(ActionView):
    model = UserSession
    lookup = "pk"
    permission_required = SIGNED_IN
    done_message = _("Signed out there.")

    def get_queryset(self):
        return open_sessions(self.request.user)

    def act(self, session):
        end_session(session=session, by=self.request.user)

    def get_success_url(self):
        return reverse("accounts:session_list")


class SessionEndOthersView(FormPage):
    permission_required = SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        end_other_sessions(keep=request.session.session_key, by=request.user)
        messages.success(request, _("You are signed out everywhere else."))
        return HttpResponseRedirect(reverse("accounts:session_list"))
