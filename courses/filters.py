import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from courses.models import Course
from people.choices import Track
from questions.models import KnowledgePoint


class CourseFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Words in title, summary or knowledge points"), method="find")
    track = django_filters.ChoiceFilter(label=_("Audience"), choices=Track, method="for_track")
    about = django_filters.ModelChoiceFilter(
        label=_("Knowledge point"), queryset=KnowledgePoint.objects.all(), method="on_point"
    )

    class Meta:
        model = Course
        fields = []

    def find(self, queryset, name, value):
        """Knowledge points are asked for apart: the index would be written before a page has its own."""
        found = Course.objects.visible_to(self.request.user).search(value)
        about = Course.objects.filter(knowledge_points__name__icontains=value.strip())
        return queryset.filter(Q(pk__in=[course.pk for course in found]) | Q(pk__in=about.values("pk")))

    def for_track(self, queryset, name, value):
        return queryset.for_track(value)

    def on_point(self, queryset, name, value):
        return queryset.about(value)
