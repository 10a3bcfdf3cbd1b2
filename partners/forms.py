from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from common.forms import DateInput, StyledForm, style_fields
from common.forms.typed import TypedField
from courses.models import Course
from partners.choices import AgreementKind, AppraisalStage, Direction, Gift, Grade, LineKind, PaidBy, Side
from partners.models import AgreementLine
from partners.services.agreements import AgreementDraft, LineDraft, PartyDraft
from partners.services.exchanges import ExchangeDraft
from partners.suggestions import lecturer_words, lecturers_named
from people.forms.units import PersonField, UnitField
from people.models import Lecturer, OrgUnit
from training.models import Batch, Room

LARGEST_SCAN = 10 * 1024 * 1024
SCAN_STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}


class AgreementForm(StyledForm):
    """An agreement on one page: its parties in their order, and places a year by direction and kind."""

    title = forms.CharField(label=_("Title"), max_length=120)
    doc_no = forms.CharField(label=_("Document number"), max_length=50, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind)
    starts_on = forms.DateField(label=_("From"), widget=DateInput)
    ends_on = forms.DateField(label=_("To"), widget=DateInput)
    first = UnitField(label=_("First party (city)"))
    first_contact = forms.CharField(label=_("Contact and office telephone"), max_length=100, required=False)
    second = UnitField(label=_("Second party (partner)"), kind="party", queryset=OrgUnit.objects.open())
    second_contact = forms.CharField(label=_("Contact and office telephone"), max_length=100, required=False)
    third = UnitField(
        label=_("Third party (partner)"),
        kind="party",
        queryset=OrgUnit.objects.open(),
        required=False,
        help_text=_("Leave empty for an agreement of two."),
    )
    third_contact = forms.CharField(label=_("Contact and office telephone"), max_length=100, required=False)
    terms = forms.CharField(
        label=_("Selection, posts and duties"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    costs = forms.CharField(label=_("Who bears which cost"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    PLACES = tuple((direction, kind) for direction in Direction for kind in LineKind)

    def __init__(self, *args, city_units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first"].queryset = city_units
        for direction, kind in self.PLACES:
            self.fields[f"{direction}-{kind}"] = forms.IntegerField(
                label=f"{direction.label} · {kind.label}", min_value=0, max_value=99, required=False
            )
        style_fields(self)

    def parties(self):
        return [(self[name], self[f"{name}_contact"]) for name in ("first", "second", "third")]

    def places(self):
        return [self[f"{direction}-{kind}"] for direction, kind in self.PLACES]

    def clean(self):
        data = super().clean()
        units = [data[name] for name in ("first", "second", "third") if data.get(name)]
        if len(set(units)) < len(units):
            raise forms.ValidationError(_("A unit is a party only once."))
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The agreement cannot end before it starts."))
        return data

    def draft(self) -> AgreementDraft:
        data = self.cleaned_data
        sides = {"first": Side.CITY, "second": Side.PARTNER, "third": Side.PARTNER}
        plain = {name: data[name] for name in ("title", "doc_no", "kind", "starts_on", "ends_on", "terms", "costs")}
        return AgreementDraft(
            parties=[PartyDraft(data[n], side, data[f"{n}_contact"]) for n, side in sides.items() if data[n]],
            lines=[LineDraft(d, k, data[f"{d}-{k}"]) for d, k in self.PLACES if data[f"{d}-{k}"]],
            **plain,
        )


class SignForm(StyledForm):
    signed_on = forms.DateField(label=_("Signed on"), widget=DateInput)


class EndForm(StyledForm):
    """The day something ends before its time, and why."""

    on = forms.DateField(label=_("Last day"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class PersonLineForm(StyledForm):
    """One person, as they are written: staff number, or name and unit."""

    person = PersonField(
        label=_("Person"),
        help_text=_("Staff number, or name and unit."),
        error_messages={
            "unknown": _("“%(typed)s” is not in the roster you keep: check the name, or have HR enter it."),
        },
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class ExchangeForm(PersonLineForm):
    line = forms.ModelChoiceField(label=_("Direction and kind"), queryset=AgreementLine.objects.none())
    host_unit = UnitField(label=_("Host unit"), kind="party", queryset=OrgUnit.objects.open())
    host_post = forms.CharField(label=_("Post at the host"), max_length=100)
    duties = forms.CharField(label=_("Duties"), max_length=200, required=False)
    doc_no = forms.CharField(label=_("Approval document"), max_length=50, required=False)
    starts_on = forms.DateField(label=_("From"), widget=DateInput)
    ends_on = forms.DateField(label=_("To"), widget=DateInput)
    paid_by = forms.ChoiceField(
        label=_("Allowance paid by"),
        choices=PaidBy,
        help_text=_("Posting and salary stay with the sending unit; a civil servant takes nothing from a partner."),
    )
    groups = (
        (_("Who goes where"), ("line", "person", "host_unit", "host_post", "duties")),
        (_("When and at whose cost"), ("starts_on", "ends_on", "doc_no", "paid_by")),
    )

    def __init__(self, *args, agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = agreement.lines.all()

    def draft(self) -> ExchangeDraft:
        return ExchangeDraft(**self.cleaned_data)


class AppraisalForm(StyledForm):
    stage = forms.ChoiceField(label=_("Appraisal"), choices=AppraisalStage)
    grade = forms.ChoiceField(label=_("Grade"), choices=Grade)
    remarks = forms.CharField(label=_("Remarks"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ActivityForm(StyledForm):
    """A class by its choice, or a course; one of them."""

    batch = forms.ModelChoiceField(
        label=_("Class"), queryset=Batch.objects.none(), to_field_name="code", required=False
    )
    course = forms.ModelChoiceField(
        label=_("Course"), queryset=Course.objects.none(), to_field_name="code", required=False
    )
    seats = forms.IntegerField(
        label=_("Seats for the partner's guests"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Outside the quotas of the units. For a class only."),
    )

    def __init__(self, *args, batches, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = batches
        self.fields["course"].queryset = courses

    def clean(self):
        data = super().clean()
        if bool(data.get("batch")) == bool(data.get("course")):
            raise forms.ValidationError(_("Choose a class or a course, and only one of the two."))
        if data.get("course") and data.get("seats"):
            self.add_error("seats", _("A course has no seats."))
        return data


class LecturerField(TypedField):
    def __init__(self, **kwargs):
        super().__init__(kind="giver", recognise=lecturers_named, queryset=Lecturer.objects.all(), **kwargs)

    def label_from_instance(self, lecturer):
        return lecturer_words(lecturer)


class ContributionForm(StyledForm):
    side = forms.ChoiceField(label=_("Given by"), choices=Side)
    kind = forms.ChoiceField(label=_("Kind"), choices=Gift)
    lecturer = LecturerField(label=_("Lecturer"), required=False)
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.all(), required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=999, required=False)

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        if kind and not data.get(kind):
            self.add_error(kind, _("Say which."))
        # Only what belongs to the kind counts; the other fields may hold an earlier thought.
        return {name: value for name, value in data.items() if name in ("side", "kind", kind)}


class PeriodForm(StyledForm):
    first = forms.DateField(label=_("From"), widget=DateInput)
    last = forms.DateField(label=_("To"), widget=DateInput)

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("A period cannot end before it starts."))
        return data


class ConfirmForm(StyledForm):
    seen = forms.CharField(widget=forms.HiddenInput)
    signatory = forms.CharField(label=_("Confirmed by (name and post)"), max_length=50)


class PaperForm(ConfirmForm):
    signatory = forms.CharField(label=_("Signed for the partner by"), max_length=50)
    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        help_text=_("PDF, PNG or JPEG, up to 10 MB."),
        validators=[FileExtensionValidator(SCAN_STARTS)],
    )

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        if scan.size > LARGEST_SCAN:
            raise forms.ValidationError(_("The file is larger than 10 MB. Scan it with fewer dots or in grey."))
        start = SCAN_STARTS[scan.name.rsplit(".", 1)[-1].lower()]
        if not scan.read(len(start)) == start:
            raise forms.ValidationError(_("The file is not what its name says. Choose the scan itself."))
        scan.seek(0)
        return scan
