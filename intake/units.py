"""What a list says of a unit that was recognised, or was not."""

from django.utils.translation import gettext as _

from intake.verdicts import Note, error, fixed, warning
from people.recognise import UnitMatch, UnitReason

LONGEST_SHOWN = 50


def notes_on(match: UnitMatch) -> tuple[Note, ...]:
    """Nothing for a unit that is written as it is called."""
    if match.reason is UnitReason.SAME:
        return ()
    if match.unit is None:
        return (_not_found(match),) if match.reason in (UnitReason.UNKNOWN, UnitReason.MISSING) else ()
    values = {"text": match.text[:LONGEST_SHOWN], "unit": match.unit.short_name, "dept": match.dept}
    if match.reason in (UnitReason.OTHER_NAME, UnitReason.WITH_DEPARTMENT):
        return (fixed("R39", _("“%(text)s” was understood as “%(unit)s”.") % values),)
    if match.reason == UnitReason.PERHAPS_DEPARTMENT:
        message = _(
            "“%(text)s” was understood as “%(unit)s”, department “%(dept)s”. Look whether it is a unit of its own."
        )
        return (warning("R39", message % values),)
    if match.reason == UnitReason.DIVIDED:
        return (fixed("R40", _("Unit, department and post were taken apart.")),)
    return ()


def _not_found(match: UnitMatch) -> Note:
    if match.reason == UnitReason.MISSING:
        return error("unit_missing", _("The unit is missing."))
    values = {"text": match.text[:LONGEST_SHOWN], "near": "、".join(unit.short_name for unit in match.near)}
    if not match.near:
        return error("R39", _("No unit is called “%(text)s”. Choose it from the list.") % values)
    message = _("No unit is called “%(text)s”. Perhaps: %(near)s. Choose it from the list.")
    return error("R39", message % values)
