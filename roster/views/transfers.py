"""Transfers of people between units."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from common.views import ActionView, ConsequencesMixin, FormPage, ListPage, ObjectFormPage
from people.forms.persons import ReasonForm
from roster.filters import TransferFilter
from roster.forms.persons import RegisterForm, TransferDayForm, TransferForm
from roster.models import TransferRequest
from roster.services.transfers import agree_transfer, enter_person, refuse_transfer, request_transfer, withdraw_transfer


class PersonRegisterView(FormPage):
    permission_required = "people.register_person"
    form_class = RegisterForm
    template_name = "roster/person_register.html"
    done_message = _("The person is in the roster.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form):
        data = form.cleaned_data
        names = ("dept", "post", "post_level", "rank", "track_confirmed")
        posting = {name: data.pop(name) for name in names}
        return enter_person(started_on=data.pop("day"), posting=posting, by=self.request.user, **data)

    def get_success_url(self):
        return self.result.get_absolute_url()


class TransferListView(ListPage):
    """Requests from and to one's own units, with what one may do about each."""

    model = TransferRequest
    permission_required = "roster.view_transfers"
    filterset_class = TransferFilter
    template_name = "roster/transfer_list.html"

    def get_rows(self):
        rows = super().get_rows().select_related("person", "unit", "from_unit", "asked_by", "decided_by")
        return rows.order_by("-id")

    def get_context_data(self, **kwargs):
        context, user = super().get_context_data(**kwargs), self.request.user
        rows = [
            (row, user.has_perm("roster.decide_transfer", row), user.has_perm("roster.withdraw_transfer", row))
            for row in context["page_obj"]
        ]
        return {**context, "rows": rows}


class TransferRequestView(FormPage):
    permission_required = "roster.view_transfers"
    form_class = TransferForm
    template_name = "roster/transfer_request.html"
    success_url = reverse_lazy("roster:transfer_list")
    done_message = _("The other unit is asked; you are told what it answers.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form):
        return request_transfer(by=self.request.user, **form.cleaned_data)


class TransferWithdrawView(ConsequencesMixin, ActionView):
    model = TransferRequest
    lookup = "pk"
    permission_required = "roster.withdraw_transfer"
    done_message = _("The request is withdrawn.")
    question = _("Withdraw the request")
    consequences = (_("The person stays where they are; for another try the transfer is asked for anew."),)

    def whom(self):
        return [f"{self.object.person.name}（{self.object.from_unit} → {self.object.unit}）"]

    def get_queryset(self):
        return super().get_queryset().select_related("person", "unit", "from_unit", "asked_by")

    def act(self, transfer):
        withdraw_transfer(transfer=transfer, by=self.request.user)


class TransferDecision(ObjectFormPage):
    model = TransferRequest
    lookup = "pk"
    permission_required = "roster.decide_transfer"
    context_object_name = "transfer"

    def get_queryset(self):
        return super().get_queryset().select_related("person", "unit", "from_unit", "asked_by")


class TransferAgreeView(TransferDecision):
    template_name = "roster/transfer_agree.html"
    form_class = TransferDayForm
    done_message = _("The person is transferred; both units and the person are told.")

    def act(self, form):
        return agree_transfer(transfer=self.object, by=self.request.user, **form.cleaned_data)


class TransferRefuseView(TransferDecision):
    template_name = "roster/transfer_refuse.html"
    form_class = ReasonForm
    done_message = _("The transfer is refused; the unit that asked is told why.")

    def act(self, form):
        return refuse_transfer(transfer=self.object, by=self.request.user, **form.cleaned_data)
