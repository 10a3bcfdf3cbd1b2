from datetime import datetime, time, timedelta

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from common.forms import DateInput
from people.models import AuditEvent
from people.trail.actions import choices


class AuditFilter(StyledFilterSet):
    actor_name = django_filters.CharFilter(label=_("Who"), method="who")
    action = django_filters.ChoiceFilter(label=_("Action"), choices=choices)
    object_label = django_filters.CharFilter(label=_("Object"), lookup_expr="icontains")
    since = django_filters.DateFilter(label=_("From day"), method="from_day", widget=DateInput)
    until = django_filters.DateFilter(label=_("To day"), method="to_day", widget=DateInput)
    address = django_filters.CharFilter(label=_("From where"), lookup_expr="startswith")

    class Meta:
        model = AuditEvent
        fields = []

    def who(self, queryset, name, value):
        """Who did it, or who was the second person."""
        return queryset.filter(Q(actor_name__icontains=value) | Q(data__second__icontains=value))

    def from_day(self, queryset, name, day):
        return queryset.filter(recorded_at__gte=midnight(day))

    def to_day(self, queryset, name, day):
        return queryset.filter(recorded_at__lt=midnight(day + timedelta(days=1)))


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
