"""Forms of the unit editor."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import DateInput, StyledForm
from common.forms.typed import TypedField
from people.choices import UnitKind
from people.models import OrgUnit, Person
from people.recognise import people_named, units_named
from people.selectors import liaisons_of, people_posted_to


class UnitField(TypedField):
    def __init__(self, *, kind="unit", queryset=None, **kwargs):
        rows = OrgUnit.objects.none() if queryset is None else queryset
        super().__init__(kind=kind, recognise=units_named, queryset=rows, to_field_name="code", **kwargs)

    def label_from_instance(self, unit):
        return unit.name


class PersonField(TypedField):
    def __init__(self, **kwargs):
        rows = Person.objects.none()
        super().__init__(kind="person", recognise=people_named, queryset=rows, to_field_name="staff_no", **kwargs)

    def label_from_instance(self, person):
        return f"{person.staff_no} {person.name}"


class UnitForm(StyledForm):
    """Knows the unit it is about and who fills it in."""

    def __init__(self, *args, unit, user, **kwargs):
        self.unit, self.user = unit, user
        super().__init__(*args, **kwargs)


class DatedForm(UnitForm):
    day = forms.DateField(label=_("From which day"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Document or reason"), max_length=200, help_text=_("Shown in the history of the unit.")
    )


class NameFields(forms.Form):
    name = forms.CharField(label=_("Unit name"), max_length=100)
    short_name = forms.CharField(label=_("Short name"), max_length=50)


class CodeFields(NameFields):
    code = forms.CharField(label=_("Unit code"), max_length=30)


class ParticularsFields(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind)
    is_access_unit = forms.BooleanField(
        label=_("Access unit"), required=False, help_text=_("Has a node of its own on the government network.")
    )
    uscc = forms.CharField(label=_("Unified social credit code"), max_length=18, required=False)

    def clean_uscc(self):
        return self.cleaned_data["uscc"].strip().upper()


class UnitOpenForm(DatedForm, ParticularsFields, CodeFields):
    groups = (
        (_("Name and code"), ("name", "short_name", "code", "uscc")),
        (_("Kind"), ("kind", "is_access_unit")),
        (_("From when and why"), ("day", "reason")),
    )


class UnitRenameForm(DatedForm, NameFields):
    field_order = ["name", "short_name", "day", "reason"]


class UnitDescribeForm(UnitForm, ParticularsFields):
    reason = forms.CharField(label=_("Document or reason"), max_length=200, required=False)
    field_order = ["kind", "is_access_unit", "uscc", "reason"]


class LiaisonForm(UnitForm):
    unknown = _("“%(typed)s” is not in this unit. Compare the name, or enter the person in the roster first.")
    who = PersonField(
        label=_("Name or staff number"),
        help_text=_("Somebody of this unit."),
        error_messages={"unknown": unknown},
    )
    part = forms.ChoiceField(
        label=_("A or B role"),
        choices=[("a", _("A role: in charge")), ("b", _("B role: stands in"))],
        widget=forms.RadioSelect,
        initial="a",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = people_posted_to(self.unit)


class UnitMoveForm(DatedForm):
    parent = UnitField(label=_("Below which unit"))
    field_order = ["parent", "day", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = OrgUnit.objects.open().with_keeper_below(self.user)
        self.fields["parent"].queryset = units.exclude(pk__in=OrgUnit.objects.get_queryset().subtree(self.unit))


class UnitCloseForm(DatedForm):
    field_order = ["day", "reason"]


class UnitMergeForm(DatedForm):
    into = UnitField(label=_("Into which unit"))
    liaisons = forms.ModelMultipleChoiceField(
        label=_("Liaisons who go on in that unit"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All other roles in the unit end today."),
    )
    field_order = ["into", "liaisons", "day", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = OrgUnit.objects.open().kept_by(self.user)
        self.fields["into"].queryset = units.exclude(pk__in=OrgUnit.objects.get_queryset().subtree(self.unit))
        self.fields["liaisons"].queryset = liaisons_of(self.unit)
        self.fields["liaisons"].label_from_instance = lambda assignment: str(assignment.user)


class UnitSplitForm(DatedForm, CodeFields):
    people = forms.ModelMultipleChoiceField(
        label=_("People who go to the new unit"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    children = forms.ModelMultipleChoiceField(
        label=_("Units below that go to the new unit"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )
    groups = (
        (_("The new unit"), ("code", "name", "short_name")),
        (_("Who goes there"), ("people", "children")),
        (_("From when and why"), ("day", "reason")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people_posted_to(self.unit)
        self.fields["people"].label_from_instance = lambda person: f"{person.name} {person.staff_no}"
        self.fields["children"].queryset = self.unit.get_children().open()
        self.fields["children"].label_from_instance = lambda unit: unit.name


class ReorderForm(UnitForm):
    place = forms.ChoiceField(choices=[("before", _("before")), ("after", _("after")), ("up", ""), ("down", "")])
    sibling = UnitField(label=_("Beside which unit"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sibling"].queryset = self.unit.get_siblings()


class AliasForm(UnitForm):
    name = forms.CharField(label=_("Other name"), max_length=100)
