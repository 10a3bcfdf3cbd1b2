import io

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.exports import file_answer
from common.views import ListPage, ObjectPage
from partners.exports import ExchangeLedger
from partners.filters import ExchangeFilterSet
from partners.forms import AppraisalForm, EndForm, ExchangeForm
from partners.models import Exchange
from partners.selectors import appraisals_of, exchanges_for_list, with_parties
from partners.services.exchanges import appraise, end_exchange_early, start_exchange
from partners.views.agreements import OfAgreement, OneFormPage
from people.masking import mask_numbers
from people.models import Person
from people.trail import audit


class ExchangeListView(ListPage):
    """Everybody sent or received (交流台账), also as a workbook."""

    model = Exchange
    permission_required = "partners.view_agreements"
    template_name = "partners/exchange_list.html"
    filterset_class = ExchangeFilterSet

    def get_rows(self):
        return exchanges_for_list(super().get_rows())


class ExchangeExportView(ExchangeListView):
    """The rows the list shows under the same filter."""

    def get(self, request, *args, **kwargs):
        output = io.BytesIO()
        rows = ExchangeLedger(self.get_queryset()).write(output, format="xlsx")
        data = {"rows": rows, "filter": mask_numbers(request.GET.urlencode())}
        audit.record(None, "partners.export_exchanges", by=request.user, data=data)
        return file_answer(output.getvalue(), _("Exchanges"), timezone.localdate(), ending="xlsx")


class ExchangeCreateView(OfAgreement, OneFormPage):
    permission_required = "partners.start_exchange"
    heading = _("Send a person")
    intro = _("The places a year and the term are those of the agreement.")
    form_class = ExchangeForm
    done_message = _("The exchange is entered; both sides and the person have been told.")

    def get_form_kwargs(self):
        people = Person.objects.visible_to(self.request.user).in_post()
        return {**super().get_form_kwargs(), "agreement": self.object, "people": people}

    def act(self, form):
        return start_exchange(draft=form.draft(), by=self.request.user)

    def get_success_url(self):
        return self.result.get_absolute_url()


class OfExchange:
    model = Exchange
    lookup = "pk"
    context_object_name = "exchange"

    def get_queryset(self):
        return super().get_queryset().select_related("person", "home_unit", "host_unit", "line__agreement")


class ExchangeDetailView(OfExchange, ObjectPage):
    permission_required = "partners.view_exchange"
    template_name = "partners/exchange_detail.html"

    def get_context_data(self, **kwargs):
        user, exchange = self.request.user, self.object
        agreement = with_parties(type(exchange.line.agreement).objects.visible_to(user))
        verbs = ("appraise", "end_exchange")
        return super().get_context_data(
            may={verb: user.has_perm(f"partners.{verb}", exchange) for verb in verbs},
            agreement=agreement.filter(pk=exchange.line.agreement_id).first(),
            appraisals=appraisals_of(exchange),
            **kwargs,
        )


class ExchangeAppraiseView(OfExchange, OneFormPage):
    permission_required = "partners.appraise"
    heading = _("Appraise")
    intro = _("An appraisal is given once. The final one finishes the exchange.")
    form_class = AppraisalForm
    done_message = _("The appraisal is given.")

    def act(self, form):
        return appraise(exchange=self.object, by=self.request.user, **form.cleaned_data)


class ExchangeEndView(OfExchange, OneFormPage):
    permission_required = "partners.end_exchange"
    heading = _("End the exchange early")
    intro = _("The person returns to the sending unit; day and reason stay in the ledger.")
    form_class = EndForm
    done_message = _("The exchange has ended early.")

    def act(self, form):
        return end_exchange_early(exchange=self.object, by=self.request.user, **form.cleaned_data)
