"""The units of the city."""

from wagtail import hooks

from common.views import ListPage, ObjectPage
from people.filters import UnitFilter
from people.models import OrgUnit
from people.selectors import unit_summary, units_with_headcount


class UnitListView(ListPage):
    model = OrgUnit
    permission_required = "people.view_units"
    filterset_class = UnitFilter
    template_name = "people/unit_list.html"
    paginate_by = None

    def get_paginate_by(self, queryset):
        return None

    def get_rows(self):
        return units_with_headcount(OrgUnit.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        actions = [action for hook in hooks.get_hooks("units_actions") for action in hook(self.request.user)]
        return super().get_context_data(actions=actions, **kwargs)


class UnitDetailView(ObjectPage):
    model = OrgUnit
    permission_required = "people.view_unit"
    context_object_name = "unit"
    template_name = "people/unit_detail.html"

    def get_context_data(self, **kwargs):
        unit, user = self.object, self.request.user
        return super().get_context_data(
            summary=unit_summary(unit),
            may_keep=user.has_perm("people.keep_unit", unit),
            may_keep_below=unit.is_open and user.has_perm("people.keep_units_below", unit),
            **kwargs,
        )
