"""Choosing one's own password."""

from allauth.decorators import rate_limit
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from common.views import SIGNED_IN, FormPage
from people.forms import PasswordForm
from people.services.passwords import choose_password


@method_decorator(rate_limit(action="change_password"), name="dispatch")
class PasswordChangeView(FormPage):
    """The browser at hand stays signed in, all others are signed out."""

    permission_required = SIGNED_IN
    form_class = PasswordForm
    template_name = "account/password_change.html"
    success_url = reverse_lazy("home")
    done_message = _("Your password is changed. Wherever else you were signed in, you are signed out.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(password_rules=password_validators_help_texts(), **kwargs)

    def act(self, form):
        user = self.request.user
        self.request.user = choose_password(user=user, password=form.cleaned_data["password1"], by=user)
        update_session_auth_hash(self.request, self.request.user)
        UserSession.objects.create_from_request(self.request)
