import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.filters import StyledFilterSet
from people.choices import KEEPING_ROLES, Role, Track, TransferState
from people.models import AuditEvent, OrgUnit, Person, RoleAssignment, TransferRequest, UnitAlias, User
from people.scopes import subtree
from people.selectors.completeness import people_lacking, units_lacking

PERSON_GAP_NAMES = [
    ("track", _("audience not confirmed")),
    ("post", _("no post")),
    ("id_number", _("no ID number")),
    ("mobile", _("no mobile")),
]
UNIT_GAP_NAMES = [("liaison", _("active liaison")), ("backup", _("backup (B role)"))]


class PersonFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Name, staff number or last four digits of the mobile"), method="find")
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=OrgUnit.objects.none(), method="in_unit", to_field_name="code"
    )
    track = django_filters.ChoiceFilter(label=_("Audience"), choices=Track, method="on_track")
    lacks = django_filters.ChoiceFilter(label=_("Not complete"), choices=PERSON_GAP_NAMES, method="lacking")

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

    def lacking(self, queryset, name, value):
        return people_lacking(queryset, value)

    def on_track(self, queryset, name, value):
        return queryset.filter(postings__ended_on=None, postings__track=value)


class FormerFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Name or staff number"), method="find")

    class Meta:
        model = Person
        fields = []

    def find(self, queryset, name, value):
        value = value.strip()
        return queryset.filter(Q(name__icontains=value) | Q(staff_no__istartswith=value))


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
        return queryset.filter(self.request.user.scope.reach(side, KEEPING_ROLES))


class UnitFilter(StyledFilterSet):
    q = django_filters.CharFilter(label=_("Name, earlier name or code"), method="find")
    lacks = django_filters.ChoiceFilter(label=_("Access units without"), choices=UNIT_GAP_NAMES, method="lacking")

    class Meta:
        model = OrgUnit
        fields = []

    def lacking(self, queryset, name, value):
        return units_lacking(queryset, value)

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
    actor_name = django_filters.CharFilter(label=_("Who"), lookup_expr="icontains")
    action = django_filters.CharFilter(label=_("Action"), lookup_expr="icontains")
    object_label = django_filters.CharFilter(label=_("Object"), lookup_expr="icontains")

    class Meta:
        model = AuditEvent
        fields = []
