"""The sheet of a half-day, corrections, codes and leave."""

from django import forms
from django.utils.translation import gettext_lazy as _

from admission.rules import is_own_place
from attendance.choices import ASKABLE_LEAVE, AttendanceStatus
from attendance.services.marks import SheetEntry, change_refusal
from common.forms import SpeakingForm, StyledForm, style_fields
from people.recognise import people_typed
from training.forms.classes import overlap_reason_field


class VersionForm(SpeakingForm):
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


class SheetForm(SpeakingForm):
    """A half-day's sheet by exception: a status per person, present unless said otherwise, and names written in. The
    page carries the mark each row showed; a row its user left as it was says nothing, whatever was entered since. The
    user's own row is shown and not asked."""

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
        self.rows, self.people, self.printed = rows, people, printed
        self.seen = {}
        if self.is_bound:
            self.data = self.data.copy()
        if not may_allow_overlap:
            del self.fields["overlap_reason"]
        on_sheet = {place.pk for place in printed}
        for place, mark in rows:
            if is_own_place(by, place):
                continue
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
        field, reason = (self[name], self[why] if mark else None) if is_asked else (None, None)
        return number, place, mark, field, reason

    def clean(self):
        known = {place.person_id: mark.status if mark else "" for place, mark in self.rows}
        for entry in self.entries():
            refusal = change_refusal(entry, known[entry.person_id])
            if refusal:
                self.add_error(f"s-{entry.person_id}", str(refusal))
        return self.cleaned_data

    def clean_written_in(self):
        lines = [line.strip() for line in self.cleaned_data["written_in"].splitlines() if line.strip()]
        people, problems = [], []
        for line, found in zip(lines, people_typed(lines, self.people), strict=True):
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
