"""The units of the city."""

from common.views import ListPage, ObjectPage
from people.models import OrgUnit
from people.selectors import unit_summary, units_with_headcount


class UnitListView(ListPage):
    model = OrgUnit
    permission_required = "people.view_units"
    template_name = "people/unit_list.html"
    paginate_by = None

    def get_paginate_by(self, queryset):
        return None

    def get_rows(self):
        return units_with_headcount(OrgUnit.objects.visible_to(self.request.user))


class UnitDetailView(ObjectPage):
    model = OrgUnit
    permission_required = "people.view_unit"
    context_object_name = "unit"
    template_name = "people/unit_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(summary=unit_summary(self.object), **kwargs)
