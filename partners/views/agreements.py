from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.views import FormPage, ObjectFormPage, ObjectPage, PageView, SeenMixin
from partners.forms import AgreementForm, EndForm, SignForm
from partners.models import Agreement, Exchange, JointActivity, Statement
from partners.roles import ROLES
from partners.selectors import (
    activities_for_list,
    agreements_for_list,
    due_appraisals,
    exchanges_for_list,
    statements_for_list,
    with_parties,
)
from partners.services.agreements import (
    change_agreement,
    draw_up_agreement,
    particulars,
    sign_agreement,
    terminate_agreement,
)
from people.models import OrgUnit


class HomeView(PageView):
    """What is agreed with partners, who is away or here, what waits for a yes."""

    permission_required = "partners.view_agreements"
    template_name = "partners/home.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        exchanges = list(exchanges_for_list(Exchange.objects.visible_to(user).open()))
        return super().get_context_data(
            year=today.year,
            agreements=agreements_for_list(user, today.year),
            exchanges=exchanges,
            due=due_appraisals(exchanges, today),
            statements=statements_for_list(Statement.objects.visible_to(user).waiting()),
            activities=activities_for_list(JointActivity.objects.visible_to(user))[:20],
            **kwargs,
        )


class OfAgreement:
    """Pages of one agreement; its parties answer who speaks for which side."""

    model = Agreement
    context_object_name = "agreement"

    def get_queryset(self):
        return with_parties(super().get_queryset()).prefetch_related("lines")


class AgreementDetailView(OfAgreement, ObjectPage):
    permission_required = "partners.view_agreement"
    template_name = "partners/agreement_detail.html"

    def get_context_data(self, **kwargs):
        user, agreement = self.request.user, self.object
        verbs = ("change_agreement", "terminate_agreement", "start_exchange", "set_up_activity", "manage_agreement")
        exchanges = Exchange.objects.visible_to(user).filter(line__agreement=agreement)
        return super().get_context_data(
            may={verb: user.has_perm(f"partners.{verb}", agreement) for verb in verbs},
            exchanges=exchanges_for_list(exchanges),
            activities=activities_for_list(agreement.activities.all()),
            statements=statements_for_list(agreement.statements.all()),
            **kwargs,
        )


class OneFormPage(ObjectFormPage):
    """A page that is one short form about an object: what is done, what it means, the button."""

    template_name = "partners/one_form.html"
    heading: Promise | str = ""
    intro: Promise | str = ""
    button: Promise | str = ""

    def get_context_data(self, **kwargs):
        words = {"heading": self.heading, "intro": self.intro, "button": self.button or self.heading}
        return super().get_context_data(**{**words, **kwargs})


class CityUnits:
    """The agreement's form, its first party one of the units the officer works for."""

    form_class = AgreementForm
    template_name = "partners/agreement_form.html"

    def get_form_kwargs(self):
        reached = self.request.user.scope.reach("path", ROLES.who("speak_for_city"))
        return {**super().get_form_kwargs(), "city_units": OrgUnit.objects.open().filter(reached)}


class AgreementCreateView(CityUnits, FormPage):
    permission_required = "partners.draw_up_agreement"
    done_message = _("The agreement is drawn up. Once it is signed, bring it into force.")

    def act(self, form):
        return draw_up_agreement(draft=form.draft(), by=self.request.user)

    def get_success_url(self):
        return self.result.get_absolute_url()


class AgreementChangeView(SeenMixin, CityUnits, OfAgreement, ObjectFormPage):
    permission_required = "partners.change_agreement"
    done_message = _("Saved.")

    def stands(self):
        return particulars(self.object, self.object.parties.all(), self.object.lines.all())

    def get_initial(self):
        return self.stands()

    def act(self, form):
        return change_agreement(agreement=self.object, draft=form.draft(), by=self.request.user, seen=self.seen)


class AgreementSignView(OfAgreement, OneFormPage):
    permission_required = "partners.manage_agreement"
    heading = _("Bring the agreement into force")
    intro = _("From then on its parties, term and places stand, and people can be sent under it.")
    form_class = SignForm
    done_message = _("The agreement is in force.")

    def act(self, form):
        return sign_agreement(agreement=self.object, by=self.request.user, **form.cleaned_data)


class AgreementTerminateView(OfAgreement, OneFormPage):
    permission_required = "partners.terminate_agreement"
    heading = _("Terminate the agreement")
    intro = _("It cannot be brought into force again. Exchanges under it must be over.")
    form_class = EndForm
    done_message = _("The agreement is terminated.")

    def act(self, form):
        return terminate_agreement(agreement=self.object, by=self.request.user, **form.cleaned_data)
