from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from common.exports import file_answer, file_name
from common.views import ActionView, ConsequencesMixin, ObjectFormPage, ObjectMixin, ObjectPage, View
from partners.choices import Side
from partners.exports import statement_pdf, statement_rows
from partners.forms import ConfirmForm, PaperForm, PeriodForm
from partners.models import Statement
from partners.services.statements import confirm_statement, draw_up_statement, redraw_statement
from partners.views.agreements import OfAgreement, OneFormPage
from people.installation import is_demo
from people.trail import audit


class StatementCreateView(OfAgreement, OneFormPage):
    permission_required = "partners.manage_agreement"
    heading = _("Draw up a statement")
    intro = _("Exchanges with a day in the period and classes that ended in it are counted.")
    form_class = PeriodForm
    done_message = _("The statement is drawn up; both sides have been asked to confirm.")

    def act(self, form):
        return draw_up_statement(agreement=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.result.get_absolute_url()


class OfStatement:
    """Pages of a statement; the rights are those in its agreement."""

    model = Statement
    lookup = "pk"
    context_object_name = "statement"

    def get_queryset(self):
        rows = super().get_queryset().select_related("agreement")
        return rows.prefetch_related("agreement__parties__unit", "confirmations__recorded_by")

    def rights_target(self):
        return self.rights_object().agreement

    def get_initial(self):
        return {"seen": self.object.drawn_up_at.isoformat(), "signatory": str(self.request.user)}


class StatementDetailView(OfStatement, ObjectPage):
    permission_required = "partners.view_agreement"
    template_name = "partners/statement_detail.html"

    def get_context_data(self, **kwargs):
        user, statement = self.request.user, self.object
        verbs = ("manage_agreement", "confirm_for_city", "confirm_for_partner")
        may = {verb: user.has_perm(f"partners.{verb}", statement.agreement) for verb in verbs}
        given = {row.side for row in statement.confirmations.all()}
        return super().get_context_data(
            may=may,
            rows=statement_rows(statement),
            asked=[side for side in Side if side not in given],
            may_confirm_city=may["confirm_for_city"] and Side.CITY not in given,
            may_confirm_partner=may["confirm_for_partner"] and Side.PARTNER not in given,
            may_file_paper=may["manage_agreement"] and Side.PARTNER not in given,
            **kwargs,
        )


class StatementRedrawView(ConsequencesMixin, OfStatement, ActionView):
    question = _("Count again")
    consequences = (
        _("The figures are drawn up anew from the exchanges and classes as they are entered now."),
        _("Confirmations given so far no longer hold; both sides are asked again."),
    )
    permission_required = "partners.manage_agreement"
    done_message = _("The figures are drawn up anew; earlier confirmations no longer hold.")

    def whom(self):
        given = [f"{row.get_side_display()} · {row.signatory}" for row in self.object.confirmations.all()]
        return [f"{self.object.agreement} {self.object.first_day:%Y-%m-%d}–{self.object.last_day:%Y-%m-%d}", *given]

    def act(self, statement):
        redraw_statement(statement=statement, by=self.request.user)


class Confirming(OfStatement, ObjectFormPage):
    template_name = "partners/statement_confirm.html"
    form_class = ConfirmForm
    done_message = _("Confirmed.")
    side: str

    def act(self, form):
        return confirm_statement(statement=self.object, side=self.side, by=self.request.user, **form.cleaned_data)

    def form_invalid(self, form):
        """The figures shown are the ones that stand now, and the next press is about them."""
        self.object.refresh_from_db()
        form.data = form.data.copy()
        form.data["seen"] = self.object.drawn_up_at.isoformat()
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=statement_rows(self.object), side=self.side, **kwargs)


class StatementConfirmCityView(Confirming):
    permission_required = "partners.confirm_for_city"
    side = Side.CITY


class StatementConfirmPartnerView(Confirming):
    permission_required = "partners.confirm_for_partner"
    side = Side.PARTNER


class StatementPaperView(Confirming):
    """The partner signed on paper; the office keeps the scan."""

    permission_required = "partners.manage_agreement"
    form_class = PaperForm
    side = Side.PARTNER
    done_message = _("The signed paper is filed as the partner's confirmation.")

    def get_initial(self):
        return {**super().get_initial(), "signatory": ""}


class StatementPdfView(OfStatement, ObjectMixin, View):
    permission_required = "partners.view_agreement"

    def get(self, request, *args, **kwargs):
        statement = self.object
        content = statement_pdf(statement, is_demo=is_demo())
        audit.record(statement, "partners.print_statement", by=request.user)
        return file_answer(content, _("Statement"), statement.agreement.code, statement.last_day, ending="pdf")


class StatementScanView(OfStatement, ObjectMixin, View):
    permission_required = "partners.view_agreement"

    def get(self, request, *args, **kwargs):
        paper = next((row for row in self.object.confirmations.all() if row.scan), None)
        if paper is None:
            raise Http404
        ending = paper.scan.name.rsplit(".", 1)[-1].lower()
        audit.record(self.object, "partners.open_scan", by=request.user)
        return FileResponse(
            paper.scan.open(),
            as_attachment=True,
            filename=file_name(_("Statement"), self.object.agreement.code, self.object.last_day, ending=ending),
        )
