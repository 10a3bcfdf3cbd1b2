import django_filters

from common.forms import style_fields


class StyledFilterSet(django_filters.FilterSet):
    """A query form above a list, in the classes of the style sheet."""

    @property
    def form(self):
        form = super().form
        style_fields(form)
        return form
