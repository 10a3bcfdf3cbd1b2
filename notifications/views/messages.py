"""Which news leaves the site, and in which words."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from common.errors import NotAllowed
from common.views import SIGNED_IN, FormPage, PageView, PasswordGuard, SeenMixin
from notifications.forms import MessageForm, NewsForm
from notifications.kinds import message_kind, placeholders_of
from notifications.selectors import message_of, messages_for_list
from notifications.services.messages import choose_channels, own_words, preview, set_own_email, write_message


class NotificationSettingsView(PasswordGuard, FormPage):
    permission_required = SIGNED_IN
    form_class = NewsForm
    template_name = "notifications/notification_settings.html"
    success_url = reverse_lazy("notifications:notification_settings")
    done_message = _("Your choice is saved.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form):
        user = self.request.user
        set_own_email(email=form.cleaned_data["email"], password=form.cleaned_data["password"], by=user)
        choose_channels(wanted=form.wanted(), by=user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(mail_is_sent=settings.MAIL_IS_SENT, **kwargs)


class MessageListView(PageView):
    permission_required = "notifications.write_messages"
    template_name = "notifications/message_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=messages_for_list(), **kwargs)


class MessageEditView(SeenMixin, FormPage):
    """Shows how the words would read before they are saved."""

    permission_required = "notifications.write_messages"
    form_class = MessageForm
    template_name = "notifications/message_edit.html"
    success_url = reverse_lazy("notifications:message_list")
    done_message = _("The text is saved; messages sent from now on use it.")

    def dispatch(self, request, *args, **kwargs):
        self.kind = message_kind(kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def check_rights(self):
        super().check_rights()
        if self.kind is None:
            raise Http404

    def stands(self):
        return own_words(message_of(self.kind))

    def get_initial(self):
        return self.stands()

    def form_valid(self, form):
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        try:
            shown = preview(self.kind, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, shown=shown))

    def act(self, form):
        write_message(kind=self.kind, by=self.request.user, seen=self.seen, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        built_in = preview(self.kind, title="", body="")
        context = {"kind": self.kind, "placeholders": placeholders_of(self.kind), "shown": None, "built_in": built_in}
        return super().get_context_data(**{**context, **kwargs})
