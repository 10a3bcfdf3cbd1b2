"""A sitting may be one a certificate of its class needs, and may be a further one of such an examination."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exams', '0006_known_staff_roles'),
        ('people', '0012_setup_answers'),
        ('training', '0004_arrival_details'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitting',
            name='counts_for_completion',
            field=models.BooleanField(default=False, verbose_name='final examination'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='repeats',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='further', to='exams.sitting', verbose_name='further sitting of'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('counts_for_completion', False), ('batch__isnull', False), _connector='OR'), name='final_examination_is_of_a_class', violation_error_message='A final examination is held for a class. Choose the class.'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('repeats', None), ('counts_for_completion', True), _connector='OR'), name='further_sitting_is_final_too', violation_error_message='A further sitting of a final examination counts for completion too.'),
        ),
    ]
