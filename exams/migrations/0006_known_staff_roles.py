"""Who staffs a sitting oversees or marks it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0005_cancelled_sittings")]

    operations = [
        migrations.AddConstraint(
            model_name='sittingstaff',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['proctor', 'grader'])), name='sitting_staff_has_a_known_role'),
        ),
    ]
