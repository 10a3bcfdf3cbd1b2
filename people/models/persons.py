import uuid

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.crypto import SealedText
from people.choices import KEEPING_ROLES, PersonStatus, Role, Sex, StaffCategory, Track
from people.models.units import OrgUnit
from people.scopes import NOTHING

# Roles that may look into the roster of the units they reach.
ROSTER_ROLES = (Role.TRAINING_OFFICER, Role.HR, Role.LIAISON, Role.PARTNER)


def one_person(person_id: int | None, field: str = "person") -> Q:
    """Condition on a foreign key: this person, or an entry of them made twice; nobody without an id."""
    if person_id is None:
        return NOTHING
    entries = Person.objects.order_by().filter(Q(pk=person_id) | Q(merged_into=person_id))
    return Q(**{f"{field}__in": entries.values("pk")})


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself, and the people posted today to a unit the user keeps the roster of."""
        posted = Posting.objects.current().filter(user.scope.reach("unit__path", ROSTER_ROLES))
        return self.filter(Q(pk=user.person_id) | Q(pk__in=posted.values("person")))

    def in_post(self):
        return self.filter(status=PersonStatus.ACTIVE)

    def kept_by(self, user, roles=KEEPING_ROLES):
        """People posted today where the user keeps the roster."""
        posted = Posting.objects.current().filter(user.scope.reach("unit__path", roles))
        return self.filter(pk__in=posted.values("person"))

    def readable_by(self, user):
        """Those visible, and those who are gone from one's own units."""
        seen, gone = self.visible_to(user).values("pk"), self.left_from(user).values("pk")
        return self.filter(Q(pk__in=seen) | Q(pk__in=gone))

    def left_from(self, user):
        """People who retired or left, whose last unit is one that the user keeps the roster of."""
        last = Posting.objects.filter(person=OuterRef("pk")).order_by("-started_on", "-id")
        gone = self.filter(status__in=(PersonStatus.RETIRED, PersonStatus.LEFT))
        gone = gone.annotate(last_unit=Subquery(last.values("unit")[:1]))
        kept = OrgUnit.objects.order_by().filter(user.scope.reach("path", KEEPING_ROLES))
        return gone.filter(last_unit__in=kept.values("pk"))

    def with_last_posting(self):
        """Loads all postings with their units, newest first, as `past_postings`."""
        past = Posting.objects.select_related("unit")
        return self.prefetch_related(models.Prefetch("postings", queryset=past, to_attr="past_postings"))

    def in_unit_order(self):
        """Units in their fixed order, then by post level and staff number (名册 order)."""
        now = Posting.objects.current().filter(person=OuterRef("pk"))
        return self.annotate(unit_path=Subquery(now.values("unit__path")[:1])).order_by("unit_path", "staff_no")

    def with_posting(self):
        """Loads the current posting and its unit as `current_postings`."""
        current = Posting.objects.current().select_related("unit")
        return self.prefetch_related(models.Prefetch("postings", queryset=current, to_attr="current_postings"))


class Person(models.Model):
    """An entry of the roster. ID number and mobile are stored encrypted and found by keyed digests; the
    last four digits of the mobile have a digest of their own, since that is how people are looked up."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff_no = models.CharField(_("staff number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_month = models.CharField(_("month of birth"), max_length=7, blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=20, blank=True)
    political_status = models.CharField(_("political status"), max_length=20, blank=True)
    tech_title = models.CharField(_("professional title"), max_length=50, blank=True)
    staff_category = models.CharField(_("staff category"), max_length=20, choices=StaffCategory)
    status = models.CharField(_("status"), max_length=10, choices=PersonStatus, default=PersonStatus.ACTIVE)
    id_number_sealed = models.BinaryField(null=True, editable=False)
    id_number_index = models.CharField(max_length=64, null=True, unique=True, editable=False)
    mobile_sealed = models.BinaryField(null=True, editable=False)
    mobile_index = models.CharField(max_length=64, null=True, editable=False, db_index=True)
    mobile_last4_index = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged_people")

    id_number = SealedText()
    mobile = SealedText()

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["staff_no"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) & ~Q(status=PersonStatus.MERGED)
                | Q(merged_into__isnull=False, status=PersonStatus.MERGED),
                name="person_entered_twice_has_the_kept_entry",
                violation_error_message=_("An entry made twice points to the one that is kept."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="person_not_merged_into_itself",
                violation_error_message=_("An entry cannot be merged into itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:person_detail", kwargs={"uuid": self.uuid})

    @property
    def posting(self):
        """The current posting, once `with_posting` has loaded it."""
        return self.current_postings[0] if self.current_postings else None


class PostingQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_on=None)


class Posting(models.Model):
    """Where a person works and as what, from one date to another; one is current."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="postings")
    dept = models.CharField(_("department"), max_length=50, blank=True)
    post = models.CharField(_("post"), max_length=100, blank=True)
    post_level = models.CharField(_("post level"), max_length=30, blank=True)
    rank = models.CharField(_("rank"), max_length=30, blank=True)
    track = models.CharField(_("audience"), max_length=12, choices=Track)
    track_confirmed = models.BooleanField(_("audience confirmed"), default=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on=None),
                name="one_current_posting_per_person",
                violation_error_message=_("This person already has a current posting."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="posting_ends_after_start",
                violation_error_message=_("A posting cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.post}"
