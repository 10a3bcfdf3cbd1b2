from datetime import date
from decimal import Decimal

from django.db import migrations


def add_rule(apps, schema_editor):
    apps.get_model("records", "HourRule").objects.get_or_create(
        valid_from=date(2000, 1, 1),
        defaults={"half_day_hours": Decimal(4), "evening_hours": Decimal(2), "note": "每天 8 学时，半天 4 学时"},
    )


def remove_rule(apps, schema_editor):
    apps.get_model("records", "HourRule").objects.filter(valid_from=date(2000, 1, 1)).delete()


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(add_rule, remove_rule)]
