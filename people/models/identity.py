from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.choices import Role
from people.models.persons import Person
from people.models.units import OrgUnit
from people.roles import ROLES
from people.scopes import Grant, Scope


def in_force(on: date, prefix: str = "") -> Q:
    """Of role assignments, reached by the prefix: those that hold on the day."""
    not_ended = Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": on})
    return Q(**{f"{prefix}started_on__lte": on}) & not_ended


def plain_code(typed: str) -> str:
    """The code of a slip as it was meant: dashes, spaces and small letters are how somebody happened to type."""
    return "".join(character for character in typed.upper() if character.isalnum())


class AccountManager(UserManager):
    use_in_migrations = False

    def with_scope(self, pk: int) -> "User | None":
        """An account with what today's roles reach; one statement. Its rows are the roles, or one without any."""
        held = FilteredRelation("role_assignments", condition=in_force(timezone.localdate(), "role_assignments__"))
        grants = {"role": F("held__role"), "path": F("held__unit__path"), "below": F("held__with_subordinates")}
        rows: list[Any] = list(self.filter(pk=pk).annotate(held=held).annotate(**grants))
        if not rows:
            return None
        user: User = rows[0]
        user.scope = Scope(tuple(Grant(row.role, row.path, row.below) for row in rows if row.role and row.is_active))
        return user


class User(AbstractUser):
    """Someone who can sign in, by staff number. Most users are people of the roster, some are not.

    While `initial_until` is set, the password is the code of a printed slip, which dies at that time."""

    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    display_name = models.CharField(_("name"), max_length=100)
    initial_until = models.DateTimeField(_("slip valid until"), null=True, blank=True, editable=False)
    password_changed_at = models.DateTimeField(_("password chosen at"), null=True, blank=True, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self):
        return self.display_name or self.username

    def get_full_name(self):
        return str(self)

    @property
    def slip_expired(self):
        return self.initial_until is not None and self.initial_until <= timezone.now()

    def check_password(self, raw_password):
        """The code of a slip may be typed with or without its dashes, in capitals or not."""
        return super().check_password(plain_code(raw_password) if self.initial_until else raw_password)

    @cached_property
    def scope(self) -> Scope:
        """What today's roles reach: one query, kept for the request this object lives in."""
        return RoleAssignment.objects.scope_of(self)


class RoleAssignmentQuerySet(models.QuerySet):
    def not_ended(self, on=None):
        """In force on the day or later."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on or timezone.localdate()))

    def current(self, on=None):
        return self.filter(in_force(on or timezone.localdate()))

    def scope_of(self, user) -> Scope:
        rows = self.current().filter(user=user, user__is_active=True)
        return Scope(tuple(Grant(*row) for row in rows.values_list("role", "unit__path", "with_subordinates")))

    def visible_to(self, user):
        return self if user.scope.has(*ROLES.who("read_roles")) else self.filter(user=user)


class RoleAssignment(models.Model):
    """A role somebody holds in a unit, from one day to another; it ends on `ended_on`, not after it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_assignments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="role_assignments")
    with_subordinates = models.BooleanField(_("with subordinate units"), default=True)
    is_backup = models.BooleanField(_("backup (B role)"), default=False)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role assignment")
        ordering = ["role", "unit__path", "user__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(ended_on=None),
                name="one_open_assignment_per_role_and_unit",
                violation_error_message=_("This account already holds the role in this unit."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="role_ends_after_start",
                violation_error_message=_("A role cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(is_backup=False) | Q(role=Role.LIAISON),
                name="only_a_liaison_has_a_backup",
                violation_error_message=_("Only a liaison has a backup (B role)."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.unit}"
