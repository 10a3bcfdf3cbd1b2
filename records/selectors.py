from datetime import date
from decimal import Decimal

from records.models import HourRule
from training.choices import ATTENDED, Slot


class HourTable:
    """The hour rules, read once; answers what a half-day of a day is worth."""

    def __init__(self) -> None:
        self.rules = list(HourRule.objects.all())

    def hours(self, day: date, slot: str) -> Decimal:
        """Credit hours of one attended half-day; zero where no rule is in force."""
        for rule in reversed(self.rules):
            if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to):
                return rule.evening_hours if slot == Slot.EVENING else rule.half_day_hours
        return Decimal(0)

    def earned(self, day: date, slot: str, status: str | None) -> Decimal:
        """What a person with this mark gets: late counts, leave and absence do not."""
        return self.hours(day, slot) if status in ATTENDED else Decimal(0)
