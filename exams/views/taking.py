"""For who sits an examination. Pages are made of `TakePaper`, which has no place for a key."""

import dataclasses
import json
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from common.errors import NotAllowed
from common.views import ActionView, ObjectMixin, ObjectPage, PageView
from exams.forms import payloads_of, seen_by
from exams.models import Attempt, Sitting
from exams.selectors import late_answers, own_sittings, paper_of, result_items
from exams.services.attempts import finish_overdue, start_attempt, submit_attempt
from exams.services.saving import HIGHEST_NUMBER, Save, save_answers, save_page
from exams.starting import start_page

LARGEST_BATCH = 200
LATE = gettext_lazy("The time was over. What you sent was kept but does not count.")


class SittingListView(PageView):
    permission_required = "exams.view_own_exams"
    template_name = "exams/sitting_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        finish_overdue(attempts=Attempt.objects.filter(person=user.person_id))
        return super().get_context_data(rows=own_sittings(user), **kwargs)


class OwnSittingView:
    model = Sitting
    lookup = "pk"
    context_object_name = "sitting"
    permission_required = "exams.sit"


class SittingView(OwnSittingView, ObjectPage):
    """What is said before the time begins to run, with the button that starts it."""

    template_name = "exams/sitting.html"

    def get_queryset(self):
        return super().get_queryset().select_related("batch")

    def get_context_data(self, **kwargs):
        user = self.request.user
        finish_overdue(attempts=Attempt.objects.filter(person=user.person_id))
        return super().get_context_data(page=start_page(self.object, user.person_id), **kwargs)


class StartView(OwnSittingView, ActionView):
    def post(self, request, *args, **kwargs):
        try:
            attempt = start_attempt(sitting=self.object, person=request.user.person, by=request.user)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("exams:sitting", pk=self.object.pk)
        return HttpResponseRedirect(attempt.get_absolute_url())


class OwnAttempt(ObjectMixin):
    model = Attempt
    lookup = "pk"
    permission_required = "exams.answer"

    def get_queryset(self):
        return super().get_queryset().select_related("sitting")

    def closed(self):
        """Whether the paper is closed by now; the clock is asked first."""
        if self.object.submitted_at is None and self.object.is_overdue:
            finish_overdue(attempts=Attempt.objects.filter(pk=self.object.pk))
            self.object.refresh_from_db()
        return self.object.submitted_at is not None


class OwnPaper(OwnAttempt, ObjectPage):
    """The paper on one page; its plain form sends everything it shows."""

    template_name = "exams/attempt.html"

    def stored_page(self):
        """What became of the posted page; nothing when it was refused, which is said."""
        paper = paper_of(self.object)
        try:
            payloads, seen = payloads_of(paper, self.request.POST), seen_by(self.request.POST)
            receipt = save_page(attempt=self.object, payloads=payloads, seen=seen, by=self.request.user)
        except NotAllowed as refusal:
            messages.error(self.request, str(refusal))
            return None
        if receipt.late:
            messages.error(self.request, LATE)
        return receipt

    def ask(self, receipt):
        """The page again, as of now, with both answers to each question that has two."""
        self.object.refresh_from_db(fields=["last_seq"])
        payloads = payloads_of(paper_of(self.object), self.request.POST)
        paper = paper_of(self.object, own={item: payloads[item] for item in receipt.conflicts})
        messages.error(self.request, _("Some questions were answered elsewhere as well. Choose which answer holds."))
        self.template_name = OwnPaper.template_name
        return self.render_to_response({"paper": paper}, status=409)

    def get(self, request, *args, **kwargs):
        if self.closed():
            return redirect("exams:result", pk=self.object.pk)
        return self.render_to_response({"paper": paper_of(self.object)})

    def post(self, request, *args, **kwargs):
        receipt = self.stored_page()
        if receipt and receipt.conflicts:
            return self.ask(receipt)
        if receipt and not receipt.late:
            messages.success(request, _("Saved on the server."))
        return redirect(self.onward if receipt else "exams:attempt", pk=self.object.pk)


class AttemptView(OwnPaper):
    onward = "exams:attempt"


class HandInView(OwnPaper):
    """Without a script the way to handing in: the page is stored, then what is not answered is named."""

    template_name = "exams/hand_in.html"
    onward = "exams:hand_in"


class SubmitView(OwnAttempt, ActionView):
    """Hands in what is stored."""

    done_message = _("Your paper has been handed in.")

    def act(self, attempt):
        submit_attempt(attempt=attempt, by=self.request.user)

    def get_success_url(self):
        return reverse("exams:result", kwargs={"pk": self.object.pk})


class SaveView(OwnAttempt, View):
    """JSON for the page's script: {"seen", "saves": [{"item", "payload", "base", "page", "turn", "given_at"}]}. It
    answers with what holds now. A save that was set aside is no error of the request."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        self.closed()
        try:
            seen, saves = read_saves(request.body)
            receipt = save_answers(attempt=self.object, saves=saves, seen=seen, by=request.user)
        except NotAllowed as refusal:
            body = {"code": refusal.code, "message": str(refusal)}
            return JsonResponse(body, status=409 if refusal.code == "submitted" else 422)
        return JsonResponse(dataclasses.asdict(receipt))


def read_saves(body):
    malformed = NotAllowed(_("This is not an answer to the question."), code="malformed")
    try:
        data = json.loads(body)
        seen, saves = data["seen"], [read_save(row) for row in data["saves"]]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise malformed from error
    if type(seen) is not int or not 0 <= seen <= HIGHEST_NUMBER or len(saves) > LARGEST_BATCH:
        raise malformed
    return seen, saves


def read_save(row):
    """Raises what a row that is none raises."""
    given_at = row.get("given_at")
    save = Save(
        item=row["item"],
        payload=row["payload"],
        base=row["base"],
        page=row["page"],
        turn=row["turn"],
        given_at=None if given_at is None else datetime.fromtimestamp(given_at / 1000, tz=UTC),
    )
    whole = all(type(number) is int for number in (save.item, save.base, save.turn))
    if not whole or not isinstance(save.payload, list) or not isinstance(save.page, str):
        raise TypeError
    return save


class ResultView(OwnAttempt, ObjectPage):
    template_name = "exams/result.html"

    def get(self, request, *args, **kwargs):
        if not self.closed():
            return redirect("exams:attempt", pk=self.object.pk)
        sitting = self.object.sitting
        items = result_items(self.object) if sitting.shows_answers else []
        late = late_answers(self.object)
        return self.render_to_response({"attempt": self.object, "sitting": sitting, "items": items, "late": late})
