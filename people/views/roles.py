"""Who holds which role."""

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from common.views import ActionView, ConsequencesMixin, FormPage, ListPage
from people.filters import RoleFilter
from people.forms.roles import GrantRoleForm
from people.models import RoleAssignment
from people.services.roles import end_role, grant_role


class RoleListView(ListPage):
    model = RoleAssignment
    permission_required = "people.view_roles"
    filterset_class = RoleFilter
    template_name = "people/role_list.html"

    def get_rows(self):
        rows = RoleAssignment.objects.visible_to(self.request.user).current()
        return rows.select_related("user", "unit").order_by("role", "unit__path", "user__username")


class RoleGrantView(FormPage):
    permission_required = "people.manage_roles"
    form_class = GrantRoleForm
    template_name = "people/role_grant.html"
    success_url = reverse_lazy("people:role_list")
    done_message = _("The role is granted; it is in force at the next page.")

    def act(self, form):
        data = form.cleaned_data
        return grant_role(
            user=data["username"],
            role=data["role"],
            unit=data["unit_code"],
            with_subordinates=data["with_subordinates"],
            is_backup=data["is_backup"],
            by=self.request.user,
        )


class RoleEndView(ConsequencesMixin, ActionView):
    model = RoleAssignment
    lookup = "pk"
    permission_required = "people.manage_roles"
    done_message = _("The role has ended.")
    question = _("End the role")
    consequences = (
        _("The person loses its rights at the next page. It stays in the history; it can be granted anew."),
    )

    def whom(self):
        return [f"{self.object.user} · {self.object.get_role_display()} · {self.object.unit}"]

    def act(self, assignment):
        end_role(assignment=assignment, by=self.request.user)

    def get_success_url(self):
        return reverse("people:role_list")
