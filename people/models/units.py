from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from people.choices import UnitChangeKind, UnitKind
from people.roles import ROLES
from people.scopes import subtree
from people.validators import validate_uscc


class UnitQuerySet(MP_NodeQuerySet):
    def subtree(self, unit):
        """The unit and everything below it."""
        return self.filter(subtree(unit.path))

    def open(self):
        return self.filter(closed_on=None)

    def access_units(self):
        """Units with a node of their own on the government network (接入单位)."""
        return self.filter(is_access_unit=True)

    def visible_to(self, user):
        return self.filter(user.scope.reach("path"))

    def kept_by(self, user):
        """Units whose place in the tree the user may change; a child of a root is the root's affair."""
        return self.filter(user.scope.reach("path", ROLES.who("keep_tree"))).filter(
            Q(depth__gt=2) | user.scope.reach_below("path", ROLES.who("keep_tree"), from_root=True)
        )

    def with_keeper_below(self, user):
        """Units below which the user may put one."""
        return self.filter(user.scope.reach_below("path", ROLES.who("keep_tree")))


class UnitManager(MP_NodeManager):
    def get_queryset(self):
        return UnitQuerySet(self.model, using=self._db).order_by("path")

    def visible_to(self, user):
        return self.get_queryset().visible_to(user)

    def open(self):
        return self.get_queryset().open()

    def access_units(self):
        return self.get_queryset().access_units()


class OrgUnit(MP_Node):
    """A unit of the city or a partner. The path of the tree is the fixed order in which units are listed;
    an order column of its own would only be able to disagree with it."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("unit name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=50)
    kind = models.CharField(_("kind"), max_length=30, choices=UnitKind)
    is_access_unit = models.BooleanField(_("access unit"), default=False)
    uscc = models.CharField(
        _("unified social credit code"), max_length=18, null=True, blank=True, unique=True, validators=[validate_uscc]
    )
    area_code = models.CharField(_("area code"), max_length=6, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_units")

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="unit_closed_after_opened",
                violation_error_message=_("A unit cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(closed_on__isnull=False),
                name="unit_merged_is_closed",
                violation_error_message=_("A unit merged into another one is closed."),
            ),
        ]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("people:unit_detail", kwargs={"code": self.code})

    @property
    def is_open(self):
        return self.closed_on is None


class UnitAlias(models.Model):
    """A name the unit had or is called by; spreadsheets still carry it."""

    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("other name of a unit")

    def __str__(self):
        return self.name


# How the timeline tells a change; `before` and `after` are the labels kept with it, the words of the time.
SENTENCES = {
    UnitChangeKind.OPEN: _("Opened below “%(after)s”."),
    UnitChangeKind.RENAME: _("Renamed from “%(before)s” to “%(after)s”."),
    UnitChangeKind.DESCRIBE: _("Particulars changed: %(before)s → %(after)s."),
    UnitChangeKind.REORDER: _("Order changed: place %(before)s → %(after)s."),
    UnitChangeKind.MOVE: _("Moved from “%(before)s” to “%(after)s”."),
    UnitChangeKind.CLOSE: _("Closed."),
    UnitChangeKind.MERGE: _("Merged into “%(after)s”."),
    UnitChangeKind.ABSORB: _("Took in “%(before)s”."),
    UnitChangeKind.SPLIT: _("Split: “%(after)s” became a unit of its own."),
    UnitChangeKind.SPLIT_OFF: _("Split from “%(before)s”."),
    UnitChangeKind.ADD_NAME: _("Other name added: “%(after)s”."),
    UnitChangeKind.REMOVE_NAME: _("Other name removed: “%(before)s”."),
}


class UnitChange(models.Model):
    """One entry of a unit's history (沿革), added and never changed. The labels are the words of the time."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="changes")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind of change"), max_length=12, choices=UnitChangeKind)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason or document"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of a unit")
        ordering = ["-day", "-id"]

    def __str__(self):
        return f"{self.unit} {self.day} {self.get_kind_display()}"

    @property
    def sentence(self):
        label = particulars_in_words if self.kind == UnitChangeKind.DESCRIBE else label_of
        values = {"before": label(self.before), "after": label(self.after)}
        return str(SENTENCES[UnitChangeKind(self.kind)]) % values


def label_of(side):
    return side.get("label", "")


def particulars_in_words(side):
    access = _("access unit") if side["is_access_unit"] else _("not an access unit")
    return "、".join(str(word) for word in (UnitKind(side["kind"]).label, access, side["uscc"]) if word)
