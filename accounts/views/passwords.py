"""Choosing one's own password, and a lost one."""

from allauth.core.ratelimit import consume_or_429
from allauth.decorators import rate_limit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.due import PASSWORD_DUE
from accounts.forms import LostPasswordForm, PasswordForm
from accounts.services.passwords import choose_password
from accounts.tasks import send_reset_mail
from common.views import PUBLIC, SIGNED_IN, FormPage


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
        return super().get_context_data(
            password_rules=password_validators_help_texts(),
            password_too_old=PASSWORD_DUE in self.request.session,
            **kwargs,
        )

    def act(self, form):
        user = self.request.user
        self.request.user = choose_password(user=user, password=form.cleaned_data["password1"], by=user)
        update_session_auth_hash(self.request, self.request.user)
        UserSession.objects.create_from_request(self.request)
        self.request.session.pop(PASSWORD_DUE, None)


class PasswordLostView(FormPage):
    """Says whom to ask. Where mail is sent, everything about the account happens after the answer, so that neither
    its words nor its time tell whether there is one."""

    permission_required = PUBLIC
    form_class = LostPasswordForm
    template_name = "account/password_reset.html"
    success_url = reverse_lazy("account_login")
    done_message = _("If this account has an e-mail address, a link is on its way to it.")

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if settings.MAIL_IS_SENT else self.get(request)

    def form_valid(self, form):
        login = form.cleaned_data["login"].strip()
        refused = consume_or_429(self.request, action="reset_password", key=login.lower())
        return refused or super().form_valid(form)

    def act(self, form):
        origin = settings.PUBLIC_URL or self.request.build_absolute_uri("/").rstrip("/")
        send_reset_mail.delay(form.cleaned_data["login"].strip(), origin)

    def get_context_data(self, **kwargs):
        return super().get_context_data(mail_is_sent=settings.MAIL_IS_SENT, **kwargs)
