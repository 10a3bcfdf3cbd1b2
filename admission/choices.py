from django.db import models
from django.utils.translation import gettext_lazy as _


class Reply(models.TextChoices):
    NONE = "none", _("No reply yet")
    NOMINATED = "nominated", _("Nominated")
    NOBODY = "nobody", _("Nobody takes part")


class NominationStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "refused", _("Not admitted")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EnrolmentSource(models.TextChoices):
    NOMINATED = "nominated", _("Nominated by the unit")
    WALK_IN = "walk_in", _("Written in at the class")
    GUEST = "guest", _("Partner's guest")


class EnrolmentStatus(models.TextChoices):
    ACTIVE = "active", _("Enrolled")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Diet(models.TextChoices):
    ORDINARY = "ordinary", _("No special diet")
    HALAL = "halal", _("Halal")
    VEGETARIAN = "vegetarian", _("Vegetarian")
    OTHER = "other", _("Other")


class ArrivalList(models.TextChoices):
    """Who is handed a list: each is told no more than what they work with."""

    ALL = "all", _("Whole list")
    HOTEL = "hotel", _("Hotel list")
    KITCHEN = "kitchen", _("Kitchen list")
    GATE = "gate", _("Gate list")
