import math

import django_filters
from django.db.models import Q
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from people.choices import AccountState, Role, StaffCategory, Track
from people.models import OrgUnit, Person, Posting, RoleAssignment
from people.scopes import subtree
from people.selectors import people_found_by
from people.selectors.gaps import people_lacking, units_lacking
from people.selectors.suggestions import units_called

INDENT = "\u3000"
SORTS = [
    ("level", _("By post level")),
    ("pinyin", _("By pinyin")),
    ("surname_strokes", _("By strokes of the surname")),
    ("name_strokes", _("By strokes of the whole name")),
]

ACCOUNT_STATES = {
    AccountState.NONE: Q(user=None),
    AccountState.SLIP: Q(user__is_active=True, user__initial_until__isnull=False),
    AccountState.IN_USE: Q(user__is_active=True, user__initial_until=None),
    AccountState.DISABLED: Q(user__is_active=False),
}

PERSON_GAP_NAMES = [
    ("track", _("audience not confirmed")),
    ("post", _("no post")),
    ("id_number", _("no ID number")),
    ("mobile", _("no mobile")),
]
UNIT_GAP_NAMES = [("liaison", _("active liaison")), ("backup", _("backup (B role)"))]


class UnitChoiceField(ModelChoiceField):
    """Units as an indented list. They come in the order of their paths, so that a tree's top comes first."""

    top = math.inf

    def label_from_instance(self, unit):
        self.top = min(self.top, unit.depth)
        return INDENT * (unit.depth - self.top) + unit.short_name


class UnitChoiceFilter(django_filters.ModelChoiceFilter):
    field_class = UnitChoiceField


class RosterFilter(StyledFilterSet):
    q = django_filters.CharFilter(
        label=_("Name, pinyin, staff number or last four digits of the mobile"), method="find"
    )
    unit = UnitChoiceFilter(
        label=_("Unit and those below"), queryset=OrgUnit.objects.none(), method="in_unit", to_field_name="code"
    )
    category = django_filters.ChoiceFilter(label=_("Staff category"), choices=StaffCategory, method="in_category")
    track = django_filters.ChoiceFilter(label=_("Audience"), choices=Track)
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORTS, empty_label=_("By unit"), method="in_order")

    account = django_filters.ChoiceFilter(label=_("Account"), choices=AccountState, method="with_account")
    lacks = django_filters.ChoiceFilter(label=_("Not complete"), choices=PERSON_GAP_NAMES, method="lacking")

    class Meta:
        model = Posting
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = OrgUnit.objects.visible_to(self.request.user)

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("sort"):
            queryset = queryset.in_roster_order("unit")
        return super().filter_queryset(queryset)

    def find(self, queryset, name, value):
        return queryset.filter(person__in=people_found_by(value))

    def in_category(self, queryset, name, value):
        return queryset.filter(person__in=Person.objects.filter(staff_category=value))

    def in_unit(self, queryset, name, unit):
        return queryset.filter(subtree(unit.path, "unit__path"))

    def with_account(self, queryset, name, value):
        return queryset.filter(person__in=Person.objects.filter(ACCOUNT_STATES[value]))

    def in_order(self, queryset, name, value):
        return queryset.in_roster_order(value)

    def lacking(self, queryset, name, value):
        return queryset.filter(person__in=people_lacking(Person.objects.order_by(), value))


class FormerFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Name or staff number"), method="find")

    class Meta:
        model = Person
        fields = []

    def find(self, queryset, name, value):
        value = value.strip()
        return queryset.filter(Q(name__icontains=value) | Q(staff_no__istartswith=value))


class UnitFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Name, earlier name or code"), method="find")
    lacks = django_filters.ChoiceFilter(label=_("Access units without"), choices=UNIT_GAP_NAMES, method="lacking")

    class Meta:
        model = OrgUnit
        fields = []

    def lacking(self, queryset, name, value):
        return units_lacking(queryset, value)

    def find(self, queryset, name, value):
        return units_called(value.strip(), queryset)


class RoleFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Staff number or name"), method="find")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role)

    class Meta:
        model = RoleAssignment
        fields = []

    def find(self, queryset, name, value):
        value = value.strip()
        return queryset.filter(Q(user__username__istartswith=value) | Q(user__display_name__icontains=value))
