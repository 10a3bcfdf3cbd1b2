import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from people.models import User


class AccountFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Staff number or name"), method="find")
    is_active = django_filters.BooleanFilter(label=_("Enabled"))

    class Meta:
        model = User
        fields = []

    def find(self, queryset, name, value):
        return queryset.filter(Q(username__istartswith=value.strip()) | Q(display_name__icontains=value.strip()))
