import django_filters
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from people.roles import ROLES
from roster.choices import TransferState
from roster.models import TransferRequest


class TransferFilter(StyledFilterSet):
    direction = django_filters.ChoiceFilter(
        label=_("Direction"), choices=[("in", _("to my units")), ("out", _("from my units"))], method="going"
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=TransferState)

    class Meta:
        model = TransferRequest
        fields = []

    def going(self, queryset, name, value):
        side = "unit__path" if value == "in" else "from_unit__path"
        return queryset.filter(self.request.user.scope.reach(side, ROLES.who("keep_roster")))
