from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.choices import FormPurpose
from reports.roles import ROLES


class FormTemplateQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def visible_to(self, user):
        """The forms are the city's; whoever keeps them for the city sees them."""
        return self if user.scope.has_whole_tree(*ROLES.who("keep_forms")) else self.none()

    def without_file(self):
        return self.defer("file")


class FormTemplate(models.Model):
    """An office's own form (表样): a workbook whose placeholders an export fills in. The file is kept in the database
    as rosters' files are, so that a backup holds it; it has no personal data and is not encrypted. A form is retired
    and never deleted, because exports name it."""

    name = models.CharField(_("name"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=12, choices=FormPurpose)
    file = models.BinaryField(editable=False)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    # Null: on the machine itself, by the command.
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(_("retired at"), null=True)

    objects = FormTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("form")
        ordering = [models.F("retired_at").desc(nulls_first=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(retired_at=None),
                name="one_form_in_use_per_name",
                violation_error_message=_("A form of this name is in use. Choose another name, or retire that form."),
            ),
            models.CheckConstraint(
                condition=Q(retired_by=None) | Q(retired_at__isnull=False),
                name="form_retired_by_somebody_at_a_time",
                violation_error_message=_("A form that somebody retired has the time of it."),
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=FormPurpose.values),
                name="form_has_known_purpose",
                violation_error_message=_("A form is for attendance or for hours."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:template_list")
