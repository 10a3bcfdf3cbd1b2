from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, FilteredRelation, Q, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction, Site
from wagtail.search import index

from courses.choices import TrainingType
from courses.models.blocks import LessonBody, Question, SelfCheckBody
from courses.reading import reading_minutes
from people.choices import Track
from people.models import OrgUnit
from questions.models import KnowledgePoint

COVERS = 6


class LearningPage(Page):
    """Answers two questions that Wagtail asks of every page with fewer statements."""

    class Meta:
        abstract = True

    def get_url(self, request=None, current_site=None):
        """Below the site the request came to; its root is known by then, the table of all roots is not."""
        site = Site.find_for_request(request)
        if site is None or not self.url_path.startswith(site.root_page.url_path):
            return super().get_url(request, current_site)
        return reverse("wagtail_serve", args=[self.url_path.removeprefix(site.root_page.url_path)])

    def get_view_restrictions(self):
        """The path names the ancestors."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(page__path__in=[self.path[:end] for end in ends])


class OneKindOfChild(LearningPage):
    """Has pages of one type below it, which are found in one statement instead of Wagtail's two."""

    class Meta:
        abstract = True

    def child_pages(self, user):
        raise NotImplementedError

    def route(self, request, path_components):
        if not path_components:
            return super().route(request, path_components)
        if not self.live:
            raise Http404
        slug, *rest = path_components
        child = self.child_pages(request.user).filter(slug=slug).first()
        if child is None:
            raise Http404
        child._cached_parent_obj = self  # what treebeard's get_parent looks for
        return child.route(request, rest)


class CourseIndexPage(OneKindOfChild):
    """Holds the courses at /courses/. There is one, made by `ensure_course_index`."""

    parent_page_types: list[str] = []
    subpage_types = ["courses.Course"]
    max_count = 1

    class Meta:
        verbose_name = _("course index")

    def child_pages(self, user):
        return Course.objects.child_of(self).select_related("provider").for_reader(user)

    def serve(self, request, *args, **kwargs):
        return HttpResponseRedirect(reverse("courses:course_list"))


class CourseQuerySet(PageQuerySet):
    def visible_to(self, user):
        """Published courses; before sign-in only those outside every restriction."""
        return self.live() if user.is_authenticated else self.live().public()

    def for_track(self, track):
        # As text, because SQLite cannot ask whether a JSON list holds a value.
        return self.alias(tracks_text=Cast("tracks", TextField())).filter(tracks_text__contains=f'"{track}"')

    def about(self, point):
        """Courses on a knowledge point or one below it."""
        points = KnowledgePoint.objects.get_queryset().subtree(point)
        return self.filter(pk__in=Course.objects.filter(knowledge_points__in=points).values("pk"))

    def for_reader(self, user):
        """Adds the reader's own enrolment: `own_enrolment_id`, `own_started_at`, `own_completed_at`."""
        person_id = getattr(user, "person_id", None)
        return self.annotate(
            own=FilteredRelation("enrolments", condition=Q(enrolments__person=person_id or 0)),
            own_enrolment_id=F("own__id"),
            own_started_at=F("own__started_at"),
            own_completed_at=F("own__completed_at"),
        )


class CourseForm(WagtailAdminPageForm):
    tracks = forms.MultipleChoiceField(
        label=_("audience"), choices=Track.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean(self):
        data = super().clean()
        needed = data.get("prerequisites") or []
        if self.instance.pk and any(course.pk == self.instance.pk for course in needed):
            self.add_error("prerequisites", _("A course cannot require itself."))
        elif self.instance.pk and (circle := [c for c in needed if c.requires(self.instance)]):
            self.add_error(
                "prerequisites",
                _("“%(course)s” already requires this course, so nobody could begin either.") % {"course": circle[0]},
            )
        return data


class Course(OneKindOfChild):
    """A course of the catalogue. Enrolments copy its title, code and hours, so nothing reads them from here later."""

    code = models.CharField(
        _("course code"),
        max_length=20,
        null=True,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+\Z", _("Letters, digits and hyphens only."))],
        error_messages={"null": _("A course needs a code before it can be published.")},
        help_text=_("Needed before the course can be published."),
    )
    tracks = models.JSONField(_("audience"), default=list, blank=True)
    training_type = models.CharField(
        _("training type"), max_length=20, choices=TrainingType, default=TrainingType.IN_SERVICE
    )
    credit_hours = models.DecimalField(
        _("credit hours"), max_digits=7, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    summary = models.TextField(_("summary"), blank=True)
    provider = models.ForeignKey(
        OrgUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="provided_courses",
        verbose_name=_("provided by"),
    )
    prerequisites = ParentalManyToManyField(
        "self", symmetrical=False, blank=True, related_name="required_by", verbose_name=_("courses to complete first")
    )
    knowledge_points = ParentalManyToManyField(
        KnowledgePoint, blank=True, related_name="courses", verbose_name=_("knowledge points")
    )

    objects = PageManager.from_queryset(CourseQuerySet)()
    base_form_class = CourseForm
    exclude_fields_in_copy = ["code"]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("credit_hours"), FieldPanel("training_type")]),
        FieldPanel("summary"),
        FieldPanel("tracks"),
        FieldPanel("provider"),
        FieldPanel("knowledge_points", widget=forms.CheckboxSelectMultiple),
        FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("code"),
        index.SearchField("summary"),
        index.FilterField("training_type"),
    ]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.Lesson"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_hours__gte=0),
                name="course_hours_not_negative",
                violation_error_message=_("Credit hours cannot be negative."),
            )
        ]

    def get_absolute_url(self):
        return self.url

    def clean(self):
        super().clean()
        if self.live and not self.code:
            raise ValidationError({"code": self._meta.get_field("code").error_messages["null"]})

    def child_pages(self, user):
        return Lesson.objects.child_of(self)

    def requires(self, other):
        """Whether `other` is among what has to be completed before this course, at any distance."""
        seen, fresh = set(), {self.pk}
        while fresh:
            seen |= fresh
            fresh = set(Course.objects.filter(required_by__in=fresh).values_list("pk", flat=True)) - seen
        return other.pk in seen - {self.pk}

    @property
    def cover(self):
        """One of our drawings, the same one at every visit."""
        places = enumerate(reversed(self.code or ""), start=1)
        return f"art/cover-{1 + sum(place * ord(letter) for place, letter in places) % COVERS}.svg"

    @property
    def track_labels(self):
        return [str(Track(track).label) for track in self.tracks]


class LessonForm(WagtailAdminPageForm):
    def save(self, commit=True):
        """How long the text takes is worked out whenever it is saved; nobody types it."""
        self.instance.minutes = reading_minutes(self.instance.body)
        return super().save(commit)


class Lesson(LearningPage):
    """One sitting's worth of a course, with a self-check that is for the reader alone."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes of reading"), default=1, editable=False, validators=[MinValueValidator(1)]
    )
    body = StreamField(LessonBody(), verbose_name=_("text"), blank=True)
    self_check = StreamField(SelfCheckBody(), verbose_name=_("self-check"), blank=True)

    base_form_class = LessonForm
    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("self_check")]
    # The self-check stays out of the index: a search would tell its answers.
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["courses.Course"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_absolute_url(self):
        return self.url

    @property
    def questions(self) -> list[Question]:
        return [Question.from_block(child) for child in self.self_check]

    @property
    def course_path(self) -> str:
        return self.path[: -self.steplen]
