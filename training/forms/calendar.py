"""Hours of the day, holidays."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm, TimeInput
from training.holiday_notice import read_holidays


class DailyHoursForm(StyledForm):
    """From which day of the year on, and the six times; empty ones are filled in with what holds now."""

    month = forms.IntegerField(label=_("From month"), min_value=1, max_value=12)
    day = forms.IntegerField(label=_("From day"), min_value=1, max_value=31)
    morning_starts = forms.TimeField(label=_("Morning from"), widget=TimeInput)
    morning_ends = forms.TimeField(label=_("Morning to"), widget=TimeInput)
    afternoon_starts = forms.TimeField(label=_("Afternoon from"), widget=TimeInput)
    afternoon_ends = forms.TimeField(label=_("Afternoon to"), widget=TimeInput)
    evening_starts = forms.TimeField(label=_("Evening from"), widget=TimeInput)
    evening_ends = forms.TimeField(label=_("Evening to"), widget=TimeInput)
    groups = (
        (_("From which day of the year"), ("month", "day")),
        (_("Morning"), ("morning_starts", "morning_ends")),
        (_("Afternoon"), ("afternoon_starts", "afternoon_ends")),
        (_("Evening"), ("evening_starts", "evening_ends")),
    )

    def hours(self):
        return {name: moment for name, moment in self.cleaned_data.items() if name not in ("month", "day")}


class HolidayForm(StyledForm):
    """The yearly notice as it was published, or a day a line; read whole or not at all."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    text = forms.CharField(
        label=_("Days off and days at work"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        help_text=_(
            "Paste the paragraphs of the State Council's yearly notice, or write a day or a span a line with its name:"
            " 2026-05-01~2026-05-05 劳动节. A day people work by order is called 上班."
        ),
    )

    def clean(self):
        data = super().clean()
        if data.get("year") and data.get("text"):
            reading = read_holidays(data["text"], data["year"])
            for problem in reading.problems:
                self.add_error("text", problem)
            self.days = reading.days
        return data
