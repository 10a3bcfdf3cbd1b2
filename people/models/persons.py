import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.sealing.crypto import DIGEST_LENGTH, SealedText
from people.choices import POST_LEVELS, PersonStatus, Sex, StaffCategory, Track
from people.models.units import OrgUnit
from people.names.keys import KEY_LENGTH
from people.roles import ROLES
from people.scopes import NOTHING

# Roles that may look into the roster of the units they reach.


def one_person(person_id: int | None, field: str = "person") -> Q:
    """Condition on a foreign key: this person, or an entry of them made twice; nobody without an id."""
    if person_id is None:
        return NOTHING
    entries = Person.objects.order_by().filter(Q(pk=person_id) | Q(merged_into=person_id))
    return Q(**{f"{field}__in": entries.values("pk")})


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself, and the people posted today to a unit the user keeps the roster of."""
        return self.filter(Q(pk=user.person_id) | Q(pk__in=Posting.objects.visible_to(user).values("person")))

    def with_id_number(self, value):
        return self.filter(id_number_index__in=Person.id_number.indexes(value))

    def with_mobile_ending(self, last4):
        return self.filter(mobile_last4_index__in=Person.mobile.indexes(last4))

    def in_post(self):
        return self.filter(status=PersonStatus.ACTIVE)

    def kept_by(self, user, roles=()):
        """People posted today where the user keeps the roster, or where one of the roles given reaches."""
        roles = roles or ROLES.who("keep_roster")
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
        kept = OrgUnit.objects.order_by().filter(user.scope.reach("path", ROLES.who("keep_roster")))
        return gone.filter(last_unit__in=kept.values("pk"))

    def with_last_posting(self):
        """Loads all postings with their units, newest first, as `past_postings`."""
        past = Posting.objects.select_related("unit")
        return self.prefetch_related(models.Prefetch("postings", queryset=past, to_attr="past_postings"))

    def in_unit_order(self):
        """People with a current posting; units in their fixed order, then by post level and staff number (名册 order)."""
        now = FilteredRelation("postings", condition=Q(postings__ended_on=None))
        rows = self.annotate(now=now).filter(now__isnull=False)
        return rows.order_by("now__unit__path", "now__level_order", "staff_no")

    def with_posting(self):
        """Loads the current posting and its unit as `current_postings`."""
        current = Posting.objects.current().select_related("unit")
        return self.prefetch_related(models.Prefetch("postings", queryset=current, to_attr="current_postings"))


class Person(models.Model):
    """An entry of the roster. ID number and mobile are stored encrypted and found by keyed digests; the
    last four digits of the mobile have a digest of their own, since that is how people are looked up. What the
    name is found and ordered by is computed by `set_name`, which is the one way to name a person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff_no = models.CharField(_("staff number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    corrected_pinyin = models.CharField(_("corrected pinyin"), max_length=KEY_LENGTH, blank=True)
    pinyin = models.CharField(_("pinyin"), max_length=KEY_LENGTH, blank=True, editable=False)
    pinyin_letters = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    initials = models.CharField(max_length=100, blank=True, editable=False)
    pinyin_key = models.CharField(max_length=KEY_LENGTH, default="", editable=False)
    surname_stroke_key = models.CharField(max_length=KEY_LENGTH, default="", editable=False)
    name_stroke_key = models.CharField(max_length=KEY_LENGTH, default="", editable=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_month = models.CharField(_("month of birth"), max_length=7, blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=20, blank=True)
    political_status = models.CharField(_("political status"), max_length=20, blank=True)
    education = models.CharField(_("education"), max_length=20, blank=True)
    tech_title = models.CharField(_("professional title"), max_length=50, blank=True)
    office_phone = models.CharField(_("office telephone"), max_length=30, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    staff_category = models.CharField(_("staff category"), max_length=20, choices=StaffCategory)
    status = models.CharField(_("status"), max_length=10, choices=PersonStatus, default=PersonStatus.ACTIVE)
    id_number_sealed = models.BinaryField(null=True, editable=False)
    id_number_index = models.CharField(max_length=DIGEST_LENGTH, null=True, unique=True, editable=False)
    mobile_sealed = models.BinaryField(null=True, editable=False)
    mobile_index = models.CharField(max_length=DIGEST_LENGTH, null=True, editable=False, db_index=True)
    mobile_last4_index = models.CharField(max_length=DIGEST_LENGTH, blank=True, editable=False, db_index=True)
    # Since when the number is this person's: whoever had it first signs in with it.
    mobile_since = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged_people")

    spare_mobile_sealed = models.BinaryField(null=True, editable=False)
    spare_mobile_index = models.CharField(max_length=DIGEST_LENGTH, null=True, editable=False)

    id_number = SealedText()
    mobile = SealedText()
    spare_mobile = SealedText()

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["staff_no"]
        indexes = [
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["status"], condition=~Q(status=PersonStatus.ACTIVE), name="person_not_in_post"),
            models.Index(fields=["staff_category"], name="person_staff_category"),
            models.Index(fields=["pinyin_letters"], name="person_pinyin_letters"),
            models.Index(fields=["initials"], name="person_initials"),
            models.Index(fields=["pinyin_key", "staff_no"], name="person_pinyin_order"),
            models.Index(fields=["surname_stroke_key", "staff_no"], name="person_surname_stroke_order"),
            models.Index(fields=["name_stroke_key", "staff_no"], name="person_name_stroke_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(pinyin_key="") & ~Q(surname_stroke_key="") & ~Q(name_stroke_key=""),
                name="person_has_name_keys",
                violation_error_message=_("A name comes with what it is ordered by; set it with set_name."),
            ),
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

    def clean(self):
        # While the index key is being changed, equal numbers have two digests and the unique column sees no clash.
        if self.id_number_sealed and Person.objects.exclude(pk=self.pk).with_id_number(self.id_number).exists():
            raise ValidationError({"id_number_index": _("Another person has this ID number.")}, code="unique")

    @property
    def posting(self):
        """The current posting, once `with_posting` has loaded it."""
        return self.current_postings[0] if self.current_postings else None


# How a roster, which is a list of current postings, can be ordered; people of one name go by staff number.
ROSTER_ORDERS = {
    "unit": ("unit__path", "level_order", "person__staff_no"),
    "level": ("level_order", "unit__path", "person__staff_no"),
    "pinyin": ("person__pinyin_key", "person__staff_no"),
    "surname_strokes": ("person__surname_stroke_key", "person__staff_no"),
    "name_strokes": ("person__name_stroke_key", "person__staff_no"),
}

BY_TEXT = {order[0] for order in ROSTER_ORDERS.values()} - {"level_order"}


class PostingQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_on=None)

    def visible_to(self, user):
        """The current postings in units the user keeps the roster of: a roster's rows."""
        reach = user.scope.reach("path", ROLES.who("read_roster"))
        if user.scope.has_whole_tree(*ROLES.who("read_roster")):
            # Left out rather than picked, so that the database reads in the order that is wanted.
            return self.current().exclude(unit__in=OrgUnit.objects.get_queryset().exclude(reach).order_by())
        return self.current().filter(user.scope.reach("unit__path", ROLES.who("read_roster")))

    def in_roster_order(self, name):
        return self.order_by(*ROSTER_ORDERS[name])

    def read_in_order(self):
        """Says what is always true of the first column of the order: without it SQLite sorts all rows rather than
        read the index of that order. To be left out when rows are counted."""
        first = self.query.order_by[0]
        return self.filter(**{f"{first}__range": ("", "zzzz")}) if first in BY_TEXT else self


class Posting(models.Model):
    """Where a person works and as what, from one date to another; one is current."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="postings")
    dept = models.CharField(_("department"), max_length=50, blank=True)
    post = models.CharField(_("post"), max_length=100, blank=True)
    post_level = models.CharField(_("post level"), max_length=30, blank=True)
    level_order = models.GeneratedField(
        expression=Case(
            *(When(post_level=level, then=Value(place)) for place, level in enumerate(POST_LEVELS)),
            default=Value(len(POST_LEVELS)),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    rank = models.CharField(_("rank"), max_length=30, blank=True)
    track = models.CharField(_("audience"), max_length=12, choices=Track)
    # Not confirmed: the audience was derived from a post that leaves it open.
    track_confirmed = models.BooleanField(_("audience confirmed"), default=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        ordering = ["-started_on", "-id"]
        indexes = [
            models.Index(
                fields=["level_order", "unit", "person"], condition=Q(ended_on=None), name="posting_level_now"
            ),
            models.Index(fields=["unit", "level_order", "person"], condition=Q(ended_on=None), name="posting_unit_now"),
        ]
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
