from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.persons import Person
from people.models.units import OrgUnit


class Lecturer(models.Model):
    """Someone who teaches. Needs no account, and no entry in the roster when they come from outside."""

    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="lecturer")
    name = models.CharField(_("name"), max_length=100)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, blank=True, related_name="lecturers")
    affiliation = models.CharField(_("unit and post"), max_length=100, blank=True)
    tech_title = models.CharField(_("professional title"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("lecturer")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "affiliation"],
                condition=Q(person=None),
                name="one_outside_lecturer_per_name_and_affiliation",
                violation_error_message=_("This lecturer is already in the list."),
            ),
        ]

    def __str__(self):
        return self.name
