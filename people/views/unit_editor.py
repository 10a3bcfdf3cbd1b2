"""The unit editor: one form a verb, all on the same template."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from common.errors import NotAllowed
from common.views import ActionView, ObjectFormPage, SeenMixin
from people.forms.units import (
    AliasForm,
    LiaisonForm,
    ReorderForm,
    UnitCloseForm,
    UnitDescribeForm,
    UnitMergeForm,
    UnitMoveForm,
    UnitOpenForm,
    UnitRenameForm,
    UnitSplitForm,
)
from people.models import OrgUnit
from people.services import mergers, units
from people.services.liaisons import name_liaison


class UnitFormPage(ObjectFormPage):
    """Calls the `verb` on the unit and leads to the page of the unit that it returns."""

    model = OrgUnit
    permission_required = "people.keep_unit"
    context_object_name = "unit"
    template_name = "people/unit_form.html"
    title = ""
    consequence = ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "unit": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, consequence=self.consequence, **kwargs)

    def act(self, form):
        return self.verb(unit=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.result.get_absolute_url()


class UnitStandsPage(SeenMixin, UnitFormPage):
    """Changes what the unit `says`, as the service reads it; two people may have the page open."""

    def stands(self):
        return self.says(self.object)

    def get_initial(self):
        return self.stands()

    def act(self, form):
        return self.verb(unit=self.object, by=self.request.user, seen=self.seen, **form.cleaned_data)


class UnitOpenView(UnitFormPage):
    permission_required = "people.keep_units_below"
    form_class = UnitOpenForm
    title = _("Open a unit below")
    consequence = _("The new unit is the last one below this unit; its place can be changed afterwards.")
    done_message = _("The unit is open.")

    def act(self, form):
        return units.open_unit(parent=self.object, by=self.request.user, **form.cleaned_data)


class UnitRenameView(UnitStandsPage):
    verb = staticmethod(units.rename_unit)
    says = staticmethod(units.names_of)
    form_class = UnitRenameForm
    title = _("Rename the unit")
    consequence = _("The unit is still found by its old names. Records and certificates of the past keep them.")
    done_message = _("The unit is renamed.")


class UnitLiaisonView(UnitFormPage):
    """The form on the unit's page, and the one a person's page leads to with their number filled in."""

    permission_required = "people.manage_roles"
    form_class = LiaisonForm
    title = _("Name a liaison")
    consequence = _(
        "The role is in force at once. Whoever has no account gets one; the system administrator prints its slip."
    )
    done_message = _("The liaison is named; the role is in force at the next page.")

    def get_initial(self):
        return {"who": self.request.GET.get("who", "")}

    def act(self, form):
        data = form.cleaned_data
        is_backup = data["part"] == "b"
        return name_liaison(person=data["who"], unit=self.object, is_backup=is_backup, by=self.request.user)

    def get_success_url(self):
        return self.object.get_absolute_url()


class UnitDescribeView(UnitStandsPage):
    verb = staticmethod(units.describe_unit)
    says = staticmethod(units.particulars)
    form_class = UnitDescribeForm
    title = _("Particulars of the unit")
    done_message = _("The particulars are saved.")


class UnitMoveView(UnitFormPage):
    verb = staticmethod(units.move_unit)
    form_class = UnitMoveForm
    title = _("Move the unit")
    consequence = _("All units below move along. Who keeps the units above sees it from the next page on.")
    done_message = _("The unit is moved.")


class UnitCloseView(UnitFormPage):
    verb = staticmethod(units.close_unit)
    form_class = UnitCloseForm
    title = _("Close the unit")
    consequence = _("Only a unit without people, roles, units below and open business can be closed.")
    done_message = _("The unit is closed.")


class UnitMergeView(UnitFormPage):
    verb = staticmethod(mergers.merge_units)
    form_class = UnitMergeForm
    title = _("Merge the unit into another")
    consequence = _(
        "The unit closes. Its people and the units below go over to the other unit from that day; its names lead there."
    )
    done_message = _("The unit is merged.")


class UnitSplitView(UnitFormPage):
    verb = staticmethod(mergers.split_unit)
    form_class = UnitSplitForm
    title = _("Split the unit")
    consequence = _("A new unit stands right after this one; the people and units chosen go over to it from that day.")
    done_message = _("The unit is split.")


class UnitAction(ActionView):
    """Takes its few fields from a form on a unit's page."""

    model = OrgUnit
    permission_required = "people.keep_unit"
    form_class: type

    def act(self, unit):
        form = self.form_class(self.request.POST, unit=unit, user=self.request.user)
        if not form.is_valid():
            raise NotAllowed(" ".join(e for errors in form.errors.values() for e in errors), code="invalid")
        self.act_on(unit, form.cleaned_data)


class UnitReorderView(UnitAction):
    form_class = ReorderForm
    done_message = _("The order is changed.")

    def act_on(self, unit, data):
        units.reorder_unit(unit=unit, by=self.request.user, **data)


class UnitAliasAddView(UnitAction):
    form_class = AliasForm
    done_message = _("The name is noted.")

    def act_on(self, unit, data):
        units.add_alias(unit=unit, by=self.request.user, **data)


class UnitAliasRemoveView(ActionView):
    model = OrgUnit
    permission_required = "people.keep_unit"
    done_message = _("The name is removed.")

    def act(self, unit):
        alias = get_object_or_404(unit.aliases, pk=self.kwargs["pk"])
        units.remove_alias(alias=alias, by=self.request.user)
