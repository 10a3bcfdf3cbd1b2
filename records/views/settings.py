"""Settings of the office: what half-days count and how certificates are numbered."""

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.views import ActionView, ConsequencesMixin, FormPage, SeenMixin
from records.forms import CertificateNumberingForm, HourRuleForm
from records.models import HourRule
from records.selectors import HourTable, next_number, next_serial, numbering_in_use, skipped_serials
from records.services.rules import set_certificate_numbering, set_hour_rule, standing_rules, withdraw_hour_rule


class HourRulesView(SeenMixin, FormPage):
    permission_required = "records.set_rules"
    template_name = "records/hour_rules.html"
    form_class = HourRuleForm
    success_url = reverse_lazy("records:hour_rules")
    done_message = _("The rule is set.")

    def get_context_data(self, **kwargs):
        table = HourTable()
        in_force = table.rule_on(timezone.localdate())
        return super().get_context_data(rules=table.rules, in_force=in_force, **kwargs)

    def stands(self):
        return standing_rules(HourTable().rules)

    def act(self, form):
        return set_hour_rule(**form.cleaned_data, seen=self.seen, by=self.request.user)


class HourRuleWithdrawView(ConsequencesMixin, ActionView):
    model = HourRule
    lookup = "pk"
    permission_required = "records.set_rules"
    done_message = _("The rule is withdrawn; the one before it goes on.")
    question = _("Withdraw the rule")
    consequences = (
        _("Half-days from that day on count by the rule before it, in every class that is not closed."),
        _("It is refused where a class was closed under the rule."),
    )

    def whom(self):
        return [f"{self.object.valid_from:%Y-%m-%d} · {self.object.note}"]

    def get_queryset(self):
        return HourRule.objects.all()

    def act(self, rule):
        withdraw_hour_rule(rule=rule, by=self.request.user)

    def get_success_url(self):
        return reverse("records:hour_rules")


class CertificateNumberingView(FormPage):
    permission_required = "records.set_rules"
    template_name = "records/certificate_numbering.html"
    form_class = CertificateNumberingForm
    success_url = reverse_lazy("records:certificate_numbering")
    done_message = _("Certificates are numbered like this from now on.")

    def get_initial(self):
        numbering = numbering_in_use()
        serial = next_serial(timezone.localdate().year)
        return {"pattern": numbering.pattern, "digits": numbering.digits, "serial": serial}

    def get_context_data(self, **kwargs):
        return super().get_context_data(next_number=next_number(), skipped=skipped_serials(), **kwargs)

    def act(self, form):
        return set_certificate_numbering(**form.cleaned_data, by=self.request.user)
