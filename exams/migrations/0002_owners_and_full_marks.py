"""Papers get a unit that keeps them, sittings the points of their paper; filled by the next migration."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0001_bank_and_sittings"),
        ("people", "0001_roster"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="people.orgunit",
                verbose_name="kept by",
            ),
        ),
        migrations.AddField(
            model_name="sitting",
            name="full_mark",
            field=models.DecimalField(
                decimal_places=1, editable=False, max_digits=6, null=True, verbose_name="full mark"
            ),
        ),
    ]
