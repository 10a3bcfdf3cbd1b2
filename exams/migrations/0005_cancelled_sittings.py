"""A sitting may be cancelled, for a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0004_require_owners_and_full_marks")]

    operations = [
        migrations.AddField(
            model_name='sitting',
            name='cancel_reason',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason of the cancellation'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at', None)), models.Q(('cancelled_at__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='sitting_cancelled_for_a_reason', violation_error_message='A cancelled examination has a reason.'),
        ),
    ]
