from datetime import date

from training.choices import Slot


class DateConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return f"{value:%Y-%m-%d}"


class SlotConverter:
    regex = "|".join(Slot.values)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)
