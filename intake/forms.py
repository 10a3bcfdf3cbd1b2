from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm, style_fields
from common.tables import LARGEST_FILE
from intake.headings import plain_heading
from intake.options import Options
from people.forms.units import UnitField

NOT_USED = "-"


class ListUploadForm(StyledForm):
    unit = UnitField(
        label=_("Whose list it is"),
        help_text=_("Rows that name no unit belong to it; headings you explain are remembered for it."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("An .xlsx, .xls or .csv of 10 MB at most, with the headings in one of the first 15 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, *args, kind, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.kind_fields = kind.upload_fields()
        self.fields = {**self.kind_fields, **self.fields}
        style_fields(self)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it, or delete pictures from it."))
        return file

    def more(self):
        return {name: self.cleaned_data[name] for name in self.kind_fields}


class ListOptionsForm(StyledForm):
    """Sheets, the meaning of every heading, units for texts no unit is called by, and what the kind asks."""

    skip_hidden = forms.BooleanField(label=_("Pass hidden rows over"), required=False)

    def __init__(self, *args, kind, before, sheets, headings, unit_texts, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings, self.unit_texts = list(headings), list(unit_texts)
        self.kind_fields = kind.option_fields(before)
        if len(sheets) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Sheets to read"),
                choices=[(name, name) for name in sheets],
                widget=forms.CheckboxSelectMultiple,
            )
        meanings = [(NOT_USED, _("not used")), *kind.vocabulary.fields.items()]
        for i, (heading, meaning) in enumerate(headings.items()):
            self.fields[f"h{i}"] = forms.ChoiceField(label=heading, choices=meanings, initial=meaning or NOT_USED)
        choices = [("", _("not chosen")), *((unit.code, f"{unit.short_name}（{unit.name}）") for unit in units)]
        for i, text in enumerate(self.unit_texts):
            self.fields[f"u{i}"] = forms.ChoiceField(label=text, choices=choices, required=False)
        self.fields.update(self.kind_fields)
        style_fields(self)

    def heading_fields(self):
        return [self[f"h{i}"] for i in range(len(self.headings))]

    def unit_fields(self):
        return [self[f"u{i}"] for i in range(len(self.unit_texts))]

    def further_fields(self):
        return [self[name] for name in self.kind_fields]

    def options(self, before: Options) -> Options:
        """What was chosen, on top of what was chosen before."""
        data = self.cleaned_data
        meanings = {plain_heading(heading): data[f"h{i}"] for i, heading in enumerate(self.headings)}
        units = {text: data[f"u{i}"] for i, text in enumerate(self.unit_texts) if data[f"u{i}"]}
        return Options(
            sheets=data.get("sheets", before.sheets),
            headings={**before.headings, **{key: "" if name == NOT_USED else name for key, name in meanings.items()}},
            unit_names={**before.unit_names, **units},
            skip_hidden=data["skip_hidden"],
            more={**before.more, **{name: data[name] for name in self.kind_fields}},
        )


class ListCommitForm(StyledForm):
    """What the kind asks when a list is taken over."""

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(kind.commit_fields())
        style_fields(self)
