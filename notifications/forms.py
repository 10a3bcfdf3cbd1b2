from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import StyledForm
from notifications.channels import channels
from notifications.kinds import message_groups
from notifications.selectors import channel_choices


class NewsForm(StyledForm):
    """One's own address, and for each channel the groups of news that leave by it."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Present password"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Only to change the address: links for a new password are sent there too."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].initial = user.email
        chosen = channel_choices(user)
        groups = [(group.code, group.label) for group in message_groups()]
        for code, channel in channels().items():
            self.fields[f"by_{code}"] = forms.MultipleChoiceField(
                label=_("Also by: %(channel)s") % {"channel": channel.label},
                choices=groups,
                required=False,
                initial=sorted(chosen[code]),
                widget=forms.CheckboxSelectMultiple,
            )

    def wanted(self):
        return {code: set(self.cleaned_data[f"by_{code}"]) for code in channels()}


class MessageForm(StyledForm):
    title = forms.CharField(label=pgettext_lazy("message", "Title"), max_length=200, required=False)
    body = forms.CharField(
        label=pgettext_lazy("message", "Text"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
