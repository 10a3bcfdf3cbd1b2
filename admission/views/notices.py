from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from admission.choices import NominationStatus
from admission.forms.notices import NoticeForm, PersonChoiceForm, ReplaceForm
from admission.models import Nomination, NoticeReceipt
from admission.overlaps import find_overlaps, overlaps_of_waiting
from admission.selectors import (
    nominees_of,
    possible_replacements,
    receipt_board,
    receipts_for_inbox,
    whom_to_call,
)
from admission.services.enrolments import about_oneself
from admission.services.nominations import (
    admit,
    admit_all,
    nominate,
    refuse_nomination,
    replace_trainee,
    withdraw_nomination,
)
from admission.services.notices import issue_notice, reply_nobody, sign_receipt
from common.errors import NotAllowed
from common.views import ActionView, ConsequencesMixin, ListPage, ObjectFormPage, ObjectPage
from people.selectors import people_of_unit
from training.forms.classes import ReasonForm
from training.models import Batch
from training.views.classes import BatchFormPage, BatchPage, WhileOpen

NOTICE_TEXT = _(
    "To improve the use of e-government, the class “%(title)s” is held at %(place)s from %(from)s to %(to)s. "
    "Please nominate inside your quota, sign for this notice and reply in time."
)


class NoticeIssueView(BatchFormPage):
    permission_required = "training.change_batch"
    template_name = "admission/notice_issue.html"
    form_class = NoticeForm
    done_message = _("The notice is issued; the units' liaisons have been told.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_initial(self):
        batch = self.object
        values = {"title": batch.title, "place": batch.place, "from": batch.starts_on, "to": batch.ends_on}
        return {"body": NOTICE_TEXT % values}

    def act(self, form):
        data = form.cleaned_data
        return issue_notice(
            batch=self.object,
            doc_no=data["doc_no"],
            body=data["body"],
            reply_by=data["reply_by"],
            quotas=form.quotas(),
            by=self.request.user,
        )


class ReceiptBoardView(BatchPage):
    """Units × quota × answers, and the admission of those put forward."""

    permission_required = "training.change_batch"
    template_name = "admission/receipt_board.html"

    def get_context_data(self, **kwargs):
        rows = receipt_board(self.object)
        nominations = [one for row in rows for one in row.nominations]
        waiting = self.object.nominations.submitted().count()
        own = about_oneself(
            [one.person for one in nominations if one.status == NominationStatus.SUBMITTED], self.request.user
        )
        return super().get_context_data(
            rows=rows,
            signed=sum(1 for row in rows if row.receipt.signed_at),
            seats=sum(row.seats for row in rows),
            waiting=waiting,
            to_admit=waiting - len(own),
            own=own,
            overlaps=overlaps_of_waiting(self.object, nominations),
            **kwargs,
        )


class AdmitAllView(ConsequencesMixin, ActionView):
    model = Batch
    permission_required = "training.change_batch"
    question = _("Admit all who are waiting")
    consequences = (
        _(
            "In the order of the units they have their places, until the class is full; each of them and the liaison of "
            "the unit are told at once."
        ),
        _("Who is in another class at the same time, teaches this one, or is yourself stays waiting."),
        _("A place is taken back by a replacement only."),
    )

    def whom(self):
        waiting = self.object.nominations.submitted().select_related("person", "unit").order_by("unit__path", "pk")
        return [f"{one.person.name}（{one.unit}）" for one in waiting]

    def act(self, batch):
        done = admit_all(batch=batch, by=self.request.user)
        n = done.admitted
        self.done_message = ngettext("%(n)d person is admitted.", "%(n)d people are admitted.", n) % {"n": n}
        if done.stayed:
            lines = format_html_join("", "<br>{}", ((sentence,) for sentence in done.stayed))
            messages.warning(self.request, format_html("{}{}", _("Not admitted:"), lines))

    def get_success_url(self):
        return reverse("admission:receipt_board", kwargs={"code": self.object.code})


class NominationAction(ActionView):
    model = Nomination
    lookup = "pk"
    permission_required = "admission.decide_nomination"

    def get_queryset(self):
        return super().get_queryset().select_related("batch__organiser", "person", "unit")

    def get_success_url(self):
        return reverse("admission:receipt_board", kwargs={"code": self.object.batch.code})


class NominationAdmitView(NominationAction):
    done_message = _("Admitted.")

    def act(self, nomination):
        admit(nomination=nomination, by=self.request.user)


class NominationWithdrawView(ConsequencesMixin, NominationAction):
    permission_required = "admission.withdraw_nomination"
    question = _("Withdraw the nomination")
    consequences = (_("The person is no longer put forward for the class, and the seat of your unit is free again."),)

    def whom(self):
        return [f"{self.object.person.name} · {self.object.batch.title}"]

    done_message = _("The nomination is withdrawn.")

    def act(self, nomination):
        withdraw_nomination(nomination=nomination, by=self.request.user)

    def get_success_url(self):
        return reverse("admission:inbox")


class NominationFormPage(WhileOpen, ObjectFormPage):
    model = Nomination
    lookup = "pk"
    context_object_name = "nomination"

    def get_queryset(self):
        return super().get_queryset().select_related("batch__organiser", "person", "unit")

    def class_of_page(self):
        return self.object.batch


class NominationRefuseView(NominationFormPage):
    permission_required = "admission.decide_nomination"
    template_name = "admission/nomination_refuse.html"
    form_class = ReasonForm
    done_message = _("The nomination is not admitted; the unit sees the reason.")

    def act(self, form):
        return refuse_nomination(nomination=self.object, reason=form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self):
        return reverse("admission:receipt_board", kwargs={"code": self.object.batch.code})


class NominationOverlapView(NominationFormPage):
    """Admission of somebody who is in another class at the time, with the reason why."""

    permission_required = "admission.decide_nomination"
    template_name = "admission/nomination_overlap.html"
    form_class = ReasonForm
    done_message = _("Admitted.")

    def act(self, form):
        return admit(nomination=self.object, overlap_reason=form.cleaned_data["reason"], by=self.request.user)

    def get_context_data(self, **kwargs):
        batch, person = self.object.batch, self.object.person
        found = find_overlaps(batch, [person]).get(person.pk, [])
        return super().get_context_data(overlaps=found, **kwargs)

    def get_success_url(self):
        return reverse("admission:receipt_board", kwargs={"code": self.object.batch.code})


class NominationReplaceView(NominationFormPage):
    permission_required = "admission.replace_trainee"
    template_name = "admission/nomination_replace.html"
    form_class = ReplaceForm
    done_message = _("The replacement is entered.")

    def get_form_kwargs(self):
        people = possible_replacements(self.object)
        may_allow = self.request.user.has_perm("admission.allow_overlap", self.object.batch)
        return {**super().get_form_kwargs(), "people": people, "may_allow_overlap": may_allow}

    def act(self, form):
        return replace_trainee(nomination=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        if self.request.user.has_perm("admission.decide_nomination", self.object):
            return reverse("admission:receipt_board", kwargs={"code": self.object.batch.code})
        return reverse("admission:inbox")


class InboxView(ListPage):
    """What a unit's liaison has to sign for and answer."""

    model = NoticeReceipt
    permission_required = "admission.view_inbox"
    template_name = "admission/inbox.html"

    def get_rows(self):
        return receipts_for_inbox(NoticeReceipt.objects.answerable_by(self.request.user))


class ReceiptMixin:
    model = NoticeReceipt
    lookup = "pk"
    context_object_name = "receipt"
    permission_required = "admission.answer_notice"

    def get_queryset(self):
        rows = NoticeReceipt.objects.answerable_by(self.request.user)
        return rows.select_related("notice__batch__organiser", "unit", "signed_by")

    def get_success_url(self):
        return reverse("admission:receipt_detail", kwargs={"pk": self.object.pk})


class ReceiptDetailView(ReceiptMixin, ObjectPage):
    template_name = "admission/receipt_detail.html"

    def get_context_data(self, **kwargs):
        receipt = self.object
        batch, is_late = receipt.notice.batch, receipt.notice.time_is_over
        kwargs.setdefault("nominate_form", PersonChoiceForm(people=self.candidates()))
        kwargs.setdefault("nobody_form", ReasonForm(auto_id="nobody_%s"))
        return super().get_context_data(
            batch=batch,
            quotas=batch.quotas.filter(unit=receipt.unit).order_by("track"),
            nominations=nominees_of(receipt),
            is_over=is_late or not batch.is_open,
            office=whom_to_call(batch) if is_late and batch.is_open else "",
            **kwargs,
        )

    def candidates(self):
        batch = self.object.notice.batch
        people = people_of_unit(self.object.unit).filter(postings__ended_on=None, postings__track__in=batch.tracks)
        return people.exclude(pk__in=batch.nominations.standing().values("person"))


class ReceiptSignView(ReceiptMixin, ActionView):
    done_message = _("Signed. Now nominate, or answer that nobody takes part.")

    def act(self, receipt):
        sign_receipt(receipt=receipt, by=self.request.user)
        notice = receipt.notice
        if notice.time_is_over:
            text = _("Signed. The time to reply ended on %(day)s; for a change call %(office)s.")
            self.done_message = text % {"day": f"{notice.reply_by:%Y-%m-%d}", "office": whom_to_call(notice.batch)}


class NominateView(ReceiptMixin, ActionView):
    done_message = _("The nomination is with the training office.")

    def act(self, receipt):
        people = people_of_unit(receipt.unit)
        form = PersonChoiceForm(self.request.POST, people=people)
        if not form.is_valid():
            raise NotAllowed(_("Choose a person of your unit from the list."), code="no_person")
        nominate(receipt=receipt, person=form.cleaned_data["person"], by=self.request.user)


class ReplyNobodyView(ReceiptMixin, ActionView):
    done_message = _("Your answer is entered: nobody takes part.")

    def act(self, receipt):
        reply_nobody(receipt=receipt, reason=self.request.POST.get("reason", "")[:200], by=self.request.user)
