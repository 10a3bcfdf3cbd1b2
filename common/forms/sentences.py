"""What is wrong with a field, in sentences that name it: 请填写“培训班名称”。"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

FILL_IN, CHOOSE = gettext_noop("Fill in “%(label)s”."), gettext_noop("Choose “%(label)s”.")
TICK, UPLOAD = gettext_noop("Tick “%(label)s”."), gettext_noop("Choose a file for “%(label)s”.")
NO_SUCH = gettext_noop("“%(label)s” does not have this entry. Choose again.")
# For each kind of field, its own sentences; the first kind that fits counts.
OF_KIND = (
    (forms.FileField, {"required": UPLOAD, "empty": gettext_noop("The file of “%(label)s” is empty.")}),
    (forms.BooleanField, {"required": TICK}),
    (
        forms.ModelMultipleChoiceField | forms.MultipleChoiceField,
        {"required": CHOOSE, "invalid_choice": NO_SUCH, "invalid_list": NO_SUCH, "invalid_pk_value": NO_SUCH},
    ),
    (forms.ChoiceField | forms.ModelChoiceField, {"required": CHOOSE, "invalid_choice": NO_SUCH}),
    (forms.DateField, {"invalid": gettext_noop("“%(label)s” is a day, such as 2026-03-02.")}),
    (forms.DateTimeField, {"invalid": gettext_noop("“%(label)s” is a day and a time, such as 2026-03-02 08:30.")}),
    (forms.TimeField, {"invalid": gettext_noop("“%(label)s” is a time, such as 08:30.")}),
    (forms.DecimalField, {"invalid": gettext_noop("“%(label)s” is a number.")}),
    (forms.IntegerField, {"invalid": gettext_noop("“%(label)s” is a whole number.")}),
)
OF_ALL = {
    "required": FILL_IN,
    "max_length": gettext_noop("“%(label)s” takes %(limit_value)d characters at most; there are %(show_value)d."),
    "min_length": gettext_noop("“%(label)s” takes %(limit_value)d characters at least; there are %(show_value)d."),
    "min_value": gettext_noop("“%(label)s” cannot be less than %(limit_value)s."),
    "max_value": gettext_noop("“%(label)s” cannot be more than %(limit_value)s."),
    "null_characters_not_allowed": gettext_noop("“%(label)s” holds a character that cannot be kept. Type it anew."),
}


def name_in_sentences(form: forms.BaseForm) -> None:
    """Give each field its sentences. What a form says in words of its own stays."""
    for name, field in form.fields.items():
        label = form[name].label
        if label:
            _speak(field, str(label).replace("%", "%%"))


def _speak(field: forms.Field, label: str) -> None:
    usual = _usual(type(field))
    for code, text in {**OF_ALL, **_of_kind(field)}.items():
        if field.error_messages.get(code, usual.get(code)) == usual.get(code):
            # The other places in the sentence are filled in by whoever finds the mistake.
            field.error_messages[code] = _(text).replace("%(label)s", label)


def _of_kind(field: forms.Field) -> dict[str, str]:
    if isinstance(field.widget, forms.TextInput) and isinstance(field, forms.ModelChoiceField):
        return {"invalid_choice": NO_SUCH}
    return next((texts for kind, texts in OF_KIND if isinstance(field, kind)), {})


def _usual(kind: type[forms.Field]) -> dict:
    """What Django says where nobody says anything else."""
    found: dict = {}
    for one in reversed(kind.__mro__):
        found.update(getattr(one, "default_error_messages", {}))
    return found
