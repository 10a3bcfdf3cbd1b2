"""An account's own API tokens."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms import TokenForm
from accounts.models import ApiToken
from accounts.services.tokens import issue_token, revoke_token
from common.errors import NotAllowed
from common.views import SIGNED_IN, ActionView, ConsequencesMixin, FormPage, ListPage


class TokenListView(ListPage):
    """The tokens of the account itself; nobody sees another's."""

    model = ApiToken
    permission_required = SIGNED_IN
    template_name = "accounts/token_list.html"


class TokenCreateView(FormPage):
    """Shows the token once, on the answer to the POST."""

    permission_required = SIGNED_IN
    form_class = TokenForm
    template_name = "accounts/token_create.html"

    def form_valid(self, form):
        try:
            token, raw = issue_token(by=self.request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(token=token, raw=raw))


class TokenRevokeView(ConsequencesMixin, ActionView):
    question = _("Revoke the token")
    consequences = (_("Programs that use it are refused at once. It cannot be made valid again."),)
    model = ApiToken
    lookup = "pk"
    permission_required = "accounts.revoke_token"
    done_message = _("The token is revoked.")

    def whom(self):
        return [self.object.name]

    def act(self, token):
        revoke_token(token=token, by=self.request.user)

    def get_success_url(self):
        return reverse("accounts:token_list")
