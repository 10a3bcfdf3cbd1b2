import django_filters
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from partners.choices import Direction, ExchangeState
from partners.models import Exchange


class ExchangeFilterSet(StyledFilterSet):
    name = django_filters.CharFilter(label=_("Name"), field_name="person__name", lookup_expr="icontains")
    unit = django_filters.CharFilter(label=_("Host unit"), field_name="host_unit__name", lookup_expr="icontains")
    direction = django_filters.ChoiceFilter(
        label=_("Direction"), field_name="line__direction", choices=Direction, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ExchangeState, empty_label=_("All"))

    class Meta:
        model = Exchange
        fields: list[str] = []
