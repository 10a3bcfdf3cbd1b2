"""One's own hours as a picture."""

from django.utils.translation import gettext as _

from common.charts import Chart, ring
from records.selectors import YearHours


def hours_ring(hours: YearHours) -> Chart:
    """All hours of the year in the middle; the dark part of the ring was earned in classes, the pale one online."""
    return ring(
        "hours",
        _("My hours of the year"),
        hours.concentrated,
        hours.total,
        said=hours.total,
        of=_("credit hours"),
        places=1,
    )
