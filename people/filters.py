import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from people.choices import AccountState, Role, Track
from people.models import AuditEvent, OrgUnit, Person, RoleAssignment, UnitAlias, User
from people.scopes import subtree

ACCOUNT_STATES = {
    AccountState.NONE: Q(user=None),
    AccountState.SLIP: Q(user__is_active=True, user__initial_until__isnull=False),
    AccountState.IN_USE: Q(user__is_active=True, user__initial_until=None),
    AccountState.DISABLED: Q(user__is_active=False),
}


class PersonFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Name, staff number or last four digits of the mobile"), method="find")
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=OrgUnit.objects.none(), method="in_unit", to_field_name="code"
    )
    track = django_filters.ChoiceFilter(label=_("Audience"), choices=Track, method="on_track")

    account = django_filters.ChoiceFilter(label=_("Account"), choices=AccountState, method="with_account")

    class Meta:
        model = Person
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = OrgUnit.objects.visible_to(self.request.user)

    def find(self, queryset, name, value):
        value = value.strip()
        found = Q(name__icontains=value) | Q(staff_no__istartswith=value)
        if len(value) == 4 and value.isdigit():
            found |= Q(mobile_last4_index=Person.mobile.index(value))
        return queryset.filter(found)

    def in_unit(self, queryset, name, unit):
        return queryset.filter(subtree(unit.path, "unit_path"))

    def with_account(self, queryset, name, value):
        return queryset.filter(ACCOUNT_STATES[value])

    def on_track(self, queryset, name, value):
        return queryset.filter(postings__ended_on=None, postings__track=value)


class UnitFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Name, earlier name or code"), method="find")

    class Meta:
        model = OrgUnit
        fields = []

    def find(self, queryset, name, value):
        value = value.strip()
        called = UnitAlias.objects.filter(name__icontains=value).values("unit")
        names = Q(name__icontains=value) | Q(short_name__icontains=value) | Q(code__iexact=value)
        return queryset.filter(names | Q(pk__in=called))


class AccountFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Staff number or name"), method="find")
    is_active = django_filters.BooleanFilter(label=_("Enabled"))

    class Meta:
        model = User
        fields = []

    def find(self, queryset, name, value):
        return queryset.filter(Q(username__istartswith=value.strip()) | Q(display_name__icontains=value.strip()))


class RoleFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Staff number or name"), method="find")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role)

    class Meta:
        model = RoleAssignment
        fields = []

    def find(self, queryset, name, value):
        value = value.strip()
        return queryset.filter(Q(user__username__istartswith=value) | Q(user__display_name__icontains=value))


class AuditFilter(StyledFilterSet):
    actor_name = django_filters.CharFilter(label=_("Who"), method="who")
    action = django_filters.CharFilter(label=_("Action"), lookup_expr="icontains")
    object_label = django_filters.CharFilter(label=_("Object"), lookup_expr="icontains")

    class Meta:
        model = AuditEvent
        fields = []

    def who(self, queryset, name, value):
        """Who did it, or who was the second person."""
        return queryset.filter(Q(actor_name__icontains=value) | Q(data__second__icontains=value))
