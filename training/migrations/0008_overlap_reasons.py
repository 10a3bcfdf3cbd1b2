from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0007_list_versions_hold"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="overlap_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="why in two classes at once"),
        ),
        migrations.AddField(
            model_name="classmeeting",
            name="overlap_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="why trainees are in two classes at once"),
        ),
    ]
