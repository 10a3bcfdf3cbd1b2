from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.acts import Act
from common.menu import MenuItem, PageAction, SetupStep
from records.actions import ACTIONS
from records.charts import hours_ring
from records.completion import waivers_in
from records.history.kind import HistoryList
from records.messages import KINDS
from records.models import CertificateNumbering, HourRule
from records.own_data import own_data
from records.selectors import HourTable, certificates_of, next_number, transcript_of, transcript_shown_to, year_hours
from records.stages import stages_of_closing
from records.waiting import kinds
from training.selectors import is_over


@hooks.register("site_menu")
def records_menu():
    return [
        MenuItem(_("My hours"), "records:transcript", "records.view_transcript", 5, "award", short=_("Hours")),
        MenuItem(_("Verify a certificate"), "records:verify", None, 82, "certificate", group="public"),
    ]


@hooks.register("roster_actions")
def history_actions(user):
    if not user.has_perm("records.import_history"):
        return []
    address = reverse("intake:import_list", kwargs={"kind": HistoryList.code})
    return [PageAction(_("Trainings of earlier years"), address, "history")]


@hooks.register("list_kinds")
def history_lists():
    return [HistoryList()]


@hooks.register("setup_steps")
def rule_steps():
    rule = HourTable().rule_on(timezone.localdate())
    values = {"day": f"{float(rule.half_day_hours):g}", "evening": f"{float(rule.evening_hours):g}"} if rule else {}
    counted = gettext("A half-day counts %(day)s hours, an evening %(evening)s.")
    nothing = gettext("No rule is in force: classes count no hours.")
    return [
        SetupStep(
            54,
            _("Hour rules"),
            HourRule.objects.count() > 1,
            counted % values if rule else nothing,
            reverse("records:hour_rules"),
            "records.set_rules",
            "hour_rules",
        ),
        SetupStep(
            56,
            _("Certificate numbers"),
            CertificateNumbering.objects.exists(),
            gettext("The next certificate is called %(number)s.") % {"number": next_number()},
            reverse("records:certificate_numbering"),
            "records.set_rules",
            "certificate_numbers",
        ),
    ]


@hooks.register("second_person_acts")
def records_acts():
    return [
        Act(
            "records.correct_hours",
            _("Correcting posted hours"),
            _("Hours of a closed class are corrected by a further entry in the ledger."),
            default=True,
        ),
        Act(
            "records.issue_certificate",
            _("Issuing a certificate after closing"),
            _("Somebody who completes a class only after it was closed gets a certificate with the next number."),
            default=True,
        ),
        Act(
            "records.waive_exam",
            _("Exempting somebody from a final examination"),
            _("They get the certificate of the class without having passed its final examination."),
            default=False,
        ),
        Act(
            "records.revoke_certificate",
            _("Revoking a certificate"),
            _("The public page then shows the certificate as revoked. This cannot be undone."),
            default=True,
        ),
    ]


@hooks.register("me_panels", order=30)
def my_hours(request):
    """Hours of this year and the certificates."""
    person_id = request.user.person_id
    if person_id is None:
        return ""
    year = timezone.localdate().year
    hours = year_hours(person_id, year)
    certificates = certificates_of(person_id)[:5]
    context = {"year": year, "hours": hours, "chart": hours_ring(hours), "certificates": certificates}
    return render_to_string("records/_me_panel.html", context, request)


@hooks.register("batch_page_panels", order=10)
def closing_panel(request, batch):
    """The way to close a class, for who may."""
    if not request.user.has_perm("records.close_batch", batch):
        return ""
    return render_to_string("records/_batch_panel.html", {"batch": batch, "is_over": is_over(batch)}, request)


@hooks.register("exempt_from_finals")
def exempted(batch):
    """Exemptions that stand, by the key of the place."""
    return waivers_in(batch)


@hooks.register("message_kinds")
def records_message_kinds():
    return KINDS


@hooks.register("audit_actions")
def records_actions():
    return ACTIONS


@hooks.register("own_data")
def records_of_person(person):
    return own_data(person)


@hooks.register("person_page_panels", order=30)
def hours_of(request, person):
    """The person's hours and certificates, as far as the reader may know of them."""
    whole = request.user.has_perm("records.view_record", person)
    transcript = transcript_of(person) if whole else transcript_shown_to(request.user, person)
    if not transcript.entries and not transcript.certificates:
        return ""
    opening = next((row for row in transcript.entries if row.batch_id is None and row.corrects_id is None), None)
    if opening:
        opening.person = person
    # One answer for all of them: it goes by the person's unit.
    may_correct = opening is not None and request.user.has_perm("records.correct_hours", opening)
    context = {"transcript": transcript, "may_correct": may_correct}
    return render_to_string("records/_person_panel.html", context, request)


@hooks.register("waiting")
def waiting_for_records():
    return kinds()


@hooks.register("class_stages")
def class_stages(user, batches):
    return stages_of_closing(user, batches)
