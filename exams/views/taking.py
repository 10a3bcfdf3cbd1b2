"""For who sits an examination. Pages are made of `TakePaper`, which has no place for a key."""

import json

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from common.errors import NotAllowed
from common.views import ActionView, ObjectMixin, ObjectPage, PageView
from exams.forms import payloads_of
from exams.models import Attempt, Sitting
from exams.selectors import own_sittings, paper_of, result_items
from exams.services.attempts import Save, finish_overdue, save_answers, save_page, start_attempt, submit_attempt

CONFLICTS = ("submitted", "sequence_taken")
LARGEST_BATCH = 200


class SittingListView(PageView):
    permission_required = "exams.view_own_exams"
    template_name = "exams/sitting_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        finish_overdue(attempts=Attempt.objects.filter(person=user.person_id))
        return super().get_context_data(rows=own_sittings(user), **kwargs)


class StartView(ActionView):
    model = Sitting
    lookup = "pk"
    permission_required = "exams.sit"

    def post(self, request, *args, **kwargs):
        try:
            attempt = start_attempt(sitting=self.object, person=request.user.person, by=request.user)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("exams:sitting_list")
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


class AttemptView(OwnAttempt, ObjectPage):
    """The paper on one page; its plain form stores everything at once."""

    template_name = "exams/attempt.html"

    def get(self, request, *args, **kwargs):
        if self.closed():
            return redirect("exams:result", pk=self.object.pk)
        return self.render_to_response({"paper": paper_of(self.object)})

    def post(self, request, *args, **kwargs):
        if store_page(request, self.object):
            messages.success(request, _("Saved on the server."))
        return HttpResponseRedirect(reverse("exams:attempt", kwargs={"pk": self.object.pk}))


def store_page(request, attempt):
    """Whether everything on the posted page was stored in time; says so when it was not."""
    try:
        receipt = save_page(attempt=attempt, payloads=payloads_of(paper_of(attempt), request.POST), by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return False
    if receipt.late:
        messages.error(request, _("The time was over. What you sent was kept but does not count."))
    return not receipt.late


class SubmitView(OwnAttempt, View):
    """Hands in what stands on the page."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        if not self.closed() and "page" in request.POST:
            store_page(request, self.object)
        submit_attempt(attempt=self.object, by=request.user)
        messages.success(request, _("Your paper has been handed in."))
        return redirect("exams:result", pk=self.object.pk)


class SaveView(OwnAttempt, View):
    """JSON for the page's script: {"saves": [{"item", "payload", "seq"}]}."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        self.closed()
        try:
            receipt = save_answers(attempt=self.object, saves=read_saves(request.body), by=request.user)
        except NotAllowed as refusal:
            self.object.refresh_from_db(fields=["last_seq"])
            body = {"code": refusal.code, "message": str(refusal), "last_seq": self.object.last_seq}
            return JsonResponse(body, status=409 if refusal.code in CONFLICTS else 422)
        body = {"acked_seq": receipt.acked_seq, "last_seq": receipt.last_seq, "late": receipt.late}
        times = {"server_now": receipt.server_now.isoformat(), "deadline_at": receipt.deadline_at.isoformat()}
        return JsonResponse(body | times)


def read_saves(body):
    malformed = NotAllowed(_("This is not an answer to the question."), code="malformed")
    try:
        rows = json.loads(body)["saves"]
        saves = [Save(item=row["item"], payload=row["payload"], seq=row["seq"]) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise malformed from error
    sound = all(type(save.item) is int and type(save.seq) is int and isinstance(save.payload, list) for save in saves)
    if not sound or len(saves) > LARGEST_BATCH:
        raise malformed
    return saves


class ResultView(OwnAttempt, ObjectPage):
    template_name = "exams/result.html"

    def get(self, request, *args, **kwargs):
        if not self.closed():
            return redirect("exams:attempt", pk=self.object.pk)
        sitting = self.object.sitting
        items = result_items(self.object) if sitting.shows_answers else []
        return self.render_to_response({"attempt": self.object, "sitting": sitting, "items": items})
