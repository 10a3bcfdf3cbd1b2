from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TrainingType(models.TextChoices):
    """The four kinds of training of the civil service law (培训类别)."""

    INDUCTION = "induction", _("Induction training")
    APPOINTMENT = "appointment", _("Training on appointment")
    SPECIAL_DUTY = "special_duty", _("Special duty training")
    IN_SERVICE = "in_service", _("In-service training")


class EnrolmentSource(models.TextChoices):
    SELF = "self", pgettext_lazy("source of an enrolment", "Chosen by oneself")
    ASSIGNED = "assigned", pgettext_lazy("source of an enrolment", "Assigned")


class CalloutKind(models.TextChoices):
    TIP = "tip", pgettext_lazy("callout", "Tip")
    WARNING = "warning", pgettext_lazy("callout", "Mind this")
    EXAMPLE = "example", pgettext_lazy("callout", "Example")
