"""Printing slips with one-time codes."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.exports.slips import slips_pdf
from accounts.forms import SeenAtForm, SlipChoiceForm, SlipPrintForm
from accounts.selectors import people_without_account, slip_candidates
from accounts.services.passwords import MAX_SLIPS, issue_account_slip, issue_slips
from common.errors import NotAllowed
from common.exports import file_answer
from common.views import FormPage, ObjectFormPage
from people.installation import is_demo
from people.models import OrgUnit, Person, User


class SlipPage(FormPage):
    """Whom the slips are for, and why somebody gets none."""

    permission_required = "accounts.issue_slips"
    form_class = SlipChoiceForm
    template_name = "accounts/slip_prepare.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}

    def get_context_data(self, people=(), **kwargs):
        candidates = slip_candidates(people=people, by=self.request.user) if people else []
        return super().get_context_data(
            allowed=[candidate for candidate in candidates if not candidate.refusal],
            refused=[candidate for candidate in candidates if candidate.refusal],
            seen_at=timezone.now().isoformat(),
            max_slips=MAX_SLIPS,
            **kwargs,
        )


class SlipPrepareView(SlipPage):
    """POST with the people ticked in the roster; GET with a unit, for all in it who have no account."""

    def get(self, request, *args, **kwargs):
        code = request.GET.get("unit", "").replace("\x00", "")  # PostgreSQL would not even look
        unit = get_object_or_404(OrgUnit.objects.visible_to(request.user), code=code)
        waiting = Person.objects.visible_to(request.user).filter(pk__in=people_without_account(unit).values("pk"))
        people = waiting.filter(pk__in=list(waiting.in_unit_order().values_list("pk", flat=True)[:MAX_SLIPS]))
        return self.render_to_response(self.get_context_data(people=people, unit=unit, waiting=waiting.count()))

    def form_valid(self, form):
        return self.render_to_response(self.get_context_data(form=form, people=form.cleaned_data["person"]))


class SlipPrintView(SlipPage):
    http_method_names = ["post", "options"]
    form_class = SlipPrintForm

    def form_valid(self, form):
        people = form.cleaned_data["person"]
        try:
            slips = issue_slips(people=people, seen_at=form.cleaned_data["seen_at"], by=self.request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, people=people), status=422)
        return slips_answer(self.request, slips)


class AccountSlipView(ObjectFormPage):
    """A slip for any account, by the system administrator."""

    model = User
    lookup = "pk"
    permission_required = "accounts.manage_accounts"
    context_object_name = "account"
    form_class = SeenAtForm
    template_name = "accounts/account_slip.html"

    def get_queryset(self):
        return User.objects.all()

    def get_initial(self):
        return {"seen_at": timezone.now().isoformat()}

    def form_valid(self, form):
        try:
            slip = issue_account_slip(user=self.object, by=self.request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return slips_answer(self.request, [slip])


def slips_answer(request, slips):
    """The one place the clear codes leave the server; `no-store`, like every page of somebody signed in."""
    address = (settings.PUBLIC_URL or request.build_absolute_uri("/")).rstrip("/")
    content = slips_pdf(slips, address=address, is_demo=is_demo())
    return file_answer(content, _("Password slips"), f"{timezone.localtime():%Y%m%d%H%M}", ending="pdf")
