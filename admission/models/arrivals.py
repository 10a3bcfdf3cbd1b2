from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from admission.choices import Diet
from admission.models.enrolments import Enrolment, OfPlaceQuerySet
from admission.validators import LONGEST, validate_plate


class ArrivalDetailsQuerySet(OfPlaceQuerySet):
    def visible_to(self, user):
        return self.filter(enrolment__in=Enrolment.objects.with_arrival_visible_to(user).order_by().values("pk"))


class ArrivalDetails(models.Model):
    """What hotel, kitchen and gate need to know about a trainee (报到信息); erased some time after the class."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="arrival")
    stays_overnight = models.BooleanField(_("stays overnight"))
    diet = models.CharField(_("diet"), max_length=10, choices=Diet, default=Diet.ORDINARY)
    diet_note = models.CharField(_("about the diet"), max_length=50, blank=True)
    plate = models.CharField(_("vehicle plate"), max_length=LONGEST, blank=True, validators=[validate_plate])
    note = models.CharField(_("note"), max_length=100, blank=True)

    objects = ArrivalDetailsQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrival details")
        verbose_name_plural = _("arrival details")
        constraints = [
            models.CheckConstraint(
                condition=~Q(diet=Diet.OTHER) | ~Q(diet_note=""),
                name="other_diet_is_explained",
                violation_error_message=_("Say in a few words what the other diet is."),
            ),
            models.CheckConstraint(
                condition=Q(plate=Upper(F("plate"))) & ~Q(plate__contains=" "),
                name="plate_is_normal",
                violation_error_message=_("A plate is kept in upper case and without spaces."),
            ),
        ]

    def __str__(self):
        return str(self.enrolment)

    def get_absolute_url(self):
        return self.enrolment.batch.get_absolute_url()
