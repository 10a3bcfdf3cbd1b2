"""Somebody entered by hand, asked for from another unit, or entered twice."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import DateInput, StyledForm
from people.choices import Sex, StaffCategory
from people.forms.persons import DatedPostingForm, PostingFields
from people.models import Person
from people.recognise import Line, recognise_person
from people.roles import ROLES
from people.validators import validate_id_number, validate_mobile


class NumberFields(forms.Form):
    id_number = forms.CharField(label=_("ID number"), max_length=18, required=False, validators=[validate_id_number])
    mobile = forms.CharField(label=_("Mobile"), max_length=11, required=False, validators=[validate_mobile])

    def clean(self):
        data = super().clean()
        if data.get("id_number"):
            data["id_number"] = data["id_number"].upper()
        return data


class RegisterForm(DatedPostingForm, NumberFields):
    name = forms.CharField(label=_("Name"), max_length=100)
    staff_no = forms.CharField(
        label=_("Staff number"), max_length=20, required=False, help_text=_("Left empty, the next free one is given.")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    staff_category = forms.ChoiceField(label=_("Staff category"), choices=StaffCategory)
    is_namesake = forms.BooleanField(
        label=_("It is somebody else of the same name"),
        required=False,
        help_text=_("To be ticked only when asked for."),
    )
    groups = (
        (_("The person"), ("name", "sex", "staff_no", "staff_category", "id_number", "mobile")),
        *DatedPostingForm.groups,
    )


class TransferForm(PostingFields, NumberFields):
    """Names a person exactly: by staff number, or by name together with a number of theirs."""

    staff_no = forms.CharField(label=_("Staff number"), max_length=20, required=False)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    groups = (
        (_("Who is asked for"), ("staff_no", "name", "id_number", "mobile")),
        (_("Unit and post"), ("unit", "dept", "post", "post_level", "rank", "track")),
    )

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        who = {field: data.pop(field).strip() for field in ("staff_no", "name", "id_number", "mobile")}
        if not who["staff_no"] and not (who["name"] and (who["id_number"] or who["mobile"])):
            raise forms.ValidationError(_("Give the staff number, or the name with the ID number or the mobile."))
        match = recognise_person(Line(**who), among=Person.objects.in_post())
        data["person"] = Person.objects.get(pk=match.entry.pk) if match.entry and not match.is_variant else None
        if data["person"] is None:
            raise forms.ValidationError(_("Nobody in post matches. Compare what you typed, or enter a new person."))
        return data


class TransferDayForm(StyledForm):
    day = forms.DateField(
        label=_("In force from"),
        widget=DateInput,
        initial=timezone.localdate,
        help_text=_("The day in the document, today or earlier: the old posting ends and the new one begins on it."),
    )


class MergePersonsForm(StyledForm):
    away = forms.ModelChoiceField(
        label=_("Staff number of the entry that goes away"),
        queryset=Person.objects.none(),
        to_field_name="staff_no",
        widget=forms.TextInput,
    )
    reason = forms.CharField(label=_("How you know that it is the same person"), max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["away"]
        field.queryset = Person.objects.kept_by(user, ROLES.who("settle_entries"))
        field.error_messages["invalid_choice"] = _("There is nobody with this staff number in your roster.")
