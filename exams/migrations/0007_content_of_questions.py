"""A question is known by its number, else by kind, stem and options; the stem alone no longer tells."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0006_known_staff_roles")]

    operations = [
        migrations.RemoveConstraint(model_name="question", name="one_question_per_bank_and_stem"),
        migrations.AlterField(
            model_name="question", name="code", field=models.CharField(max_length=60, verbose_name="question code")
        ),
        migrations.AddField(
            model_name="question",
            name="content_key",
            field=models.CharField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
    ]
