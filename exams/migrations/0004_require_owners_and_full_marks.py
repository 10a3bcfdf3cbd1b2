"""Every paper has its unit, every sitting its points, and a pass mark within them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0003_fill_owners_and_full_marks")]

    operations = [
        migrations.AlterModelOptions(
            name='paper',
            options={'ordering': ['-id'], 'verbose_name': 'paper'},
        ),
        migrations.AlterField(
            model_name='paper',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='people.orgunit', verbose_name='kept by'),
        ),
        migrations.AlterField(
            model_name='sitting',
            name='full_mark',
            field=models.DecimalField(decimal_places=1, editable=False, max_digits=6, verbose_name='full mark'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('full_mark__gt', 0), ('pass_mark__lte', models.F('full_mark'))), name='sitting_can_be_passed', violation_error_message='The pass mark is not more than the points of the paper.'),
        ),
    ]
