from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import DateInput, StyledForm, TimeInput, style_fields
from people.choices import Track
from people.models import OrgUnit, Person
from training.choices import ASKABLE_LEAVE, AttendanceStatus, Diet, Slot
from training.holiday_notice import read_holidays
from training.selectors import class_teachers, find_people_by_line, latest_reply
from training.services.arrivals import ArrivalDraft
from training.services.attendance import SheetEntry, change_refusal
from training.services.classes import ClassDraft, MeetingDraft
from training.services.notices import reply_day_refusal
from training.validators import normal_plate, validate_plate


def overlap_reason_field():
    return forms.CharField(
        label=_("Reason, if somebody is to be in two classes at once"),
        max_length=200,
        required=False,
        help_text=_("Only when you were told of another class in the same half-day; kept and shown on the list."),
    )


class ClassForm(StyledForm):
    """The head of the one-page form; the half-days are a formset below it."""

    title = forms.CharField(label=_("Class title"), max_length=120)
    tracks = forms.MultipleChoiceField(label=_("Audience"), choices=Track, widget=forms.CheckboxSelectMultiple)
    place = forms.CharField(
        label=_("Place"), max_length=60, help_text=_("The room of every half-day that names no other.")
    )
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=5000)
    organiser = forms.ModelChoiceField(label=_("Organised by"), queryset=OrgUnit.objects.none(), to_field_name="code")
    class_teacher = forms.ModelChoiceField(label=_("Class teacher"), queryset=None, required=False)
    session_number = forms.IntegerField(
        label=_("Session number"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=_("Leave empty for a lone class."),
    )
    batch_number = forms.IntegerField(label=_("Batch number"), min_value=1, max_value=99, required=False)

    def __init__(self, *args, organisers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = organisers
        self.fields["class_teacher"].queryset = class_teachers()

    def draft(self, meetings: list[MeetingDraft]) -> ClassDraft:
        return ClassDraft(meetings=meetings, **self.cleaned_data)


class MeetingForm(StyledForm):
    """One half-day; a line left empty is skipped."""

    date = forms.DateField(label=_("Date"), widget=DateInput, required=False)
    slot = forms.ChoiceField(label=_("Half-day"), choices=Slot)
    title = forms.CharField(label=_("Topic"), max_length=120, required=False)
    lecturer = forms.CharField(label=_("Lecturer"), max_length=100, required=False)
    room = forms.CharField(label=_("Room, if another"), max_length=60, required=False)

    def clean(self):
        data = super().clean()
        typed = [data.get("date"), data.get("title"), data.get("lecturer"), data.get("room")]
        if any(typed) and not (data.get("date") and data.get("title")):
            raise forms.ValidationError(_("A half-day needs a date and a topic."))
        return data

    def draft(self) -> MeetingDraft | None:
        return MeetingDraft(**self.cleaned_data) if self.cleaned_data.get("date") else None


class BaseMeetingFormSet(forms.BaseFormSet):
    def drafts(self) -> list[MeetingDraft]:
        return [draft for form in self.forms if (draft := form.draft())]


MAX_HALF_DAYS = 60
MeetingFormSet = forms.formset_factory(MeetingForm, formset=BaseMeetingFormSet, extra=6, max_num=MAX_HALF_DAYS)


def with_more_lines(data, prefix):
    """The half-days as typed so far, not judged yet, with six empty lines behind them."""
    sent = data.get(f"{prefix}-TOTAL_FORMS") or ""
    total = min(int(sent), MAX_HALF_DAYS) if sent.isdecimal() else 0
    typed = [{name: data.get(f"{prefix}-{i}-{name}") for name in MeetingForm.base_fields} for i in range(total)]
    return MeetingFormSet(initial=typed, prefix=prefix)


class OneMeetingForm(MeetingForm):
    overlap_reason = overlap_reason_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"].required = self.fields["title"].required = True

    def draft(self):
        return MeetingDraft(**{name: self.cleaned_data[name] for name in MeetingForm.base_fields})


class HoursForm(StyledForm):
    starts_at = forms.TimeField(label=_("Starts at"), widget=TimeInput)
    ends_at = forms.TimeField(label=_("Ends at"), widget=TimeInput)


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


class ReasonForm(StyledForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class NoticeForm(StyledForm):
    """The notice and one seat field per unit and audience (`q-<unit id>-<track>`)."""

    doc_no = forms.CharField(label=_("Document number"), max_length=50, required=False)
    reply_by = forms.DateField(label=_("Reply by"), widget=DateInput)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea)

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["reply_by"].help_text = _("%(day)s at the latest.") % {"day": f"{latest_reply(batch):%Y-%m-%d}"}
        self.units = list(OrgUnit.objects.open().access_units())
        for unit in self.units:
            for track in batch.tracks:
                self.fields[self.name(unit, track)] = forms.IntegerField(
                    label=f"{unit.short_name} {Track(track).label}", min_value=0, max_value=999, required=False
                )
        style_fields(self)

    @staticmethod
    def name(unit, track):
        return f"q-{unit.pk}-{track}"

    def grid(self):
        """(unit, its seat fields) in unit order, for the template."""
        return [(unit, [self[self.name(unit, track)] for track in self.batch.tracks]) for unit in self.units]

    def clean_reply_by(self):
        if refusal := reply_day_refusal(self.batch, self.cleaned_data["reply_by"]):
            raise forms.ValidationError(str(refusal))
        return self.cleaned_data["reply_by"]

    def quotas(self):
        return {
            (unit.pk, track): self.cleaned_data.get(self.name(unit, track)) or 0
            for unit in self.units
            for track in self.batch.tracks
        }


class PersonChoiceForm(StyledForm):
    """One person out of those the caller offers."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none(), to_field_name="uuid")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label_from_instance = lambda p: f"{p.name}（{p.posting.post}）" if p.posting else p.name


class ReplaceForm(PersonChoiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
    overlap_reason = overlap_reason_field()

    def __init__(self, *args, may_allow_overlap, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_allow_overlap:
            del self.fields["overlap_reason"]


class VersionForm(forms.Form):
    """Which version of the list is printed on a sheet."""

    version = forms.IntegerField(
        label=_("Version printed on the sheet"),
        min_value=1,
        help_text=_("At the foot of the sheet, behind the date: 第 … 版."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        style_fields(self)

    def clean_version(self):
        version = self.cleaned_data["version"]
        if version > self.batch.version:
            text = _("The list is at version %(now)d; there is no later one. Look at the foot of the sheet again.")
            raise forms.ValidationError(text % {"now": self.batch.version})
        if not self.batch.enrolments.in_version(version).exists():
            text = _(
                "No list is kept of version %(n)d. Enter the sheet by the names, with the current version %(now)d."
            )
            raise forms.ValidationError(text % {"n": version, "now": self.batch.version})
        return version


class SheetForm(forms.Form):
    """A half-day's sheet by exception: a status per person, present unless said otherwise, and names written in. The
    page carries the mark each row showed; a row its user left as it was says nothing, whatever was entered since."""

    written_in = forms.CharField(
        label=_("Written in by hand"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One person a line: staff number, or name and unit."),
    )

    overlap_reason = overlap_reason_field()

    def __init__(self, *args, rows, people, by, printed, may_allow_overlap, **kwargs):
        """`printed` is the list on the sheet in the clerk's hand. Of anybody else the sheet says nothing, so that they
        are not present unless somebody says so."""
        super().__init__(*args, **kwargs)
        self.rows, self.people, self.by, self.printed = rows, people, by, printed
        self.seen = {}
        if self.is_bound:
            self.data = self.data.copy()
        if not may_allow_overlap:
            del self.fields["overlap_reason"]
        on_sheet = {place.pk for place in printed}
        for place, mark in rows:
            self._add_row(place, mark.status if mark else "", is_on_sheet=place.pk in on_sheet)
        style_fields(self)

    def _add_row(self, place, known, *, is_on_sheet):
        key, is_said = place.person_id, is_on_sheet or known
        choices = AttendanceStatus.choices if is_said else [("", _("choose")), *AttendanceStatus.choices]
        initial = known or (AttendanceStatus.PRESENT if is_said else "")
        self.fields[f"s-{key}"] = forms.ChoiceField(label=place.person.name, choices=choices, initial=initial)
        if known:
            text = _("Reason if you change it")
            widget = forms.TextInput(attrs={"placeholder": text, "aria-label": f"{place.person.name} {text}"})
            self.fields[f"r-{key}"] = forms.CharField(required=False, max_length=200, widget=widget)
        if not self.is_bound:
            return
        said, seen = self.data.get(f"s-{key}", ""), self.data.get(f"was-{key}", "")
        if known and said in ("", seen or AttendanceStatus.PRESENT):
            self.data[f"s-{key}"] = known
        else:
            self.seen[key] = seen

    def lines(self):
        """As on the sheet: its numbers and everybody who is on it, then those it does not show."""
        due = {place.pk: (place, mark) for place, mark in self.rows}
        on_sheet = [(place.number, *due.pop(place.pk, (place, None))) for place in self.printed]
        return [self._line(*line) for line in [*on_sheet, *(("", place, mark) for place, mark in due.values())]]

    def _line(self, number, place, mark):
        """Number, place, mark, and the fields of somebody who is still on the list."""
        name, why = f"s-{place.person_id}", f"r-{place.person_id}"
        is_asked = name in self.fields and not place.left_in
        return number, place, mark, self[name] if is_asked else None, self[why] if is_asked and mark else None

    def clean(self):
        known = {place.person_id: mark.status if mark else "" for place, mark in self.rows}
        for entry in self.entries():
            refusal = change_refusal(entry, known[entry.person_id], self.by)
            if refusal:
                self.add_error(f"s-{entry.person_id}", str(refusal))
        return self.cleaned_data

    def clean_written_in(self):
        people, problems = [], []
        for line in filter(None, (line.strip() for line in self.cleaned_data["written_in"].splitlines())):
            found = find_people_by_line(line, self.people)
            if len(found) == 1:
                people.append(found[0])
            elif found:
                problems.append(_("“%(line)s” fits several people: add the unit or the staff number.") % {"line": line})
            else:
                problems.append(
                    _("“%(line)s” is not in the roster: check the name, or have HR enter it.") % {"line": line}
                )
        if problems:
            raise forms.ValidationError(problems)
        return people

    def entries(self):
        """What the user said, of those they said something about."""
        data = self.cleaned_data
        return [
            SheetEntry(key, data[f"s-{key}"], data.get(f"r-{key}", ""), seen)
            for key, seen in self.seen.items()
            if f"s-{key}" in data
        ]


class CorrectionForm(StyledForm):
    status = forms.ChoiceField(label=_("Right status"), choices=AttendanceStatus)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class CodeForm(StyledForm):
    code = forms.CharField(
        label=_("Six-digit code on the screen"),
        min_length=6,
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class LeaveForm(StyledForm):
    half_day = forms.ChoiceField(label=_("Half-day"))
    kind = forms.ChoiceField(label=_("Kind of leave"), choices=ASKABLE_LEAVE)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = {f"{m.date}-{m.slot}": m for m in meetings}
        self.fields["half_day"].choices = [
            (key, f"{m.date:%Y-%m-%d} {m.get_slot_display()} {m.title}") for key, m in self.meetings.items()
        ]

    @property
    def meeting(self):
        return self.meetings[self.cleaned_data["half_day"]]


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
