from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from common.errors import NotAllowed
from common.views import SIGNED_IN, ActionView, FormPage, ListPage, ObjectFormPage, ObjectPage, PageView
from people.filters import AccountFilter, AuditFilter, PersonFilter, RoleFilter
from people.forms import GrantRoleForm, TokenForm, UnmaskForm
from people.masking import mask_id_number, mask_mobile
from people.models import ApiToken, AuditEvent, Notification, OrgUnit, Person, RoleAssignment, User
from people.selectors import unit_summary, units_with_headcount
from people.services.accounts import disable_account, enable_account
from people.services.notifications import read_all_notifications, read_notification
from people.services.persons import unmask_person
from people.services.roles import end_role, grant_role
from people.services.tokens import issue_token, revoke_token


class PersonListView(ListPage):
    model = Person
    permission_required = "people.view_roster"
    filterset_class = PersonFilter
    template_name = "people/person_list.html"

    def get_rows(self):
        return Person.objects.visible_to(self.request.user).in_post().in_unit_order().with_posting()


class PersonDetailView(ObjectPage):
    model = Person
    lookup = "uuid"
    permission_required = "people.view_person"
    context_object_name = "person"
    template_name = "people/person_detail.html"

    def get_context_data(self, **kwargs):
        person = self.object
        return super().get_context_data(
            postings=person.postings.select_related("unit"),
            id_number=mask_id_number(person.id_number),
            mobile=mask_mobile(person.mobile),
            may_unmask=self.request.user.has_perm("people.unmask_person", person),
            **kwargs,
        )


class PersonUnmaskView(ObjectFormPage):
    """Shows one number once, on the answer to the POST; it never appears in an address."""

    model = Person
    lookup = "uuid"
    permission_required = "people.unmask_person"
    context_object_name = "person"
    template_name = "people/person_unmask.html"
    form_class = UnmaskForm

    def form_valid(self, form):
        try:
            value = unmask_person(person=self.object, by=self.request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, value=value))


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


class AdminHomeView(PageView):
    permission_required = "people.administer"
    template_name = "people/admin_home.html"


class AccountListView(ListPage):
    model = User
    permission_required = "people.manage_accounts"
    filterset_class = AccountFilter
    template_name = "people/account_list.html"

    def get_rows(self):
        return User.objects.order_by("username")


class AccountAction(ActionView):
    model = User
    lookup = "pk"
    permission_required = "people.manage_accounts"

    def get_queryset(self):
        return User.objects.all()

    def get_success_url(self):
        return reverse("people:account_list")


class AccountDisableView(AccountAction):
    done_message = _("The account is disabled and signed out everywhere.")

    def act(self, user):
        disable_account(user=user, by=self.request.user)


class AccountEnableView(AccountAction):
    done_message = _("The account is enabled.")

    def act(self, user):
        enable_account(user=user, by=self.request.user)


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
            by=self.request.user,
        )


class RoleEndView(ActionView):
    model = RoleAssignment
    lookup = "pk"
    permission_required = "people.manage_roles"
    done_message = _("The role has ended.")

    def act(self, assignment):
        end_role(assignment=assignment, by=self.request.user)

    def get_success_url(self):
        return reverse("people:role_list")


class AuditListView(ListPage):
    model = AuditEvent
    permission_required = "people.view_audit"
    filterset_class = AuditFilter
    template_name = "people/audit_list.html"


class NotificationListView(ListPage):
    model = Notification
    permission_required = SIGNED_IN
    template_name = "people/notification_list.html"


class NotificationReadView(ActionView):
    """Opens what a message is about and marks it read."""

    model = Notification
    lookup = "pk"
    permission_required = "people.read_notification"

    def post(self, request, *args, **kwargs):
        read_notification(notification=self.object)
        return HttpResponseRedirect(self.object.address or reverse("people:notification_list"))


class NotificationReadAllView(FormPage):
    permission_required = SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        read_all_notifications(by=request.user)
        messages.success(request, _("All messages are marked as read."))
        return HttpResponseRedirect(reverse("people:notification_list"))


class TokenListView(ListPage):
    """The tokens of the account itself; nobody sees another's."""

    model = ApiToken
    permission_required = SIGNED_IN
    template_name = "people/token_list.html"


class TokenCreateView(FormPage):
    """Shows the token once, on the answer to the POST."""

    permission_required = SIGNED_IN
    form_class = TokenForm
    template_name = "people/token_create.html"

    def form_valid(self, form):
        try:
            token, raw = issue_token(by=self.request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(token=token, raw=raw))


class TokenRevokeView(ActionView):
    model = ApiToken
    lookup = "pk"
    permission_required = "people.revoke_token"
    done_message = _("The token is revoked.")

    def act(self, token):
        revoke_token(token=token, by=self.request.user)

    def get_success_url(self):
        return reverse("people:token_list")
