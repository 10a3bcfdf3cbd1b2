from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0006_fill_list_versions"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="classmeeting",
            constraint=models.CheckConstraint(condition=models.Q(("cancelled_at", None), ("cancelled_in__isnull", False), _connector="XOR"), name="cancelled_meeting_has_version", violation_error_message="A cancelled half-day says from which version on it is off the timetable."),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(condition=models.Q(("left_in", None), models.Q(("status", "active"), _negated=True), _connector="XOR"), name="ended_place_left_the_list", violation_error_message="A place that has ended says from which version on it is off the list."),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(condition=models.Q(("left_in", None), ("left_in__gt", models.F("joined_in")), _connector="OR"), name="place_left_after_it_joined", violation_error_message="Nobody leaves a list before they have joined it."),
        ),
    ]
