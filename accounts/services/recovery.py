"""A lost password, where the installation sends mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from people.selectors import account_named
from people.trail import audit


def send_reset_mail(*, login: str, origin: str) -> None:
    """Mail a link to the account's address. Says nothing about accounts without one: the answer was given before."""
    user = account_named(login)
    if user is None or not user.is_active or not user.email:
        return
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string("account/reset_mail.txt", {"name": user, "link": origin + path})
        send_mail(_("Zhengxun: choose a new password"), body, None, [user.email])
    audit.record(user, "accounts.mail_reset_link", by=None)
