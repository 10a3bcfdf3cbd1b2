"""Putting right what closing posted: a certificate is revoked, hours are corrected by a further entry."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.views import ObjectFormPage, SeenMixin
from records.forms import CorrectionForm, RevokeForm
from records.models import Certificate, CreditEntry
from records.rules import keeps_ledger_entry, manages_certificate
from records.selectors import certificate_for, standing_of
from records.services.certificates import OWN_REVOCATION, revoke_certificate
from records.services.ledger import OWN_HOURS, correct_hours


class CertificateRevokeView(ObjectFormPage):
    model = Certificate
    lookup = "pk"
    context_object_name = "certificate"
    permission_required = "records.revoke_certificate"
    but_for_oneself = manages_certificate
    about_oneself = OWN_REVOCATION
    template_name = "records/certificate_revoke.html"
    form_class = RevokeForm
    done_message = _("The certificate is revoked; the public page says so.")

    def get_queryset(self):
        return super().get_queryset().select_related("enrolment__batch__organiser", "enrolment__person")

    def act(self, form):
        by = self.request.user
        second = form.second_person(by=by, target=self.object)
        return revoke_certificate(certificate=self.object, reason=form.cleaned_data["reason"], second=second, by=by)

    def get_success_url(self):
        return reverse("records:batch_close", kwargs={"code": self.object.enrolment.batch.code})


class HoursCorrectView(SeenMixin, ObjectFormPage):
    model = CreditEntry
    lookup = "pk"
    context_object_name = "entry"
    permission_required = "records.correct_hours"
    but_for_oneself = keeps_ledger_entry
    about_oneself = OWN_HOURS
    template_name = "records/hours_correct.html"
    form_class = CorrectionForm
    done_message = _("The correction is in the ledger; the person has been told.")

    def get_queryset(self):
        return super().get_queryset().postings().select_related("person", "batch__organiser")

    def stands(self):
        hours, days = standing_of(self.object)
        return {"hours": hours, "days": days}

    def get_initial(self):
        return self.stands()

    def get_context_data(self, **kwargs):
        corrections = self.object.corrections.order_by("pk")
        certificate = certificate_for(self.object)
        return super().get_context_data(corrections=corrections, certificate=certificate, **kwargs)

    def act(self, form):
        by, data = self.request.user, form.cleaned_data
        return correct_hours(
            entry=self.object,
            hours=data["hours"],
            days=data["days"],
            reason=data["reason"],
            second=form.second_person(by=by, target=self.object),
            by=by,
            seen=self.seen,
        )
