from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    LEAVE = "leave", _("On leave")
    ABSENT = "absent", _("Absent")


ATTENDED = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


class SignInMode(models.TextChoices):
    QR = "qr", _("QR code")
    CODE = "code", _("Six-digit code")
    PAPER = "paper", _("Paper sheet")
    LEAVE = "leave", _("Leave granted")
    CORRECTION = "correction", _("Correction")


# Ways to be there: a person comes by one of them, once a half-day.
SIGN_INS = (SignInMode.QR, SignInMode.CODE)


class LeaveKind(models.TextChoices):
    SICK = "sick", _("Sick leave")
    PERSONAL = "personal", _("Personal leave")
    OFFICIAL = "official", _("Official leave")
    # What kinds become, and reasons with them, when they need not be known any more.
    ERASED = "erased", _("No longer kept")


ASKABLE_LEAVE = [(kind.value, kind.label) for kind in LeaveKind if kind != LeaveKind.ERASED]


class LeaveStatus(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("leave", "Requested")
    GRANTED = "granted", pgettext_lazy("leave", "Granted")
    REFUSED = "refused", pgettext_lazy("leave", "Refused")
