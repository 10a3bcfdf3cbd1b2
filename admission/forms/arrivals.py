"""What hotel, kitchen and gate need."""

from django import forms
from django.utils.translation import gettext_lazy as _

from admission.choices import Diet
from admission.services.arrivals import ArrivalDraft
from admission.validators import normal_plate, validate_plate
from common.forms import StyledForm


class ArrivalForm(StyledForm):
    """What hotel, kitchen and gate need to know; made for a thumb on a phone."""

    stays_overnight = forms.TypedChoiceField(
        label=_("Stays overnight"),
        choices=[("1", _("Yes")), ("0", _("No"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    diet = forms.ChoiceField(label=_("Diet"), choices=Diet, initial=Diet.ORDINARY, widget=forms.RadioSelect)
    diet_note = forms.CharField(
        label=_("About the diet"),
        max_length=50,
        required=False,
        help_text=_("Needed with “Other”: what you do not eat, or an allergy."),
    )
    plate = forms.CharField(
        label=_("Vehicle plate"),
        max_length=30,
        required=False,
        help_text=_("Such as 豫R12345, new energy 豫RD12345. Empty without a car."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    note = forms.CharField(
        label=_("Note"), max_length=100, required=False, help_text=_("Such as: arrives the evening before.")
    )

    def clean_plate(self):
        plate = normal_plate(self.cleaned_data["plate"])
        if plate:
            validate_plate(plate)
        return plate

    def clean(self):
        data = super().clean()
        if data.get("diet") == Diet.OTHER and not data.get("diet_note") and "diet_note" not in self.errors:
            self.add_error("diet_note", _("Say in a few words what the other diet is."))
        return data

    def draft(self) -> ArrivalDraft:
        return ArrivalDraft(**self.cleaned_data)
