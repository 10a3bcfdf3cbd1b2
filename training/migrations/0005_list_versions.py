from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0004_arrival_details"),
    ]

    operations = [
        migrations.RenameField(model_name="batch", old_name="timetable_version", new_name="version"),
        migrations.AlterField(
            model_name="batch",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="unit_path",
            field=models.CharField(default="", editable=False, max_length=255),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="enrolment",
            name="name_key",
            field=models.CharField(default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="enrolment",
            name="joined_in",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="first version of the list"),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="left_in",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="first version without"),
        ),
        migrations.AddField(
            model_name="classmeeting",
            name="added_in",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="added in version"),
        ),
        migrations.AddField(
            model_name="classmeeting",
            name="hours_in",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="hours changed in version"),
        ),
        migrations.AddField(
            model_name="classmeeting",
            name="cancelled_in",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="cancelled in version"),
        ),
    ]
