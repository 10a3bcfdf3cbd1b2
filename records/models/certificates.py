from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from admission.models import Enrolment
from common.evidence.append_only import Evidence
from common.sealing.crypto import authentication_code, is_authentic
from people.models import one_person
from records.codes import grouped
from records.roles import ROLES

# Who prints certificates of the classes and units they reach.


class CertificateSeries(models.Model):
    """The numbers given out in a year. Its row is locked while numbers are taken, so that none is skipped."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last_serial = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("certificate series")

    def __str__(self):
        return f"{self.year} {self.last_serial}"


class CertificateNumbering(models.Model):
    """How the office writes certificate numbers; the latest row counts, earlier ones say how it was."""

    YEAR, SERIAL = "{年}", "{序号}"

    pattern = models.CharField(_("pattern"), max_length=40)
    digits = models.PositiveSmallIntegerField(_("digits of the running number"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(_("set at"), auto_now_add=True)

    class Meta:
        verbose_name = _("certificate numbering")
        constraints = [
            models.CheckConstraint(
                condition=Q(pattern__contains="{年}") & Q(pattern__contains="{序号}"),
                name="numbering_has_year_and_serial",
                violation_error_message=_("Write {年} where the year goes and {序号} where the running number goes."),
            ),
            models.CheckConstraint(
                condition=Q(digits__range=(1, 6)),
                name="numbering_has_one_to_six_digits",
                violation_error_message=_("A running number has one to six digits."),
            ),
        ]

    def __str__(self):
        return self.pattern

    def number(self, year: int, serial: int) -> str:
        """Both of them, so that no two certificates of one pattern are called the same."""
        return self.pattern.replace(self.YEAR, str(year)).replace(self.SERIAL, f"{serial:0{self.digits}d}")


class SkippedSerials(Evidence):
    """Running numbers the office decided not to give out, such as those used up on paper; `verify_records` knows a gap
    by it."""

    year = models.PositiveSmallIntegerField(_("year"))
    first = models.PositiveIntegerField(_("first number"))
    last = models.PositiveIntegerField(_("last number"))
    reason = models.CharField(_("reason"), max_length=200)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("skipped certificate numbers")
        ordering = ["year", "first"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "first"],
                name="serials_skipped_once",
                violation_error_message=_("These numbers are skipped already."),
            ),
            models.CheckConstraint(
                condition=Q(first__gt=0, last__gte=F("first")),
                name="skipped_serials_are_a_span",
                violation_error_message=_("Skipped numbers run from a first to a last one."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="serials_skipped_for_a_reason",
                violation_error_message=_("Say why numbers are skipped; the reason is kept."),
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.first}–{self.last}"


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at=None)

    def visible_to(self, user):
        return self.filter(
            one_person(user.person_id, "enrolment__person")
            | user.scope.reach("enrolment__batch__organiser__path", ROLES.who("print_certificates"))
            | user.scope.reach("enrolment__unit__path", ROLES.who("print_own_people"))
        )


class Certificate(models.Model):
    """A certificate of completion (结业证书). What it says is frozen at issue in `content`, and `mac` shows any
    later change; the paper is made from it when somebody prints it."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate")
    number = models.CharField(_("certificate number"), max_length=40, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField()
    public_code = models.CharField(_("verification code"), max_length=30, unique=True)
    content = models.JSONField()
    mac = models.CharField(max_length=80, editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    issued_at = models.DateTimeField(_("issued at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoke_reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "serial"],
                name="one_certificate_per_year_and_serial",
                violation_error_message=_("This certificate number is already taken."),
            ),
            models.CheckConstraint(
                condition=Q(serial__gt=0),
                name="certificate_serial_counts_from_one",
                violation_error_message=_("Certificate numbers count from one."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoke_reason="") | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="certificate_revoked_with_reason",
                violation_error_message=_("A revoked certificate has a time and a reason."),
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("records:certificate_pdf", kwargs={"pk": self.pk})

    @property
    def shown_code(self):
        return grouped(self.public_code)

    def authentication_code(self):
        return authentication_code("evidence", self._covered())

    def is_authentic(self):
        return is_authentic("evidence", self._covered(), self.mac)

    def _covered(self):
        return ["records.certificate", self.enrolment_id, self.number, self.year, self.public_code, self.content]
