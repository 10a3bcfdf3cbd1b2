"""Forms about people and where they work."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import DateInput, StyledForm
from people.choices import PersonStatus, Track
from people.forms.units import UnitField
from people.models import OrgUnit
from people.roles import ROLES


class PostingFields(StyledForm):
    """Where and as what somebody works; the units are those whose roster the user keeps."""

    unit = UnitField(label=_("Unit"))
    dept = forms.CharField(label=_("Department"), max_length=50, required=False)
    post = forms.CharField(label=_("Post"), max_length=100, required=False)
    post_level = forms.CharField(label=_("Post level"), max_length=30, required=False)
    rank = forms.CharField(label=_("Rank"), max_length=30, required=False)
    track = forms.ChoiceField(label=_("Audience"), choices=Track)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = OrgUnit.objects.open().filter(user.scope.reach("path", ROLES.who("keep_roster")))


class DatedPostingForm(PostingFields):
    track_confirmed = forms.BooleanField(
        label=_("The audience is confirmed"),
        required=False,
        initial=True,
        help_text=_("Leave it empty while it is open whom the training is for."),
    )
    day = forms.DateField(label=_("From which day"), widget=DateInput, initial=timezone.localdate)
    groups = (
        (_("Unit and post"), ("unit", "dept", "post", "post_level", "rank")),
        (_("Audience and day"), ("track", "track_confirmed", "day")),
    )


class DepartForm(StyledForm):
    status = forms.ChoiceField(
        label=_("What happened"),
        choices=[(s.value, s.label) for s in (PersonStatus.RETIRED, PersonStatus.LEFT)],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label=_("From which day"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(label=_("Document or reason"), max_length=200, required=False)


class ReasonForm(StyledForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class UnmaskForm(StyledForm):
    field = forms.ChoiceField(
        label=_("Number to show"), choices=[("id_number", _("ID number")), ("mobile", _("Mobile"))]
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Kept in the audit trail with your name."))


class PinyinForm(StyledForm):
    pinyin = forms.CharField(
        label=_("Pinyin"),
        max_length=200,
        required=False,
        help_text=_("A syllable for each character, such as “shan xue mei”; ü is v. Empty: as usually read."),
    )
