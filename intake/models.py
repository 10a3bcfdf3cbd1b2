import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.sealing.crypto import DIGEST_LENGTH
from intake.choices import ImportState
from people.models import OrgUnit


class ListImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those their kind lets the user see."""
        kinds = [kind for hook in hooks.get_hooks("list_kinds") for kind in hook()]
        seen = Q(uploaded_by=user)
        for kind in kinds:
            seen |= Q(kind=kind.code) & kind.seen_by(user)
        return self.filter(seen)

    def without_files(self):
        return self.defer("file_sealed", "rows_sealed", "undo_sealed")


class ListImport(models.Model):
    """One file with a list, from its arrival to its undoing. The file, what was read out of it and what it changed are
    stored encrypted: they may hold whole ID numbers."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of list"), max_length=20)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="list_imports")
    file_name = models.CharField(_("file"), max_length=200)
    file_digest = models.CharField(max_length=DIGEST_LENGTH, editable=False)
    file_sealed = models.BinaryField(editable=False)
    # Sheets to read, meaning of headings, choices of units: what the uploader put right.
    options = models.JSONField(default=dict)
    # The rows somebody ticked and what else was chosen when the list was taken over.
    decisions = models.JSONField(default=dict)
    rows_sealed = models.BinaryField(null=True, editable=False)
    undo_sealed = models.BinaryField(null=True, editable=False)
    # Counts by status and outcome, headings nobody knew, the state of the work.
    summary = models.JSONField(default=dict)
    done_rows = models.PositiveIntegerField(default=0)
    all_rows = models.PositiveIntegerField(default=0)
    state = models.CharField(_("state"), max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    # Null: on the machine itself, by the command.
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="list_imports")
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField(_("taken over at"), null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True)

    objects = ListImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a list")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(committed_at__isnull=False),
                name="import_undone_after_commit",
                violation_error_message=_("Only an import that was taken over can be undone."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.COMMITTED) | Q(committed_at__isnull=False, undo_sealed__isnull=False),
                name="committed_import_can_be_undone",
                violation_error_message=_("An import that was taken over keeps how to undo it."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "unit"], name="imports_by_kind_and_unit")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("intake:import_detail", kwargs={"uuid": self.uuid})

    def aad(self, part):
        """Binds a sealed part to its row and column."""
        return f"{self._meta.label_lower}.{part}|{self.uuid}"

    @property
    def is_busy(self):
        return self.state in (ImportState.UPLOADED, ImportState.COMMITTING)


class KnownHeading(models.Model):
    """What a heading means in the lists of one unit, chosen by hand; an empty `field` is looked past."""

    kind = models.CharField(max_length=20)
    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="known_headings")
    heading = models.CharField(max_length=60)
    field = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("heading of a unit's lists")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "heading"],
                name="one_meaning_per_kind_unit_and_heading",
                violation_error_message=_("This heading has a meaning in the lists of the unit already."),
            )
        ]

    def __str__(self):
        return f"{self.heading} → {self.field}"


class KnownUnitName(models.Model):
    """Which unit a text means to one uploader, where no unit has that name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="known_unit_names")
    text = models.CharField(max_length=100)
    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("an uploader's name for a unit")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text"],
                name="one_unit_per_user_and_text",
                violation_error_message=_("You have said already which unit this text means."),
            )
        ]

    def __str__(self):
        return f"{self.text} → {self.unit}"
