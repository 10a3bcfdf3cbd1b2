"""A trainee signs in: what the screen showed is noted first, so that a slow sign-in to the site costs nothing."""

import secrets
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from attendance.choices import ATTENDED, SignInMode
from attendance.forms import CodeForm
from attendance.scans import half_day_by_code, half_day_of
from attendance.services.marks import redeem_scan
from common.errors import NotAllowed
from common.sealing.tokens import BadToken, read_receipt, read_token, sign_receipt
from common.throttle import times_this_minute
from common.views import PUBLIC, FormPage, PageView
from training.models import Batch

DEVICE_COOKIE = "zx_device"


DEVICE_DAYS = 180


# Counted by account, never by address: a whole hall signs in from one.
CODES_A_MINUTE = 10


class CheckInTokenView(PageView):
    """Where the QR code leads. Looking at it changes nothing; the button on it does."""

    permission_required = PUBLIC
    template_name = "attendance/check_in_token.html"

    def get(self, request, *args, **kwargs):
        device = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(16)
        answer = self.render_to_response(self.get_context_data(device=device, **kwargs))
        answer.set_cookie(DEVICE_COOKIE, device, max_age=DEVICE_DAYS * 86400, httponly=True, samesite="Lax")
        return answer

    def get_context_data(self, device, **kwargs):
        now = timezone.now()
        try:
            subject = read_token(self.kwargs["token"], now=now)
            batch_id, day, slot = half_day_of(subject)
        except (BadToken, ValueError):
            return super().get_context_data(stale=True, **kwargs)
        receipt = sign_receipt({"subject": subject, "at": now.isoformat(), "device": device})
        batch = get_object_or_404(Batch, pk=batch_id)
        return super().get_context_data(batch=batch, day=day, slot=slot, receipt=receipt, **kwargs)


class CheckInConfirmView(PageView):
    """Redeems the signed note; a visitor who is not signed in is sent there first and comes back with it."""

    permission_required = "attendance.check_in"
    template_name = "attendance/check_in_confirm.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(receipt=self.request.GET.get("receipt", ""), **kwargs)

    def handle_no_permission(self):
        if self.request.method == "POST" and not self.request.user.is_authenticated:
            here = f"{reverse('attendance:check_in_confirm')}?receipt={self.request.POST.get('receipt', '')}"
            return HttpResponseRedirect(f"{reverse('account_login')}?next={quote(here)}")
        return super().handle_no_permission()

    def post(self, request, *args, **kwargs):
        try:
            mark = redeem(request)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            say_done(request, mark)
        return HttpResponseRedirect(reverse("attendance:check_in"))


def redeem(request):
    """Turn the note this browser was given into a mark."""
    try:
        note = read_receipt(request.POST.get("receipt", ""))
    except BadToken:
        raise NotAllowed(
            _("The scan is older than five minutes. Scan the code on the screen again."), code="expired"
        ) from None
    if note["device"] != request.COOKIES.get(DEVICE_COOKIE):
        raise NotAllowed(
            _("This scan was made on another phone. Scan the code on the screen yourself."), code="other_device"
        )
    return sign_in(request, note["subject"], parse_datetime(note["at"]), SignInMode.QR)


def sign_in(request, subject, seen_at, mode):
    batch_id, day, slot = half_day_of(subject)
    return redeem_scan(
        batch=get_object_or_404(Batch, pk=batch_id),
        day=day,
        slot=slot,
        person=request.user.person,
        seen_at=seen_at,
        mode=mode,
        device=request.COOKIES.get(DEVICE_COOKIE, ""),
        by=request.user,
    )


def say_done(request, mark):
    if mark.status not in ATTENDED:
        return
    time = f"{timezone.localtime(mark.signed_at or timezone.now()):%H:%M}"
    values = {"status": mark.get_status_display(), "time": time}
    messages.success(request, _("Signed in: %(status)s, %(time)s.") % values)


class CheckInView(FormPage):
    """Signing in without a camera: six digits from the screen."""

    permission_required = "attendance.check_in"
    template_name = "attendance/check_in.html"
    form_class = CodeForm

    def post(self, request, *args, **kwargs):
        if times_this_minute("check-in-code", str(request.user.pk)) > CODES_A_MINUTE:
            form = self.get_form()
            form.add_error(None, _("Too many codes in a minute. Wait a minute, then type the code that is shown."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().post(request, *args, **kwargs)

    def act(self, form):
        now = timezone.now()
        subject = half_day_by_code(self.request.user.person, form.cleaned_data["code"], now=now)
        say_done(self.request, sign_in(self.request, subject, now, SignInMode.CODE))

    def get_success_url(self):
        return reverse("attendance:check_in")
