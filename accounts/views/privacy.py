"""What is kept about oneself, and who looked."""

import io

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.exports.own_data import OwnDataExport
from accounts.forms import OwnDataForm
from accounts.selectors import looks_at
from accounts.services.privacy import allow_own_download
from common.errors import NotAllowed
from common.exports import file_answer
from common.views import SIGNED_IN, FormPage, PasswordGuard


class OwnDataAnswer:
    """The file instead of a page; refusals stay in the page."""

    def form_valid(self, form):
        try:
            with_numbers = allow_own_download(password=form.cleaned_data["password"], by=self.request.user)
        except NotAllowed as refusal:
            form.add_error("password", str(refusal))
            return self.form_invalid(form)
        output = io.BytesIO()
        OwnDataExport(self.request.user, with_numbers=with_numbers).write(output, format="xlsx")
        return file_answer(output.getvalue(), _("My data"), timezone.localdate(), ending="xlsx")


class PrivacyView(PasswordGuard, OwnDataAnswer, FormPage):
    permission_required = SIGNED_IN
    form_class = OwnDataForm
    template_name = "accounts/privacy.html"

    def get_context_data(self, **kwargs):
        person = self.request.user.person
        looks = looks_at(person) if person else []
        return super().get_context_data(person=person, looks=looks, months=settings.ERASE_AFTER_MONTHS, **kwargs)
