import django_filters
from django.utils.translation import gettext_lazy as _
from django_filters.widgets import BooleanWidget

from common.forms import style_fields


class StyledFilterSet(django_filters.FilterSet):
    """A query form above a list, in the classes of the style sheet; what is not asked for is 全部."""

    @property
    def form(self):
        form = super().form
        style_fields(form, nothing_chosen=_("All"))
        for field in form.fields.values():
            if isinstance(field.widget, BooleanWidget):
                (nothing, _unknown), *answers = field.widget.choices
                field.widget.choices = [(nothing, _("All")), *answers]
        return form
