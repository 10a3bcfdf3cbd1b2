from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgreementKind(models.TextChoices):
    TALENT_EXCHANGE = "talent_exchange", _("Talent exchange")
    SECONDMENT = "secondment", _("Secondment")
    JOINT_TRAINING = "joint_training", _("Joint training")
    LECTURER_SHARING = "lecturer_sharing", _("Sharing of lecturers")
    PRACTICE_BASE = "practice_base", _("Practice base")
    NETWORK_SUPPORT = "network_support", _("Network and equipment support")


class AgreementState(models.TextChoices):
    """What somebody decided; whether an agreement has run out is worked out from its last day."""

    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    IN_FORCE = "in_force", pgettext_lazy("agreement", "In force")
    TERMINATED = "terminated", pgettext_lazy("agreement", "Terminated")


class Side(models.TextChoices):
    """Who speaks for a party. A city bureau may stand on the partners' side of an agreement."""

    CITY = "city", _("City")
    PARTNER = "partner", _("Partner")


class Direction(models.TextChoices):
    OUT = "out", _("From the city to the partner")
    IN = "in", _("From the partner to the city")


class LineKind(models.TextChoices):
    SECONDMENT = "secondment", _("Secondment")
    EXCHANGE = "exchange", _("Exchange")


class ExchangeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("exchange", "Open")
    FINISHED = "finished", pgettext_lazy("exchange", "Finished")
    ENDED_EARLY = "ended_early", pgettext_lazy("exchange", "Ended early")


class PaidBy(models.TextChoices):
    """Where an allowance on top of the salary comes from; the salary always stays with the sending unit."""

    NOBODY = "nobody", _("No allowance")
    SENDING = "sending", _("Sending unit")
    HOST = "host", _("Host unit")


class AppraisalStage(models.TextChoices):
    MID_TERM = "mid_term", _("Mid-term review")
    FINAL = "final", _("Final appraisal")


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("Excellent")
    COMPETENT = "competent", _("Competent")
    BASIC = "basic", _("Basically competent")
    FAILED = "failed", _("Not competent")


class Gift(models.TextChoices):
    """What a side gives to a joint activity."""

    LECTURER = "lecturer", _("Lecturer")
    SEATS = "seats", _("Seats")
    ROOM = "room", _("Room")


class ConfirmedBy(models.TextChoices):
    SCREEN = "screen", _("On screen")
    PAPER = "paper", _("On signed paper")
